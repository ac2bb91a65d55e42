/// The size of a screen or a part of it, in cells.
public struct Size: Sendable, Hashable {
  /// Columns.
  public var width: Int
  /// Lines.
  public var height: Int

  /// A size.
  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}
