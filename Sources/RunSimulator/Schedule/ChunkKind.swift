/// What a rank does in one piece of its schedule. The raw value indexes tables by kind.
public enum ChunkKind: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  /// The forward pass of a micro-batch through a stage.
  case forward = 0
  /// A full backward pass: input gradient and weight gradient together.
  case backward = 1
  /// The input-gradient part of a backward pass, all that the stage before waits for.
  case inputGradient = 2
  /// The weight-gradient part of a backward pass, which nothing waits for.
  case weightGradient = 3
  /// A forward pass of one micro-batch and a full backward pass of another, overlapped.
  case overlappedPair = 4

  /// Whether a forward pass is part of it.
  @inlinable
  public var runsForward: Bool { self == .forward || self == .overlappedPair }

  /// Whether it makes the gradient that the stage before waits for.
  @inlinable
  public var makesInputGradient: Bool { self == .backward || self == .inputGradient || self == .overlappedPair }

  /// Whether the activations of its micro-batch are of no more use after it.
  @inlinable
  public var releasesActivations: Bool { self == .backward || self == .weightGradient || self == .overlappedPair }
}
