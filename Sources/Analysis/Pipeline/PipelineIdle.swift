/// Why a rank of a pipeline is idle at a time.
public struct PipelineIdle: Sendable, Equatable {
  /// One link of the chain.
  public struct Step: Sendable, Equatable {
    /// The chunk, a position of `PipelineChart.chunks`.
    public var chunk: Int
    /// Whether it is waited for because it keeps its rank busy, not because its output is needed.
    public var occupiesRank: Bool
  }

  /// The idle rank, a position of `PipelineChart.ranks`.
  public var rank: Int
  /// The whole gap, in nanoseconds from the trace's origin.
  public var gap: Range<Int64>
  /// The chunk that ends the gap; `nil` where the rank has done its part and waits for the step's end.
  public var next: Int?
  /// What the rank waits for, then what that waits for, and so on down to the chunk that runs at the time, or whose
  /// output is on its way. Empty where the trace does not say.
  public var chain: [Step]
  /// Whether at the time the last of the chain has ended and its output is on its way.
  public var isInTransfer: Bool
  /// Whether the chain reaches what was going on at the time; otherwise the trace does not say further.
  public var isComplete: Bool
}
