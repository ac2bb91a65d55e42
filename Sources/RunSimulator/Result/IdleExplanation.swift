/// Why a rank is idle at a time.
public struct IdleExplanation: Sendable, Equatable {
  /// One link of the chain.
  public struct Step: Sendable, Equatable {
    /// The chunk, a position of `schedule.chunks`.
    public var chunk: Int
    /// The rank that runs it.
    public var rank: Int
    /// Whether it is waited for because it keeps its rank busy, not because its output is needed.
    public var occupiesRank: Bool
  }

  /// The idle rank.
  public var rank: Int
  /// The whole gap, in nanoseconds from the step's beginning.
  public var gap: Range<Int64>
  /// The chunk that ends the gap; `nil` where the rank has done its part and waits for the pipeline's end.
  public var next: Int?
  /// What the rank waits for, then what that waits for, and so on down to the chunk that runs at the time, or whose
  /// output is on its way.
  public var chain: [Step]
  /// Whether at the time the last of the chain has ended and its output is on its way.
  public var isInTransfer: Bool
}
