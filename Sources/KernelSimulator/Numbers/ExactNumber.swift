/// A number `significand * 2^exponent` with up to 128 bits, for results that are rounded once.
struct ExactNumber {
  /// The sign.
  var isNegative: Bool
  /// The weight of the significand's last bit.
  var exponent: Int
  /// The magnitude; its last bit is set where bits below it were.
  var significand: UInt128

  /// The value of the bits of a finite double.
  init(finite bits: UInt64) {
    let field = Int(bits >> 52) & 0x7FF
    let fraction = bits & 0xF_FFFF_FFFF_FFFF
    isNegative = bits >> 63 != 0
    exponent = max(field, 1) - 1075
    significand = UInt128(field == 0 ? fraction : fraction | 1 << 52)
  }

  init(isNegative: Bool, exponent: Int, significand: UInt128) {
    self.isNegative = isNegative
    self.exponent = exponent
    self.significand = significand
  }

  /// The product; exact where both have at most 64 bits.
  static func * (a: ExactNumber, b: ExactNumber) -> ExactNumber {
    ExactNumber(
      isNegative: a.isNegative != b.isNegative, exponent: a.exponent + b.exponent,
      significand: a.significand * b.significand)
  }

  /// The sum of two numbers with at most 107 bits; what is cut off is kept as a set last bit, below bit 100.
  static func + (a: ExactNumber, b: ExactNumber) -> ExactNumber {
    if a.significand == 0 { return b }
    if b.significand == 0 { return a }
    var (x, y) = (a.normalized, b.normalized)
    if x.exponent < y.exponent { swap(&x, &y) }
    y = y.shiftedRight(by: x.exponent - y.exponent)
    if x.isNegative == y.isNegative {
      x.significand += y.significand
    } else if x.significand >= y.significand {
      x.significand -= y.significand
    } else {
      x.significand = y.significand - x.significand
      x.isNegative = y.isNegative
    }
    return x
  }

  /// The same value with its first bit at bit 125.
  private var normalized: ExactNumber {
    let shift = significand.leadingZeroBitCount - 2
    return ExactNumber(isNegative: isNegative, exponent: exponent - shift, significand: significand << shift)
  }

  /// With its last bits cut off; the last bit that remains is set where any of them was.
  func shiftedRight(by count: Int) -> ExactNumber {
    guard count > 0 else { return self }
    var result = self
    result.exponent += count
    if count >= 128 {
      result.significand = significand == 0 ? 0 : 1
    } else {
      result.significand >>= count
      if result.significand << count != significand { result.significand |= 1 }
    }
    return result
  }

  /// The bits of the value in a format, rounded once.
  func encoded(_ format: FloatFormat, _ rounding: RoundingMode) -> UInt64 {
    let narrow = shiftedRight(by: 64 - significand.leadingZeroBitCount)
    return format.encode(
      isNegative: isNegative, exponent: narrow.exponent, significand: UInt64(truncatingIfNeeded: narrow.significand),
      rounding: rounding)
  }
}
