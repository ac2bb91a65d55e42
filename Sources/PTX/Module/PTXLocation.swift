/// A line of the source that instructions were made from, as `.loc` states it.
public struct PTXLocation: Sendable, Hashable {
  /// The number of the source file.
  public var file: Int32
  /// The line, counted from 1.
  public var line: Int32
  /// The column.
  public var column: Int32

  /// A location.
  public init(file: Int32, line: Int32, column: Int32) {
    self.file = file
    self.line = line
    self.column = column
  }
}
