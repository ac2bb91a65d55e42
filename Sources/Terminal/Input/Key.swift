/// A key press as terminals can tell it.
public struct Key: Sendable, Hashable {
  /// The key without its modifiers.
  public enum Code: Sendable, Hashable {
    /// A character; shifted letters come as the upper-case character.
    case character(Unicode.Scalar)
    case up, down, left, right
    case home, end, pageUp, pageDown
    case insert, delete, backspace
    case enter, tab, escape
    /// F1 to F12 and beyond.
    case function(Int)
  }

  /// The modifiers that terminals tell.
  public struct Modifiers: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: UInt8

    /// The modifiers with these bits.
    public init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    /// Shift, with keys that are no characters.
    public static let shift = Modifiers(rawValue: 1)
    /// Control.
    public static let control = Modifiers(rawValue: 2)
    /// Alt or Meta.
    public static let alt = Modifiers(rawValue: 4)
  }

  /// The key.
  public var code: Code
  /// Its modifiers.
  public var modifiers: Modifiers

  /// A key.
  public init(_ code: Code, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
  }

  /// A character without modifiers.
  public static func character(_ scalar: Unicode.Scalar) -> Key { Key(.character(scalar)) }
  /// A letter with Control.
  public static func control(_ scalar: Unicode.Scalar) -> Key { Key(.character(scalar), .control) }
  /// The arrow key that points up.
  public static let up = Key(.up)
  /// The arrow key that points down.
  public static let down = Key(.down)
  /// The arrow key that points left.
  public static let left = Key(.left)
  /// The arrow key that points right.
  public static let right = Key(.right)
  /// The Page Up key.
  public static let pageUp = Key(.pageUp)
  /// The Page Down key.
  public static let pageDown = Key(.pageDown)
  /// The Enter key.
  public static let enter = Key(.enter)
  /// The Escape key.
  public static let escape = Key(.escape)
  /// The Backspace key.
  public static let backspace = Key(.backspace)
}
