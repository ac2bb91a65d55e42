/// How the elements of a token travel.
public enum WireFormat: String, Sendable, CaseIterable {
  /// Two bytes an element.
  case bf16
  /// A byte an element and a scale of four bytes for 128 (V3059).
  case fp8
  /// LogFMT with 8 bits and four bytes of range for 128 elements (IS049).
  case logfmt8
  /// LogFMT with 10 bits and four bytes of range for 128 elements (IS049).
  case logfmt10

  /// Bytes of a token.
  public func bytes(hidden: Int) -> Double {
    let scales = Double(hidden) / 32
    return switch self {
    case .bf16: Double(2 * hidden)
    case .fp8, .logfmt8: Double(hidden) + scales
    case .logfmt10: Double(hidden) * 1.25 + scales
    }
  }

  /// Bytes of a token's elements without their scales.
  func elementBytes(hidden: Int) -> Double {
    self == .bf16 ? bytes(hidden: hidden) : bytes(hidden: hidden) - Double(hidden) / 32
  }

  /// What packing and unpacking add to a call, in per cent: 50 to 100 for LogFMT (IS050), of which the middle.
  public var packingPercent: Double { self == .logfmt8 || self == .logfmt10 ? 75 : 0 }
}
