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
  ///
  /// The result is counted in the smallest unit of its exponent, and what remains decides whether one more is counted.
  func round(_ exact: Dyadic, _ direction: Direction, isSaturating: Bool = false) -> UInt64 {
    let significand = exact.significand
    if significand.signum == 0 { return 0 }
    let isNegative = significand.signum < 0
    let negative = isNegative ? sign : 0
    let bias = (1 << (exponentBits - 1)) - 1
    let leading = exact.exponent + significand.bitCount - 1
    let isSubnormal = leading < 1 - bias
    let unit = (isSubnormal ? 1 - bias : leading) - fractionBits
    let cut = unit - exact.exponent
    var count: UInt64
    if leading > bias + 1 {
      count = 0
    } else {
      count = cut > 0 ? significand.magnitude(from: cut) : significand.magnitude(from: 0) << UInt64(-cut)
    }
    let isInexact = leading > bias + 1 || (cut > 0 && significand.hasBits(below: cut))
    let takesOneMore: Bool
    switch direction {
    case .towardZero: takesOneMore = false
    case .down: takesOneMore = isInexact && isNegative
    case .up: takesOneMore = isInexact && !isNegative
    case .nearestEven, .nearestAway:
      let isHalfOrMore = cut > 0 && significand.bit(cut - 1)
      let isMore = isHalfOrMore && significand.hasBits(below: cut - 1)
      takesOneMore = isMore || (isHalfOrMore && (direction == .nearestAway || count & 1 == 1))
    }
    let largestFinite = value(largest)
    if leading > bias + 1
      || Dyadic.compare(Dyadic(significand.signum < 0 ? -significand : significand, exact.exponent), largestFinite) > 0
    {
      // Beyond the largest value: the next one would be the first power of two that is out of range.
      return negative | overflow(exact, direction, isNegative, isSaturating)
    }
    if takesOneMore { count += 1 }
    let base = isSubnormal ? 0 : UInt64(leading + bias) << UInt64(fractionBits)
    return negative | (isSubnormal ? count : base + (count - smallestNormal))
  }

  /// The magnitude of a result beyond the largest value: that value, or one step more.
  private func overflow(
    _ exact: Dyadic, _ direction: Direction, _ isNegative: Bool, _ isSaturating: Bool
  ) -> UInt64 {
    let isAway: Bool
    switch direction {
    case .towardZero: isAway = false
    case .down: isAway = isNegative
    case .up: isAway = !isNegative
    case .nearestEven, .nearestAway:
      let sum = value(largest) + value(largest + 1)
      let magnitude = isNegative ? -exact : exact
      // Exactly halfway the even neighbour is the one out of range, unless the largest value is even itself.
      let order = Dyadic.compare(magnitude, Dyadic(sum.significand, sum.exponent - 1))
      isAway = order > 0 || (order == 0 && (direction == .nearestAway || largest & 1 == 1))
    }
    return isAway && !isSaturating ? largest + 1 : largest
  }
}
