/// How a replay is to start with the explorer.
public struct ReplayStart: Sendable {
  /// How fast; by default a speed that takes the trace through in about 20 seconds.
  public var speed: Replay.Speed?
  /// Where it starts, in nanoseconds from the trace's origin.
  public var from: Int64?
  /// Where it ends, in nanoseconds from the trace's origin.
  public var to: Int64?

  /// A replay of the whole trace.
  public init() {}
}
