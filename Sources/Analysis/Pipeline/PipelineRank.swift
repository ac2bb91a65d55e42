public import Trace

/// A rank of a pipeline's trace.
public struct PipelineRank: Sendable, Equatable {
  /// Its track.
  public var track: TrackID
  /// Its name, such as `rank 0`.
  public var name: String
  /// Its chunks by start, positions of `PipelineChart.chunks`.
  public var chunks: Range<Int>
  /// Time with a chunk running, in nanoseconds.
  public var busy: Int64
  /// Time of the step without one, in nanoseconds.
  public var idle: Int64
  /// The sum of its chunks of each category, in nanoseconds.
  public var busyByCategory: [SpanCategory: Int64]
  /// The most activations that it held at once: forwards begun less full backwards and weight gradients ended.
  public var peakActivations: Int
}
