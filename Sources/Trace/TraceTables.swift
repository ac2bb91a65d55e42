/// A trace, or the part of it that a question needs, in memory.
///
/// Times are nanoseconds from the trace's origin. `TraceRecorder.finish` makes it, a trace file stores and loads it,
/// and analysis reads it.
public struct TraceTables: Sendable {
  /// What is known of the trace as a whole.
  public var info: TraceInfo
  /// Every text, by id.
  public var names: NameTable
  /// The tracks, by id.
  public var tracks: [Track]
  /// The launch shapes, by id; the first is `LaunchShape.none`.
  public var shapes: [LaunchShape]
  /// The spans, ordered by track, lane and start.
  public var spans: [TraceSpan]
  /// The sub-lanes, in the order of their spans.
  public var lanes: [LaneRange]
  /// The links, ordered by source and target.
  public var links: [TraceLink]
  /// The counters' values, ordered by track and time.
  public var counters: [CounterSample]
  /// When the whole trace begins and ends, host work included; empty where there is nothing.
  public var extent: Range<Int64>

  /// A trace of these tables, which must be ordered as described.
  public init(
    info: TraceInfo, names: NameTable, tracks: [Track], shapes: [LaunchShape], spans: [TraceSpan],
    lanes: [LaneRange], links: [TraceLink], counters: [CounterSample], extent: Range<Int64>
  ) {
    self.info = info
    self.names = names
    self.tracks = tracks
    self.shapes = shapes
    self.spans = spans
    self.lanes = lanes
    self.links = links
    self.counters = counters
    self.extent = extent
  }

  /// The text of a name.
  public func text(_ name: NameID) -> String { names[name] }

  /// The track of an id.
  public subscript(track: TrackID) -> Track { tracks[Int(track.rawValue)] }

  /// The launch shape of an id.
  public subscript(shape: ShapeID) -> LaunchShape { shapes[Int(shape.rawValue)] }
}
