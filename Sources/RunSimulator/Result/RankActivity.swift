/// What one rank did in a step.
public struct RankActivity: Sendable, Equatable {
  /// Time in chunks of each kind, in nanoseconds, by the kind's raw value.
  public var busyByKind: [Int64]
  /// Chunks of each kind, by the kind's raw value.
  public var chunksByKind: [Int]
  /// Time without a chunk from the step's beginning to the end of the pipeline's last chunk, in nanoseconds.
  public var idle: Int64
  /// Time without a chunk between the rank's first chunk and its last, in nanoseconds; a part of `idle`. It is what a
  /// rank loses where the next step may begin on each rank as soon as that is free.
  public var idleWithin: Int64
  /// Idle time during which what the rank waited for was on its way from another rank; a part of `idle`. `nil` where
  /// transfers are not modelled.
  public var waitingForTransfer: Int64?
  /// The most micro-batches whose activations a stage of this rank held at once, summed over its stages. They are held
  /// from the start of the forward to the end of the chunk that last reads them: the full backward or the weight
  /// gradient.
  public var peakActivations: Int

  /// Time in chunks of all kinds, in nanoseconds.
  public var busy: Int64 { busyByKind.reduce(0, +) }

  /// Time in chunks of a kind, in nanoseconds.
  public func busy(_ kind: ChunkKind) -> Int64 { busyByKind[Int(kind.rawValue)] }

  /// Chunks of a kind.
  public func chunkCount(_ kind: ChunkKind) -> Int { chunksByKind[Int(kind.rawValue)] }
}
