/// Double precision arithmetic on bit patterns, as PTX has it.
///
/// Double precision keeps the payload of a NaN: the first operand that is NaN is returned, quiet. An operation that has
/// no value returns 0xFFF8000000000000, as the devices do (the ISA leaves it open).
enum F64 {
  /// The NaN of an operation that has no value.
  static let invalidNaN: UInt64 = 0xFFF8_0000_0000_0000

  /// `a + b`
  @inline(__always)
  static func add(_ a: UInt64, _ b: UInt64, _ rounding: RoundingMode = .nearestEven) -> UInt64 {
    let (x, y) = (Double(bitPattern: a), Double(bitPattern: b))
    let sum = x + y
    if sum.isNaN { return nan(a, b) }
    return rounding == .nearestEven ? sum.bitPattern : directedSum(a, 0x3FF0_0000_0000_0000, b, rounding)
  }

  /// `a - b`
  @inline(__always)
  static func sub(_ a: UInt64, _ b: UInt64, _ rounding: RoundingMode = .nearestEven) -> UInt64 {
    Double(bitPattern: b).isNaN ? nan(a, b) : add(a, b ^ (1 << 63), rounding)
  }

  /// `a * b`
  @inline(__always)
  static func mul(_ a: UInt64, _ b: UInt64, _ rounding: RoundingMode = .nearestEven) -> UInt64 {
    let product = Double(bitPattern: a) * Double(bitPattern: b)
    if product.isNaN { return nan(a, b) }
    return rounding == .nearestEven ? product.bitPattern : directedProduct(a, b, rounding)
  }

  /// `a * b + c`, rounded once.
  @inline(__always)
  static func fma(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ rounding: RoundingMode = .nearestEven) -> UInt64 {
    let result = Double(bitPattern: c).addingProduct(Double(bitPattern: a), Double(bitPattern: b))
    if result.isNaN { return nan(a, b, c) }
    return rounding == .nearestEven ? result.bitPattern : directedSum(a, b, c, rounding)
  }

  /// `a / b`
  static func div(_ a: UInt64, _ b: UInt64, _ rounding: RoundingMode = .nearestEven) -> UInt64 {
    let quotient = Double(bitPattern: a) / Double(bitPattern: b)
    if quotient.isNaN { return nan(a, b) }
    return rounding == .nearestEven ? quotient.bitPattern : directedQuotient(a, b, rounding)
  }

  /// `1 / a`
  static func rcp(_ a: UInt64, _ rounding: RoundingMode = .nearestEven) -> UInt64 {
    div(0x3FF0_0000_0000_0000, a, rounding)
  }

  /// The square root of `a`.
  static func sqrt(_ a: UInt64, _ rounding: RoundingMode = .nearestEven) -> UInt64 {
    let root = Double(bitPattern: a).squareRoot()
    if root.isNaN { return nan(a) }
    return rounding == .nearestEven ? root.bitPattern : directedRoot(a, rounding)
  }

  /// The NaN that an operation on these operands returns.
  @inline(__always)
  static func nan(_ a: UInt64, _ b: UInt64 = 0, _ c: UInt64 = 0) -> UInt64 {
    if Double(bitPattern: a).isNaN { return a | 1 << 51 }
    if Double(bitPattern: b).isNaN { return b | 1 << 51 }
    return Double(bitPattern: c).isNaN ? c | 1 << 51 : invalidNaN
  }
}
