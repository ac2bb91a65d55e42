public import Trace

/// What the explorer knows of a trace from the moment it is open: small, however large the trace.
public struct TraceOutline: Sendable {
  /// A row of the timeline: a sub-lane of a track, and its part in the trace file.
  public struct Row: Sendable, Equatable {
    /// The track.
    public var track: TrackID
    /// The sub-lane; 0 is the topmost.
    public var lane: Int
    /// The position of the lane in the trace file's list of lanes.
    public var fileLane: Int

    /// A row.
    public init(track: TrackID, lane: Int, fileLane: Int) {
      self.track = track
      self.lane = lane
      self.fileLane = fileLane
    }
  }

  /// What is known of the trace as a whole.
  public var info: TraceInfo
  /// Its tracks, by id.
  public var tracks: [Track]
  /// The rows of the timeline from top to bottom: phases, GPU streams, ranks, then the host.
  public var rows: [Row]
  /// When it begins and ends.
  public var extent: Range<Int64>
  /// How many spans it holds.
  public var spanCount: Int

  /// An outline whose rows are ordered for the timeline.
  public init(info: TraceInfo, tracks: [Track], rows: [Row], extent: Range<Int64>, spanCount: Int) {
    self.info = info
    self.tracks = tracks
    self.rows = rows.sorted {
      let left = tracks[Int($0.track.rawValue)]
      let right = tracks[Int($1.track.rawValue)]
      return (Self.rank(left.kind), left.order, $0.track, $0.lane)
        < (Self.rank(right.kind), right.order, $1.track, $1.lane)
    }
    self.extent = extent
    self.spanCount = spanCount
  }

  /// The track of a row.
  public func track(of row: Row) -> Track { tracks[Int(row.track.rawValue)] }

  private static func rank(_ kind: TrackKind) -> Int {
    switch kind {
    case .annotations: 0
    case .rank: 1
    case .stream: 2
    case .gpuAnnotations: 3
    case .sm: 4
    case .warpSlot: 5
    case .thread: 6
    case .counter: 7
    case .other: 8
    }
  }
}
