import Testing

@testable import KernelSimulator

/// f16 and bf16 against exact numbers that are rounded by definition.
struct HalfTests {
  @Test func everyF16IsExact() {
    for bits in UInt16.min...UInt16.max where !BinaryFormat.f16.isNaN(UInt64(bits)) {
      let value = F16.value(bits)
      #expect(Float16(bitPattern: bits) == Float16(value))
      #expect(FloatFormat.f16.value(UInt64(bits)) == Double(value))
      #expect(F16.rounded(Double(value)) == bits)
    }
    #expect(F16.value(0x7E00).isNaN)
  }

  /// A product in units of 2^-48 fits 128 bits, so every sum with every addend is exact.
  @Test func f16ArithmeticIsRoundedOnce() {
    let format = BinaryFormat.f16
    let values = EdgeValues.floats(format) + F32Tests.samples(40, seed: 21, width: 16)
    for a in values where finite(a, format) {
      for b in values where finite(b, format) {
        let (x, y) = (format.value(a), format.value(b))
        let (p, q) = (UInt16(a), UInt16(b))
        check(F16.add(p, q), x + y, format, zero: a & b & format.sign)
        check(F16.sub(p, q ^ 0x8000), x + y, format, zero: a & b & format.sign)
        check(F16.mul(p, q), x * y, format, zero: (a ^ b) & format.sign)
        for c in [values[Int(a ^ b) % values.count], values[Int(a &+ b) % values.count]] where finite(c, format) {
          let zero = (a ^ b) & c & format.sign
          check(F16.fma(p, q, UInt16(c)), x * y + format.value(c), format, zero: zero)
        }
      }
    }
  }

  @Test func bf16ArithmeticIsRoundedOnce() {
    let format = BinaryFormat.bf16
    let values = EdgeValues.floats(format) + F32Tests.samples(40, seed: 22, width: 16)
    for a in values where finite(a, format) {
      for b in values where finite(b, format) {
        let (x, y) = (format.value(a), format.value(b))
        let (p, q) = (UInt16(a), UInt16(b))
        check(BF16.add(p, q), x + y, format, zero: a & b & format.sign)
        check(BF16.mul(p, q), x * y, format, zero: (a ^ b) & format.sign)
        let c = values[Int(a ^ b) % values.count]
        if finite(c, format) {
          check(BF16.fma(p, q, UInt16(c)), x * y + format.value(c), format, zero: (a ^ b) & c & format.sign)
        }
      }
    }
  }

  /// 1.5 * 2^-k added below a halfway case decides it: rounding to double or to f32 first would lose it.
  @Test func fusedMultiplyAddDoesNotRoundTwice() {
    // bf16: 1 + 2^-8 (halfway between 1 and 1 + 2^-7) plus 2^-130.
    let half: UInt16 = 0x3F81
    #expect(BF16.fma(half, half, 0x0008) == BF16.fma(half, half, 0))
    let (a, b): (UInt16, UInt16) = (0x3F88, 0x3F88)  // 1.0625^2 = 1.12890625, halfway of 1.125 and 1.1328125.
    #expect(BF16.fma(a, b, 0) == 0x3F90)
    #expect(BF16.fma(a, b, 0x0001) == 0x3F91)
    #expect(BF16.fma(a, b, 0x8001) == 0x3F90)
  }

  @Test func modifiers() {
    #expect(F16.add(0x0001, 0, .flushSubnormals) == 0)
    #expect(F16.add(0x4000, 0, .saturate) == 0x3C00)
    #expect(F16.fma(0x3C00, 0xBC00, 0, .relu) == 0)
    #expect(F16.fma(0x7E01, 0xBC00, 0, .relu) == 0x7FFF)
    #expect(F16.fma(FloatFormat.outOfBoundsNaN, 0x3C00, 0x3C00, .outOfBounds) == 0)
    #expect(F16.add(0x7C00, 0xFC00) == 0x7FFF)
    #expect(Packed.map(0x3C00_4000, 0x3C00_3C00) { F16.add($0, $1) } == 0x4000_4200)
  }

  private func finite(_ bits: UInt64, _ format: BinaryFormat) -> Bool {
    !format.isNaN(bits) && !format.isInfinite(bits)
  }

  private func check(_ result: UInt16, _ exact: Dyadic, _ format: BinaryFormat, zero: UInt64) {
    #expect(UInt64(result) == (exact.signum == 0 ? zero : format.round(exact, .nearestEven)))
  }
}
