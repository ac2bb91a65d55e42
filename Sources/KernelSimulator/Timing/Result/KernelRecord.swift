/// What the first of the detailed SMs did over time: its CTAs, the states of its warps, and its counters.
///
/// Times are cycles from the kernel's first. States are exact up to `exactCycles`; after that each stands for the state
/// that took most of a bucket.
public struct KernelRecord: Sendable, Equatable {
  /// A CTA of the SM.
  public struct CTA: Sendable, Equatable {
    /// Its number in the grid: x, then y, then z.
    public var number: Int
    /// The slot of the SM that it ran in.
    public var slot: Int
    /// From its start to the end of its last warp.
    public var cycles: Range<Int64>
  }

  /// What a warp slot did for a while.
  public struct State: Sendable, Equatable {
    /// The slot: slots of scheduler 0 come first, then those of scheduler 1, 2 and 3.
    public var slot: Int
    /// What its warp did.
    public var reason: StallReason
    /// When.
    public var cycles: Range<Int64>
  }

  /// What happened in one bucket of time.
  public struct Sample: Sendable, Equatable {
    /// The cycle that the bucket begins with.
    public var start: Int64
    /// The warps on the SM on average.
    public var warps: Double
    /// Issue slots in use, in per cent.
    public var issuePercent: Double
    /// Bytes between the SM and L2, a cycle.
    public var l2BytesPerCycle: Double
    /// Bytes between the SM's part of memory and L2, a cycle.
    public var memoryBytesPerCycle: Double
  }

  /// The CTAs, in the order of their starts.
  public var ctas: [CTA]
  /// The states, slot after slot, each slot's by start.
  public var states: [State]
  /// The counters, bucket after bucket.
  public var samples: [Sample]
  /// Warp slots of each of the four schedulers that the kernel can use.
  public var slotsPerScheduler: Int
  /// The cycles of a bucket.
  public var bucketCycles: Int64
  /// Up to when states are exact.
  public var exactCycles: Int64
  /// The last cycle that was simulated.
  public var cycles: Int64
}
