/// A launch shape of a trace: its position in `TraceTables.shapes`.
///
/// A run launches the same few hundred shapes over and over, so a span holds the id and the shape is stored once.
public struct ShapeID: Hashable, Sendable, BitwiseCopyable {
  /// The position among the shapes.
  public let rawValue: UInt32

  /// The id of the shape at a position.
  @inlinable
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// No shape: the span is not a kernel, or its launch was not recorded. Every trace holds this shape first.
  @inlinable
  public static var none: ShapeID { ShapeID(rawValue: 0) }
}
