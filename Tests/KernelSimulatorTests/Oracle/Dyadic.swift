/// An exact number `significand * 2^exponent`.
struct Dyadic {
  var significand: BigInteger
  var exponent: Int

  init(_ significand: BigInteger, _ exponent: Int) {
    self.significand = significand
    self.exponent = exponent
  }

  init(_ integer: Int128) { self.init(BigInteger(integer), 0) }

  /// -1, 0 or 1.
  var signum: Int { significand.signum }

  static prefix func - (a: Dyadic) -> Dyadic { Dyadic(-a.significand, a.exponent) }

  static func * (a: Dyadic, b: Dyadic) -> Dyadic { Dyadic(a.significand * b.significand, a.exponent + b.exponent) }

  static func + (a: Dyadic, b: Dyadic) -> Dyadic {
    let exponent = min(a.exponent, b.exponent)
    return Dyadic(
      a.significand.shiftedLeft(by: a.exponent - exponent) + b.significand.shiftedLeft(by: b.exponent - exponent),
      exponent)
  }

  static func - (a: Dyadic, b: Dyadic) -> Dyadic { a + -b }

  /// The sign of `a - b`.
  static func compare(_ a: Dyadic, _ b: Dyadic) -> Int { (a - b).signum }
}
