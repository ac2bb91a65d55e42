import Testing

@testable import KernelSimulator

/// Double precision against exact numbers that are rounded by definition.
struct F64Tests {
  let format = BinaryFormat.f64

  @Test(arguments: F32Tests.directions)
  func arithmetic(mode: RoundingMode, direction: BinaryFormat.Direction) {
    let edges = EdgeValues.floats(format).filter { finite($0) }
    var triples: [(UInt64, UInt64, UInt64)] = []
    for (index, a) in edges.enumerated() {
      for (other, b) in edges.enumerated() { triples.append((a, b, edges[(index * 7 + other * 3) % edges.count])) }
    }
    let near = (11...13).map { seed in
      F32Tests.samples(300, seed: UInt64(seed), width: 64).map { ($0 & 0x801F_FFFF_FFFF_FFFF) | 0x3FE0_0000_0000_0000 }
    }
    for index in near[0].indices { triples.append((near[0][index], near[1][index], near[2][index])) }
    for (a, b, c) in triples {
      let (x, y, z) = (format.value(a), format.value(b), format.value(c))
      let product = (a ^ b) & format.sign
      check(F64.mul(a, b, mode), x * y, direction, zero: product)
      check(F64.add(a, b, mode), x + y, direction, zero: zeroSign(a, b, direction))
      check(F64.sub(a, b ^ format.sign, mode), x + y, direction, zero: zeroSign(a, b, direction))
      check(F64.fma(a, b, c, mode), x * y + z, direction, zero: zeroSign(product, c, direction))
      if y.signum != 0, x.signum != 0 {
        let expected = format.round(direction) { Dyadic.compare($0 * y, x) * y.signum }
        #expect(F64.div(a, b, mode) == expected, "\(a) / \(b)")
      }
      if x.signum > 0 {
        let expected = format.round(direction) { $0.signum < 0 ? -1 : Dyadic.compare($0 * $0, x) }
        #expect(F64.sqrt(a, mode) == expected, "\(a)")
      }
    }
  }

  @Test func specialValues() {
    let (infinity, nan): (UInt64, UInt64) = (0x7FF0_0000_0000_0000, 0x7FF0_0000_0000_1234)
    let quiet = nan | 1 << 51
    for (mode, _) in F32Tests.directions {
      #expect(F64.add(infinity, infinity | 1 << 63, mode) == F64.invalidNaN)
      #expect(F64.add(1, nan, mode) == quiet)
      #expect(F64.sub(1, nan, mode) == quiet)
      #expect(F64.fma(infinity, 0, 1, mode) == F64.invalidNaN)
      #expect(F64.fma(infinity, 1, infinity, mode) == infinity)
      #expect(F64.fma(1, 1, infinity, mode) == infinity)
      #expect(F64.div(1, 0, mode) == infinity)
      #expect(F64.sqrt(1 << 63, mode) == 1 << 63)
      #expect(F64.sqrt(infinity, mode) == infinity)
      #expect(F64.sqrt(0xBFF0_0000_0000_0000, mode) == F64.invalidNaN)
    }
  }

  private func finite(_ bits: UInt64) -> Bool { !format.isNaN(bits) && !format.isInfinite(bits) }

  private func zeroSign(_ a: UInt64, _ b: UInt64, _ direction: BinaryFormat.Direction) -> UInt64 {
    if (a ^ b) & format.sign == 0 { return a & format.sign }
    return direction == .down ? format.sign : 0
  }

  private func check(_ result: UInt64, _ exact: Dyadic, _ direction: BinaryFormat.Direction, zero: UInt64) {
    #expect(result == (exact.signum == 0 ? zero : format.round(exact, direction)))
  }
}
