/// One cell of the screen.
///
/// A character that takes two columns stands in the left one; the right one then holds `Cell.continuation`.
public struct Cell: Sendable, Hashable {
  /// The character.
  public var scalar: Unicode.Scalar
  /// How it looks.
  public var style: Style

  /// A cell.
  public init(_ scalar: Unicode.Scalar = " ", _ style: Style = .plain) {
    self.scalar = scalar
    self.style = style
  }

  /// An empty cell.
  public static let blank = Cell()

  /// The right half of a wide character.
  static let continuationScalar: Unicode.Scalar = "\u{0}"

  /// Whether it is the right half of a wide character.
  public var isContinuation: Bool { scalar == Cell.continuationScalar }
}
