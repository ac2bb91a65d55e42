/// One piece of work on one track: a kernel, an API call, a user's range, a chunk of a schedule.
///
/// A span is 64 bytes of plain numbers: texts, shapes and tracks are ids into the tables of its trace.
public struct TraceSpan: Sendable, Equatable, BitwiseCopyable {
  /// When it began, in nanoseconds from the trace's origin.
  public var start: Int64
  /// How long it took, in nanoseconds; never negative.
  public var duration: Int64
  /// When the host began the call that launched it, in nanoseconds from the origin; `unknownTime` where not known.
  public var launched: Int64
  /// The profiler's id that a launch and its GPU work share; 0 where there is none.
  public var correlation: Int64
  /// The 1-based position of the span in its trace file, ordered by track, lane and start; 0 before that is known.
  public var id: Int64
  /// The track that it ran on.
  public var track: TrackID
  /// Its name.
  public var name: NameID
  /// Its launch shape, for kernels.
  public var shape: ShapeID
  /// Its further arguments, a JSON object as text; empty where there are none.
  public var arguments: NameID
  /// The sub-lane of its track: spans of one lane never overlap. For nested work it is the depth.
  public var lane: UInt16
  /// What kind of work it is.
  public var category: SpanCategory
  /// What was wrong with it in its source.
  public var flags: SpanFlags

  /// A span; what is not given is none.
  @inlinable
  public init(
    start: Int64, duration: Int64, track: TrackID, name: NameID, category: SpanCategory,
    shape: ShapeID = .none, arguments: NameID = .empty, correlation: Int64 = 0,
    launched: Int64 = TraceSpan.unknownTime, lane: UInt16 = 0, flags: SpanFlags = [], id: Int64 = 0
  ) {
    self.start = start
    self.duration = duration
    self.launched = launched
    self.correlation = correlation
    self.id = id
    self.track = track
    self.name = name
    self.shape = shape
    self.arguments = arguments
    self.lane = lane
    self.category = category
    self.flags = flags
  }

  /// A time that was not recorded.
  @inlinable
  public static var unknownTime: Int64 { Int64.min }

  /// When it ended, in nanoseconds from the trace's origin.
  @inlinable
  public var end: Int64 { start + duration }

  /// From the host's call to the start on the GPU, in nanoseconds; `nil` where the launch is not known.
  @inlinable
  public var launchLatency: Int64? {
    launched == TraceSpan.unknownTime ? nil : start - launched
  }
}
