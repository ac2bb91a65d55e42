/// One sub-lane of a track: spans that never overlap, in order of their start.
public struct LaneRange: Sendable, Equatable {
  /// The track.
  public var track: TrackID
  /// The sub-lane; 0 is the topmost.
  public var lane: UInt16
  /// Where its spans stand in `TraceTables.spans`.
  public var spans: Range<Int>

  /// A sub-lane.
  public init(track: TrackID, lane: UInt16, spans: Range<Int>) {
    self.track = track
    self.lane = lane
    self.spans = spans
  }
}
