import Glibc
import Testing

@testable import KernelSimulator

/// The approximate instructions: the ISA's tables of special values and its bounds on errors.
struct ApproximationTests {
  static let (inf, nan, one): (UInt32, UInt32, UInt32) = (0x7F80_0000, 0x7FFF_FFFF, 0x3F80_0000)
  static let sign: UInt32 = 0x8000_0000

  /// Results for -inf, -subnormal, -0, +0, +subnormal, +inf and NaN, with `.ftz`.
  @Test func specialValues() {
    let (inf, nan, one, sign) = (Self.inf, Self.nan, Self.one, Self.sign)
    let inputs: [UInt32] = [inf | sign, sign | 1, sign, 0, 1, inf, 0x7FC0_0000]
    func check(_ function: (UInt32, FloatModifiers) -> UInt32, _ expected: [UInt32]) {
      #expect(inputs.map { function($0, .flushSubnormals) } == expected)
    }
    check(Approximation.exp2, [0, one, one, one, one, inf, nan])
    check(Approximation.log2, [nan, inf | sign, inf | sign, inf | sign, inf | sign, inf, nan])
    check(Approximation.reciprocal, [sign, inf | sign, inf | sign, inf, inf, 0, nan])
    check(Approximation.squareRoot, [nan, sign, sign, 0, 0, inf, nan])
    check(Approximation.reciprocalSquareRoot, [nan, inf | sign, inf | sign, inf, inf, 0, nan])
    check(Approximation.sin, [nan, sign, sign, 0, 0, nan, nan])
    check(Approximation.cos, [nan, one, one, one, one, nan, nan])
    check({ bits, _ in Approximation.tanh(bits) }, [one | sign, sign | 1, sign, 0, 1, one, nan])
    #expect(Approximation.log2(0xBF80_0000) == nan)
    #expect(Approximation.squareRoot(0xBF80_0000) == nan)
    #expect(Approximation.reciprocalSquareRoot(0xBF80_0000) == nan)
  }

  @Test func errorsAreWithinTheBounds() {
    for bits in F32Tests.near(2000, seed: 41) + F32Tests.samples(4000, seed: 42, width: 32) {
      let a = UInt32(bits)
      let x = Double(Float(bitPattern: a))
      guard x.isFinite else { continue }
      if abs(x) < 100 { close(Approximation.exp2(a), pow(2, x), 2) }
      if x > 0 {
        let logarithm = log(x) / log(2)
        let result = Double(Float(bitPattern: Approximation.log2(a)))
        #expect(abs(result - logarithm) <= (x > 0.5 && x < 2 ? 0x1p-22 : abs(logarithm) * 0x1p-22))
        close(Approximation.squareRoot(a), pow(x, 0.5), 1)
        close(Approximation.reciprocalSquareRoot(a), pow(x, -0.5), 1)
      }
      if abs(x) > 0x1p-126, abs(x) < 0x1p126 { close(Approximation.reciprocal(a), pow(x, -1), 1) }
      if abs(x) <= 100 * Double.pi {
        let bound = abs(x) <= 2 * Double.pi ? 0x1p-20 * 0.707 : 0x1p-14 * 0.615
        let sine = Double(Float(bitPattern: Approximation.sin(a)))
        let cosine = Double(Float(bitPattern: Approximation.cos(a)))
        #expect(abs(sine - Glibc.cos(x - Double.pi / 2)) <= bound)
        #expect(abs(cosine - Glibc.sin(x + Double.pi / 2)) <= bound)
      }
      if x != 0 {
        let tangent = abs(x) < 0x1p-20 ? x : (1 - Glibc.exp(-2 * x)) / (1 + Glibc.exp(-2 * x))
        let result = Double(Float(bitPattern: Approximation.tanh(a)))
        #expect(x < -300 ? result == -1 : abs(result - tangent) <= abs(tangent) * 0x1p-11)
      }
    }
  }

  /// Within a number of units in the last place of single precision.
  private func close(_ bits: UInt32, _ exact: Double, _ units: Double) {
    let result = Double(Float(bitPattern: bits))
    let unit = max(abs(exact) * 0x1p-23, 0x1p-149)
    #expect(abs(result - exact) <= units * unit, "\(bits) for \(exact)")
  }

  @Test func quotients() {
    let (inf, nan, one, sign) = (Self.inf, Self.nan, Self.one, Self.sign)
    // A divisor above 2^126: a zero of the sign, NaN for an infinite dividend.
    #expect(Approximation.divide(one, 0x7F00_0000) == 0)
    #expect(Approximation.divide(one | sign, 0x7F00_0000) == sign)
    #expect(Approximation.divide(inf, 0x7F00_0000) == nan)
    #expect(Approximation.divide(0x7F00_0000, 0x7E80_0000) == 0x4000_0000)
    #expect(Approximation.divide(one, inf) == 0)
    #expect(Approximation.divide(inf, inf) == nan)
    #expect(Approximation.divide(one, 0) == inf)
    #expect(Approximation.divide(0, 0) == nan)
    #expect(Approximation.divideFull(one, 0x7F00_0000) == 0x0040_0000)
    #expect(Approximation.divideFull(one, 0x7F00_0000, .flushSubnormals) == 0)
  }

  @Test func halves() {
    for bits in UInt16.min...UInt16.max {
      let x = Double(Float16(bitPattern: bits))
      let power = Double(Float16(bitPattern: Approximation.exp2(bits, .f16)))
      let tangent = Double(Float16(bitPattern: Approximation.tanh(bits, .f16)))
      if x.isNaN {
        #expect(power.isNaN && tangent.isNaN)
        continue
      }
      if x < 15.9, x > -14 { #expect(abs(power - pow(2, x)) <= pow(2, x) * 0x1p-10) }
      if x >= 16 { #expect(power == .infinity) }
      #expect(abs(tangent - Glibc.tanh(x)) <= 0x1p-11)
    }
    let subnormal: UInt16 = 0x8001
    #expect(Approximation.exp2(subnormal, .bf16, .flushSubnormals) == 0x3F80)
    #expect(Approximation.exp2(0xFF80, .bf16, .flushSubnormals) == 0)
    #expect(Approximation.tanh(0x7F80, .bf16) == 0x3F80)
  }

  @Test func grossDoubles() {
    #expect(Approximation.reciprocalGross(0x8000_0000_0000_0000) == 0xFFF0_0000_0000_0000)
    #expect(Approximation.reciprocalGross(0x8000_0001_0000_0000) == 0xFFF0_0000_0000_0000)
    #expect(Approximation.reciprocalGross(0x7FF0_0000_0000_0000) == 0)
    #expect(Approximation.reciprocalGross(0xFFF8_0000_0000_0001) == 0x7FFF_FFFF_0000_0000)
    #expect(Approximation.reciprocalGross(0x4000_0000_FFFF_FFFF) == 0x3FE0_0000_0000_0000)
    #expect(Approximation.reciprocalSquareRootGross(0x8000_0001_0000_0000) == 0xFFF0_0000_0000_0000)
    #expect(Approximation.reciprocalSquareRootGross(0xBFF0_0000_0000_0000) == 0x7FFF_FFFF_0000_0000)
    #expect(Approximation.reciprocalSquareRootGross(0x4010_0000_0000_0000) == 0x3FE0_0000_0000_0000)
    #expect(Approximation.reciprocalSquareRoot(double: 0x4010_0000_0000_0000) == 0x3FE0_0000_0000_0000)
  }
}
