public import Trace

/// A sub-lane of a track as the trace file stores it: a run of span ids.
public struct Lane: Sendable, Equatable {
  /// Its position among the file's lanes.
  public let id: Int
  /// The track.
  public let track: TrackID
  /// The sub-lane; 0 is the topmost.
  public let lane: Int
  /// The ids of its spans.
  public let spans: ClosedRange<Int64>
  /// From its first span's start to its last one's end.
  public let extent: Range<Int64>
  /// The time of its spans together, in nanoseconds; they do not overlap.
  public let busy: Int64
  /// The categories of its spans, a bit each.
  let categories: UInt64

  /// Whether it holds spans of a category.
  public func holds(_ category: SpanCategory) -> Bool {
    categories & (1 << UInt64(category.rawValue)) != 0
  }
}
