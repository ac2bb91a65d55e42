/// A cell's place: columns from the left and lines from the top, both from 0.
public struct Position: Sendable, Hashable {
  /// The column.
  public var x: Int
  /// The line.
  public var y: Int

  /// A place.
  public init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}
