/// The modifiers of floating-point instructions that change a value.
struct FloatModifiers: OptionSet, Sendable, Hashable {
  let rawValue: UInt8

  /// `.ftz`: subnormal inputs and results become zeros of their sign.
  static let flushSubnormals = FloatModifiers(rawValue: 1)
  /// `.sat`: the result is clamped to 0...1, NaN becomes +0.
  static let saturate = FloatModifiers(rawValue: 2)
  /// `.relu`: a negative result becomes 0, NaN the canonical NaN.
  static let relu = FloatModifiers(rawValue: 4)
  /// `.NaN`: the minimum or maximum is NaN where an input is.
  static let propagateNaN = FloatModifiers(rawValue: 8)
  /// `.abs`: magnitudes are compared.
  static let magnitude = FloatModifiers(rawValue: 16)
  /// `.xorsign`: the result takes the exclusive or of the signs.
  static let xorSign = FloatModifiers(rawValue: 32)
  /// `.satfinite`: what is too large becomes the largest finite value.
  static let saturateFinite = FloatModifiers(rawValue: 64)
  /// `.oob`: the result is +0 where an operand is the NaN that marks an element out of bounds.
  static let outOfBounds = FloatModifiers(rawValue: 128)

  /// The modifier of a PTX word without its dot; none where it is no such modifier.
  init?(modifier: String) {
    switch modifier {
    case "ftz": self = .flushSubnormals
    case "sat": self = .saturate
    case "relu": self = .relu
    case "NaN": self = .propagateNaN
    case "abs": self = .magnitude
    case "xorsign": self = .xorSign
    case "satfinite": self = .saturateFinite
    case "oob": self = .outOfBounds
    default: return nil
    }
  }

  init(rawValue: UInt8) { self.rawValue = rawValue }
}
