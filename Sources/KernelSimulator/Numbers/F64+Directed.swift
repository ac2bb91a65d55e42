/// Double precision results in any direction, computed exactly in integers and rounded once. The results are not NaN.
extension F64 {
  /// `a * b + c`
  static func directedSum(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ rounding: RoundingMode) -> UInt64 {
    let product = Double(bitPattern: a) * Double(bitPattern: b)
    let addend = Double(bitPattern: c)
    guard Double(bitPattern: a).isFinite, Double(bitPattern: b).isFinite else { return product.bitPattern }
    guard addend.isFinite else { return c }
    let exact = ExactNumber(finite: a) * ExactNumber(finite: b)
    let sum = exact + ExactNumber(finite: c)
    if sum.significand == 0 {
      let isNegative =
        exact.isNegative == (addend.sign == .minus) ? exact.isNegative : rounding == .down
      return isNegative ? 1 << 63 : 0
    }
    return sum.encoded(.f64, rounding)
  }

  /// `a * b`
  static func directedProduct(_ a: UInt64, _ b: UInt64, _ rounding: RoundingMode) -> UInt64 {
    guard Double(bitPattern: a).isFinite, Double(bitPattern: b).isFinite else {
      return (Double(bitPattern: a) * Double(bitPattern: b)).bitPattern
    }
    return (ExactNumber(finite: a) * ExactNumber(finite: b)).encoded(.f64, rounding)
  }

  /// `a / b`
  static func directedQuotient(_ a: UInt64, _ b: UInt64, _ rounding: RoundingMode) -> UInt64 {
    let (x, y) = (Double(bitPattern: a), Double(bitPattern: b))
    guard x.isFinite, y.isFinite, y != 0 else { return (x / y).bitPattern }
    let (n, d) = (ExactNumber(finite: a), ExactNumber(finite: b))
    // A quotient of at least 64 bits, so that its last bit can stand for the remainder.
    let shift = n.significand.leadingZeroBitCount
    let (quotient, remainder) = (n.significand << shift).quotientAndRemainder(dividingBy: d.significand)
    return ExactNumber(
      isNegative: n.isNegative != d.isNegative, exponent: n.exponent - shift - d.exponent,
      significand: remainder == 0 ? quotient : quotient | 1
    ).encoded(.f64, rounding)
  }

  /// The square root of `a`.
  static func directedRoot(_ a: UInt64, _ rounding: RoundingMode) -> UInt64 {
    let x = Double(bitPattern: a)
    guard x.isFinite, x != 0 else { return x.squareRoot().bitPattern }
    // Within 1..<4 the error of the root is exact; a power of four moves out of the root as a power of two.
    let half = Int(x.exponent) >> 1
    let scaled = Double(sign: .plus, exponent: -2 * half, significand: x)
    var root = scaled.squareRoot()
    let error = scaled.addingProduct(-root, root)
    if error > 0, rounding == .up { root = root.nextUp }
    if error < 0, rounding == .down || rounding == .towardZero { root = root.nextDown }
    return Double(sign: .plus, exponent: half, significand: root).bitPattern
  }
}
