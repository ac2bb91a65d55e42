/// A micro-batch at a stage of the pipeline.
public struct Pass: Sendable, Hashable, BitwiseCopyable, CustomStringConvertible {
  /// The micro-batch, numbered from 0 through all directions of the step.
  public var microBatch: UInt32
  /// The stage, from 0 where the micro-batch enters.
  public var stage: UInt16
  /// The direction in which the micro-batch travels: 0 enters at rank 0, 1 (DualPipe) at the last rank.
  public var direction: UInt8

  /// A micro-batch at a stage.
  @inlinable
  public init(microBatch: Int, stage: Int, direction: Int = 0) {
    self.microBatch = UInt32(microBatch)
    self.stage = UInt16(stage)
    self.direction = UInt8(direction)
  }

  /// As in an error: `micro-batch 3 at stage 6`.
  public var description: String { "micro-batch \(microBatch) at stage \(stage)" }
}
