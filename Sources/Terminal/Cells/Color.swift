/// A colour as terminals have them.
public enum Color: Sendable, Hashable {
  /// The terminal's own foreground or background.
  case standard
  /// One of the terminal's colours: 0 to 15, or of the 256-colour cube.
  case indexed(UInt8)
}
