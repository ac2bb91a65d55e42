/// One piece of a rank's schedule: the rank does nothing else while it runs.
public struct Chunk: Sendable, Hashable, BitwiseCopyable, CustomStringConvertible {
  /// Whose work it is; of an overlapped pair, the forward half.
  public var pass: Pass
  /// Of an overlapped pair, the backward half; otherwise the same as `pass`.
  public var backwardPass: Pass
  /// What is done.
  public var kind: ChunkKind

  /// A chunk that works on one pass.
  @inlinable
  public init(_ kind: ChunkKind, _ pass: Pass) {
    self.pass = pass
    self.backwardPass = pass
    self.kind = kind
  }

  /// A forward and a full backward pass, overlapped.
  @inlinable
  public init(overlapping forward: Pass, with backward: Pass) {
    self.pass = forward
    self.backwardPass = backward
    self.kind = .overlappedPair
  }

  /// A short name: `F 3`, `B 3` (full backward), `I 3` (input gradient), `W 3` (weight gradient), `F 17 & B 3`.
  ///
  /// The letters are those of torch.distributed.pipelining.
  public var description: String {
    switch kind {
    case .forward: "F \(pass.microBatch)"
    case .backward: "B \(pass.microBatch)"
    case .inputGradient: "I \(pass.microBatch)"
    case .weightGradient: "W \(pass.microBatch)"
    case .overlappedPair: "F \(pass.microBatch) & B \(backwardPass.microBatch)"
    }
  }
}
