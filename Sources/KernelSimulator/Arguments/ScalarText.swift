import PTX

/// Reads numbers of a type from text: integers in decimal or hexadecimal, floats in decimal.
struct ScalarText {
  let type: PTXType
  private let format: FloatFormat?

  /// A reader for a type of 8 to 64 bits that is not packed; `nil` for others.
  init?(_ type: PTXType) {
    switch type {
    case .b8, .b16, .b32, .b64, .u8, .u16, .u32, .u64, .s8, .s16, .s32, .s64: format = nil
    case .f16, .bf16, .f32, .f64: format = FloatFormat(type)
    case .e4m3: format = .e4m3
    case .e5m2: format = .e5m2
    default: return nil
    }
    self.type = type
  }

  /// The bits of a number, rounded to the nearest where the type has not all its digits; `nil` where it is none or out
  /// of range.
  func bits(_ text: Substring) -> UInt64? {
    if let format { return Double(text).map { format.encode($0, rounding: .nearestEven) } }
    let isNegative = text.hasPrefix("-")
    let digits = isNegative ? text.dropFirst() : text
    let isHexadecimal = digits.hasPrefix("0x") || digits.hasPrefix("0X")
    guard let magnitude = isHexadecimal ? UInt64(digits.dropFirst(2), radix: 16) : UInt64(digits),
      digits.first?.isHexDigit == true
    else { return nil }
    let mask = UInt64.max >> UInt64(64 - type.bits)
    let sign = (mask >> 1) + 1
    if isNegative {
      // Untyped bits may be written with a sign too.
      let isUnsigned = [.u8, .u16, .u32, .u64].contains(type)
      return isUnsigned && magnitude > 0 || magnitude > sign ? nil : (0 &- magnitude) & mask
    }
    // Hexadecimal digits are bits, whatever the sign says.
    return magnitude > (type.isSigned && !isHexadecimal ? sign - 1 : mask) ? nil : magnitude
  }

  /// The bits of a whole number, wrapped or rounded to what the type holds.
  func bits(counting number: Int) -> UInt64 {
    if let format { return format.encode(Double(number), rounding: .nearestEven) }
    return UInt64(truncatingIfNeeded: number) & (UInt64.max >> UInt64(64 - type.bits))
  }

  /// Random bits of a number from 0.5 to 1.5; of an integer type 0 or 1.
  func bits(positive random: UInt64) -> UInt64 {
    guard let format else { return random >> 63 }
    return format.encode(0.5 + Double(random >> 11) / Double(1 << 53), rounding: .nearestEven)
  }

  /// Random bits: floats are uniform in -1 to 1, integers over all their values.
  func bits(random: UInt64) -> UInt64 {
    if let format {
      let fraction = Double(Int64(bitPattern: random) >> 11) / Double(1 << 52)
      return format.encode(fraction, rounding: .nearestEven)
    }
    return random >> UInt64(64 - type.bits)
  }
}
