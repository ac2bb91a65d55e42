/// What the ISA says of a result.
enum Expected {
  /// These bits.
  case bits(UInt64)
  /// Some NaN of a format: the ISA does not say which.
  case anyNaN(BinaryFormat)
  /// A value of a format within bounds.
  case near(BinaryFormat, ClosedRange<Double>)
  /// The ISA leaves it open; the instruction must only not stop the kernel. Not counted as a case.
  case open

  /// Whether a result agrees.
  func allows(_ result: UInt64) -> Bool {
    switch self {
    case .bits(let bits): return result == bits
    case .anyNaN(let format): return format.isNaN(result)
    case .near(let format, let range):
      if format.isNaN(result) { return false }
      return range.contains(format.double(result))
    case .open: return true
    }
  }

  /// Whether it says anything.
  var isCase: Bool { if case .open = self { false } else { true } }
}

extension BinaryFormat {
  /// The value as a double, which holds every format exactly.
  func double(_ bits: UInt64) -> Double {
    if isInfinite(bits) { return bits & sign == 0 ? .infinity : -.infinity }
    if bits & (sign - 1) == 0 { return bits & sign == 0 ? 0 : -0.0 }
    let magnitude = bits & (sign - 1)
    let field = Int(magnitude >> UInt64(fractionBits))
    let fraction = Double(magnitude & (smallestNormal - 1)) / Double(smallestNormal)
    let exponent = max(field, 1) - (1 << (exponentBits - 1)) + 1
    let value = Double(sign: .plus, exponent: exponent, significand: fraction + (field == 0 ? 0 : 1))
    return bits & sign == 0 ? value : -value
  }
}
