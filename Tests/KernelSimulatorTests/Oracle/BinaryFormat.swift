/// A binary floating-point format as the standards define it, decoded and rounded by the definition: tests compare what
/// the simulator computes with this, and neither uses the other.
struct BinaryFormat {
  /// How exact results are rounded.
  enum Direction: CaseIterable { case nearestEven, towardZero, down, up, nearestAway }

  let exponentBits: Int
  let fractionBits: Int
  /// e4m3 has no infinities, and NaN only where all bits are set.
  var hasInfinity = true

  static let f16 = BinaryFormat(exponentBits: 5, fractionBits: 10)
  static let bf16 = BinaryFormat(exponentBits: 8, fractionBits: 7)
  static let tf32 = BinaryFormat(exponentBits: 8, fractionBits: 10)
  static let f32 = BinaryFormat(exponentBits: 8, fractionBits: 23)
  static let f64 = BinaryFormat(exponentBits: 11, fractionBits: 52)
  static let e4m3 = BinaryFormat(exponentBits: 4, fractionBits: 3, hasInfinity: false)
  static let e5m2 = BinaryFormat(exponentBits: 5, fractionBits: 2)

  var width: Int { 1 + exponentBits + fractionBits }
  var sign: UInt64 { 1 << UInt64(width - 1) }
  var infinity: UInt64 { ((1 << UInt64(exponentBits)) - 1) << UInt64(fractionBits) }
  var largest: UInt64 { hasInfinity ? infinity - 1 : sign - 2 }
  var smallestNormal: UInt64 { 1 << UInt64(fractionBits) }

  func isNaN(_ bits: UInt64) -> Bool {
    let magnitude = bits & (sign - 1)
    return hasInfinity ? magnitude > infinity : magnitude == sign - 1
  }

  func isInfinite(_ bits: UInt64) -> Bool { hasInfinity && bits & (sign - 1) == infinity }

  func isSubnormal(_ bits: UInt64) -> Bool { bits & (sign - 1) < smallestNormal && bits & (sign - 1) != 0 }

  /// The value of finite bits. The bits after the largest finite value stand for the next power of two.
  func value(_ bits: UInt64) -> Dyadic {
    let magnitude = bits & (sign - 1)
    let field = Int(magnitude >> UInt64(fractionBits))
    let fraction = magnitude & (smallestNormal - 1)
    let bias = (1 << (exponentBits - 1)) - 1
    let significand = Int128(field == 0 ? fraction : fraction + smallestNormal)
    return Dyadic(
      BigInteger(bits & sign == 0 ? significand : -significand), (field == 0 ? 1 : field) - bias - fractionBits)
  }

  /// The bits of an exact result that is not zero.
  ///
  /// - Parameter compare: The sign of a candidate less the exact result.
  func round(_ direction: Direction, isSaturating: Bool = false, compare: (Dyadic) -> Int) -> UInt64 {
    let isNegative = compare(Dyadic(0)) > 0
    /// The sign of a magnitude less the exact magnitude.
    func order(_ magnitude: Dyadic) -> Int { isNegative ? -compare(-magnitude) : compare(magnitude) }
    var (low, high) = (UInt64(0), largest + 1)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if order(value(middle)) <= 0 { low = middle } else { high = middle }
    }
    let negative = isNegative ? sign : 0
    if order(value(low)) == 0 { return negative | low }
    let takesHigh: Bool
    switch direction {
    case .towardZero: takesHigh = false
    case .down: takesHigh = isNegative
    case .up: takesHigh = !isNegative
    case .nearestEven, .nearestAway:
      let sum = value(low) + value(low + 1)
      let side = order(Dyadic(sum.significand, sum.exponent - 1))
      takesHigh = side < 0 || (side == 0 && (direction == .nearestAway || low & 1 == 1))
    }
    let magnitude = takesHigh ? low + 1 : low
    return negative | (isSaturating && magnitude > largest ? largest : magnitude)
  }

  /// The bits of an exact result; 0 gives +0.
  func round(_ exact: Dyadic, _ direction: Direction, isSaturating: Bool = false) -> UInt64 {
    if exact.signum == 0 { return 0 }
    return round(direction, isSaturating: isSaturating) { Dyadic.compare($0, exact) }
  }
}
