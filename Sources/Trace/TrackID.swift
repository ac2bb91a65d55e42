/// A track of a trace: its position in `TraceTables.tracks`.
public struct TrackID: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// The position among the tracks.
  public let rawValue: UInt32

  /// The id of the track at a position.
  @inlinable
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Ids order as the tracks were added.
  @inlinable
  public static func < (left: TrackID, right: TrackID) -> Bool {
    left.rawValue < right.rawValue
  }
}
