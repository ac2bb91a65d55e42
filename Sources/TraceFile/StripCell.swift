public import Trace

/// What one column of a chart over time holds of one lane.
public struct StripCell: Sendable, Equatable {
  /// The column's width, in nanoseconds.
  public var width: Int64
  /// How much of it is busy, in nanoseconds. From coarser levels it is shared out evenly inside a bucket.
  public var busy: Int64
  /// How many spans touch it; from coarser levels an upper bound, since a span on an edge counts on both sides.
  public var count: Int64
  /// The name that takes most of it.
  public var name: NameID
  /// The category of that name's span.
  public var category: SpanCategory

  /// An idle column.
  public init(width: Int64) {
    self.width = width
    busy = 0
    count = 0
    name = .empty
    category = .other
  }
}
