/// Results in double precision that are rounded to odd.
///
/// Where a result is not exact, the neighbour with an odd last bit is taken. Such a result is never halfway between two
/// values of a format with 51 bits or fewer, so rounding it to that format, in any direction, gives what rounding
/// the exact result would: an operation of a small format is computed in double precision and rounded once.
enum OddRounding {
  /// `a + b`. Neither the sum nor its error may overflow or underflow.
  @inline(__always)
  static func sum(_ a: Double, _ b: Double) -> Double {
    let sum = a + b
    let part = sum - a
    let error = (a - (sum - part)) + (b - part)
    return adjusted(sum, error: error)
  }

  /// `a / b`, where the quotient is normal.
  @inline(__always)
  static func quotient(_ a: Double, _ b: Double) -> Double {
    let quotient = a / b
    guard quotient.isFinite, quotient != 0 else { return quotient }
    let remainder = a.addingProduct(-quotient, b)
    return adjusted(quotient, error: (remainder < 0) == (b < 0) ? abs(remainder) : -abs(remainder))
  }

  /// The square root.
  @inline(__always)
  static func squareRoot(_ a: Double) -> Double {
    let root = a.squareRoot()
    guard root.isFinite, root != 0 else { return root }
    return adjusted(root, error: a.addingProduct(-root, root))
  }

  /// The neighbour with an odd last bit on the side of the error, where there is an error.
  ///
  /// - Parameter error: The exact result less `value`, or anything of the same sign; NaN where `value` is not finite.
  @inline(__always)
  static func adjusted(_ value: Double, error: Double) -> Double {
    let bits = value.bitPattern
    guard error != 0, !error.isNaN, bits & 1 == 0, value.isFinite else { return value }
    return Double(bitPattern: (error > 0) == (value > 0) ? bits &+ 1 : bits &- 1)
  }
}
