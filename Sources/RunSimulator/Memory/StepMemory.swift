/// The memory of each rank's GPU in a step, computed from what its stages hold and not measured; bytes.
///
/// Buffers of messages, work spaces, the gradients that wait for a split weight gradient, and what the allocator wastes
/// are not in it.
public struct StepMemory: Sendable, Equatable {
  /// A rank's GPU.
  public struct Rank: Sendable, Equatable {
    /// Weights as kernels read them: bf16, and FP8 beside it for FP8 GEMMs.
    public var weights: Int64 = 0
    /// Gradients in f32 (V3065).
    public var gradients: Int64 = 0
    /// Its part of the master weights in f32 and of two moments in bf16 (V3065), divided by ZeRO-1 among the GPUs with
    /// the same parameters (V3041).
    public var optimizer: Int64 = 0
    /// The most that activations take at once.
    public var peakActivations: Int64 = 0
    /// When they first do, in nanoseconds from the step's beginning.
    public var peakTime: Int64 = 0

    /// What is there all the time.
    public var constant: Int64 { weights + gradients + optimizer }
    /// The most at once.
    public var peak: Int64 { constant + peakActivations }
  }

  /// The ranks.
  public let ranks: [Rank]
  /// The memory of the GPU; `nil` where it is not known.
  public let capacity: Int64?
  /// What a micro-batch keeps at each stage.
  let activations: [Int64]

  /// The rank with the highest peak.
  public var fullest: Int {
    ranks.indices.max { (ranks[$0].peak, -$0) < (ranks[$1].peak, -$1) } ?? 0
  }
}
