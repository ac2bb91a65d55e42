/// What a run of a kernel gave, besides the contents of memory.
public struct EmulatorResult: Sendable, Equatable {
  /// The instructions that warps executed; one for up to 32 lanes.
  public var warpInstructions: Int
  /// The instructions that threads executed.
  public var threadInstructions: Int
  /// What went wrong, once for each instruction.
  public var findings: [EmulatorFinding]
  /// What the kernel printed.
  public var printed: String
}
