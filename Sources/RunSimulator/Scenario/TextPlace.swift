/// A place in a text, counted from 1.
public struct TextPlace: Sendable, Equatable, CustomStringConvertible {
  /// The line.
  public var line: Int
  /// The character within the line.
  public var column: Int

  /// A place.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// As an error names it.
  public var description: String { "line \(line), column \(column)" }
}
