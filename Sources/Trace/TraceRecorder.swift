/// Where importers and simulators write a trace: spans, links and samples in any order, in the clock of their source.
///
/// `finish` turns what was recorded into `TraceTables`: it moves time 0 to the first event, gives overlapping spans
/// their sub-lanes and joins launches to the work that they launched.
public struct TraceRecorder: Sendable {
  /// Every text so far. Importers intern into it directly.
  public var names = NameTable()
  /// What is known of the trace; importers fill it in as they learn it.
  public var info: TraceInfo
  /// The categories that are kept as spans; others are dropped, but an API call still serves to date its GPU work.
  public let kept: SpanCategorySet

  var tracks: [Track] = []
  var shapes: [LaunchShape] = [.none]
  var shapeIDs: [LaunchShape: ShapeID] = [:]
  var spans: [TraceSpan] = []
  var launches: [Launch] = []
  var links: [TraceLink] = []
  var flows: [Flow] = []
  var counters: [CounterSample] = []
  var earliest = Int64.max
  var latest = Int64.min

  /// An API call that may have launched something.
  struct Launch: BitwiseCopyable {
    var correlation: Int64
    var start: Int64
    /// The call's position among the spans; -1 where the call itself is not kept.
    var position: Int
  }

  /// A flow between two points, bound to the spans under them at the end.
  struct Flow: BitwiseCopyable {
    var source: TrackPoint
    var target: TrackPoint
    var kind: TraceLink.Kind
  }

  /// A time on a track, in the source's clock.
  public struct TrackPoint: Sendable, BitwiseCopyable {
    /// The track.
    public var track: TrackID
    /// The time in the source's clock, in nanoseconds.
    public var time: Int64

    /// A time on a track.
    public init(track: TrackID, time: Int64) {
      self.track = track
      self.time = time
    }
  }

  /// An empty recording that keeps spans of the given categories.
  public init(info: TraceInfo, keeping kept: SpanCategorySet = .all) {
    self.info = info
    self.kept = kept
  }

  /// Makes room for spans, so that a long recording is not moved again and again as it grows.
  public mutating func reserve(spans count: Int) {
    spans.reserveCapacity(count)
  }

  /// How many spans were kept so far.
  public var spanCount: Int { spans.count }

  /// Adds a track.
  public mutating func add(_ track: Track) -> TrackID {
    tracks.append(track)
    return TrackID(rawValue: UInt32(tracks.count - 1))
  }

  /// A track that was added, to be named or ordered once more is known of it.
  public subscript(track: TrackID) -> Track {
    get { tracks[Int(track.rawValue)] }
    set { tracks[Int(track.rawValue)] = newValue }
  }

  /// The id of a launch shape, which is added if it is new.
  public mutating func intern(_ shape: LaunchShape) -> ShapeID {
    if let id = shapeIDs[shape] { return id }
    let id = ShapeID(rawValue: UInt32(shapes.count))
    shapes.append(shape)
    shapeIDs[shape] = id
    return id
  }

  /// Records a span whose times are nanoseconds of the source's clock.
  ///
  /// - Returns: its position, for `link`; -1 where its category is not kept.
  @discardableResult
  public mutating func append(_ span: TraceSpan) -> Int {
    if span.start < earliest { earliest = span.start }
    if span.start + span.duration > latest { latest = span.start + span.duration }
    var position = -1
    if kept.contains(span.category) {
      position = spans.count
      spans.append(span)
    }
    if span.category == .apiCall && span.correlation != 0 {
      launches.append(Launch(correlation: span.correlation, start: span.start, position: position))
    }
    return position
  }

  /// Links two recorded spans by their positions. A position of -1 (a span that is not kept) drops the link.
  public mutating func link(from source: Int, to target: Int, kind: TraceLink.Kind) {
    guard source >= 0, target >= 0 else { return }
    links.append(TraceLink(source: Int64(source), target: Int64(target), kind: kind))
  }

  /// Records a flow between two points; `finish` binds it to the innermost spans under them, or drops it.
  public mutating func flow(from source: TrackPoint, to target: TrackPoint, kind: TraceLink.Kind = .flow) {
    flows.append(Flow(source: source, target: target, kind: kind))
  }

  /// Records a counter's value; the time is in nanoseconds of the source's clock.
  public mutating func append(_ sample: CounterSample) {
    if sample.time < earliest { earliest = sample.time }
    if sample.time > latest { latest = sample.time }
    counters.append(sample)
  }
}
