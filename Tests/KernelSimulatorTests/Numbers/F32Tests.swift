import Testing

@testable import KernelSimulator

/// Single precision against exact numbers that are rounded by definition.
struct F32Tests {
  static let directions: [(RoundingMode, BinaryFormat.Direction)] = [
    (.nearestEven, .nearestEven), (.towardZero, .towardZero), (.down, .down), (.up, .up),
  ]
  let format = BinaryFormat.f32

  /// Both ways of rounding by definition agree: bisection between neighbours, and counting in units.
  @Test func definitionsAgree() {
    for format in [BinaryFormat.f16, .bf16, .f32, .e4m3, .e5m2] {
      for bits in Self.samples(150, seed: 9, width: 32) + EdgeValues.floats(.f32) {
        guard !BinaryFormat.f32.isNaN(bits), !BinaryFormat.f32.isInfinite(bits), bits & 0x7FFF_FFFF != 0 else {
          continue
        }
        let exact = BinaryFormat.f32.value(bits)
        for direction in BinaryFormat.Direction.allCases {
          for isSaturating in [false, true] {
            let counted = format.round(exact, direction, isSaturating: isSaturating)
            let found = format.round(direction, isSaturating: isSaturating) { Dyadic.compare($0, exact) }
            #expect(counted == found, "\(bits) \(direction)")
          }
        }
      }
    }
  }

  /// Edge values and random bits.
  static func samples(_ count: Int, seed: UInt64, width: Int) -> [UInt64] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state ^ state >> 29) >> UInt64(64 - width)
    }
  }

  /// Numbers of about the size of 1, so that sums cancel and halfway cases occur.
  static func near(_ count: Int, seed: UInt64) -> [UInt64] {
    samples(count, seed: seed, width: 32).map { ($0 & 0x80FF_FFFF) | 0x3F00_0000 }
  }

  @Test(arguments: directions)
  func sumsAndProducts(mode: RoundingMode, direction: BinaryFormat.Direction) {
    let edges = EdgeValues.floats(format).filter { !format.isNaN($0) && !format.isInfinite($0) }
    var pairs = edges.flatMap { a in edges.map { (a, $0) } }
    pairs += zip(Self.near(1000, seed: 1), Self.near(1000, seed: 2))
    pairs += zip(Self.samples(1000, seed: 3, width: 32), Self.samples(1000, seed: 4, width: 32))
    for (a, b) in pairs where finite(a) && finite(b) {
      let (x, y) = (format.value(a), format.value(b))
      expect(F32.mul(UInt32(a), UInt32(b), mode), x * y, direction, zero: (a ^ b) & format.sign, a, b)
      expect(F32.add(UInt32(a), UInt32(b), mode), x + y, direction, zero: zeroSign(a, b, direction), a, b)
      let minus = b ^ format.sign
      expect(F32.sub(UInt32(a), UInt32(minus), mode), x + y, direction, zero: zeroSign(a, b, direction), a, b)
      if y.signum != 0 {
        let quotient = F32.div(UInt32(a), UInt32(b), mode)
        let expected =
          x.signum == 0
          ? (a ^ b) & format.sign
          : format.round(direction) { Dyadic.compare($0 * y, x) * y.signum }
        #expect(UInt64(quotient) == expected, "\(a) / \(b)")
      }
    }
  }

  @Test(arguments: directions)
  func fusedMultiplyAdd(mode: RoundingMode, direction: BinaryFormat.Direction) {
    let edges = EdgeValues.floats(format).filter { finite($0) }
    var triples: [(UInt64, UInt64, UInt64)] = []
    for a in edges { for b in edges { for c in edges { triples.append((a, b, c)) } } }
    triples = triples.enumerated().filter { $0.offset % 7 == 0 }.map(\.element)
    let (a, b, c) = (Self.near(3000, seed: 5), Self.near(3000, seed: 6), Self.near(3000, seed: 7))
    for index in a.indices { triples.append((a[index], b[index], c[index])) }
    for (a, b, c) in triples {
      let exact = format.value(a) * format.value(b) + format.value(c)
      let productSign = (a ^ b) & format.sign
      expect(
        F32.fma(UInt32(a), UInt32(b), UInt32(c), mode), exact, direction, zero: zeroSign(productSign, c, direction), a,
        b, c)
    }
  }

  @Test(arguments: directions)
  func squareRoots(mode: RoundingMode, direction: BinaryFormat.Direction) {
    let values = EdgeValues.floats(format) + Self.samples(600, seed: 8, width: 31)
    for a in values where finite(a) && a & format.sign == 0 && a != 0 {
      let x = format.value(a)
      let expected = format.round(direction) { $0.signum < 0 ? -1 : Dyadic.compare($0 * $0, x) }
      #expect(UInt64(F32.sqrt(UInt32(a), mode)) == expected, "\(a)")
    }
    #expect(F32.sqrt(0x8000_0000, mode) == 0x8000_0000)
    #expect(F32.sqrt(0xBF80_0000, mode) == F32.canonicalNaN)
  }

  @Test func specialValues() {
    let (infinity, nan, one): (UInt32, UInt32, UInt32) = (0x7F80_0000, 0x7FC0_1234, 0x3F80_0000)
    for (mode, _) in Self.directions {
      #expect(F32.add(infinity, infinity | 1 << 31, mode) == F32.canonicalNaN)
      #expect(F32.add(nan, one, mode) == F32.canonicalNaN)
      #expect(F32.mul(infinity, 0, mode) == F32.canonicalNaN)
      #expect(F32.fma(infinity, one, infinity, mode) == infinity)
      #expect(F32.div(0, 0, mode) == F32.canonicalNaN)
      #expect(F32.div(one, 1 << 31, mode) == infinity | 1 << 31)
      #expect(F32.rcp(infinity, mode) == 0)
    }
  }

  @Test func modifiers() {
    let tiny: UInt32 = 0x8000_0001
    #expect(F32.add(tiny, tiny, .nearestEven, .flushSubnormals) == 0x8000_0000)
    #expect(F32.mul(0x0080_0000, 0x3F00_0000, .nearestEven, .flushSubnormals) == 0)
    #expect(F32.mul(0x0080_0000, 0x3F00_0000) == 0x0040_0000)
    #expect(F32.add(0x4000_0000, 0, .nearestEven, .saturate) == 0x3F80_0000)
    #expect(F32.add(0xC000_0000, 0, .towardZero, .saturate) == 0)
    #expect(F32.add(0x7FC0_0000, 0, .nearestEven, .saturate) == 0)
  }

  @Test func minimumAndMaximum() {
    let nan: UInt32 = 0x7FC0_0001
    #expect(F32.min(0, 0x8000_0000) == 0x8000_0000)
    #expect(F32.max(0x8000_0000, 0) == 0)
    #expect(F32.min(nan, 5) == 5)
    #expect(F32.max(5, nan, .propagateNaN) == F32.canonicalNaN)
    #expect(F32.min(nan, nan) == F32.canonicalNaN)
    // -3 and 2: the lesser magnitude is 2, the signs differ.
    #expect(F32.min(0xC040_0000, 0x4000_0000, [.magnitude, .xorSign]) == 0xC000_0000)
    #expect(F32.max(0xC040_0000, 0x4000_0000, 0x3F80_0000, .magnitude) == 0x4040_0000)
    #expect(F32.min(1, 0x3F80_0000, .flushSubnormals) == 0)
  }

  private func finite(_ bits: UInt64) -> Bool { !format.isNaN(bits) && !format.isInfinite(bits) }

  /// The sign of a sum that is exactly zero.
  private func zeroSign(_ a: UInt64, _ b: UInt64, _ direction: BinaryFormat.Direction) -> UInt64 {
    if (a ^ b) & format.sign == 0 { return a & format.sign }
    return direction == .down ? format.sign : 0
  }

  private func expect(
    _ result: UInt32, _ exact: Dyadic, _ direction: BinaryFormat.Direction, zero: UInt64, _ operands: UInt64...
  ) {
    let expected = exact.signum == 0 ? zero : format.round(exact, direction)
    #expect(UInt64(result) == expected, "\(operands) \(direction)")
  }
}
