/// A place in a PTX file; lines and columns count from 1, columns in bytes.
public struct PTXPlace: Sendable, Hashable {
  /// The line.
  public var line: Int32
  /// The column.
  public var column: Int32

  /// A place.
  public init(line: Int32, column: Int32) {
    self.line = line
    self.column = column
  }
}
