/// A value at a time, on a counter's track.
public struct CounterSample: Sendable, Equatable, BitwiseCopyable {
  /// The counter's track.
  public var track: TrackID
  /// When the value holds from, in nanoseconds from the trace's origin.
  public var time: Int64
  /// The value, in the counter's own unit.
  public var value: Double

  /// A sample.
  @inlinable
  public init(track: TrackID, time: Int64, value: Double) {
    self.track = track
    self.time = time
    self.value = value
  }
}
