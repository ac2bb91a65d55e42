/// What a call of a kernel gave.
public struct KernelCallResult: Sendable, Equatable {
  /// The instructions that warps executed; one for up to 32 lanes.
  public let warpInstructions: Int
  /// The instructions that threads executed.
  public let threadInstructions: Int
  /// What the kernel must not do and did, once for each instruction.
  public let findings: [EmulatorFinding]
  /// What it printed.
  public let printed: String
  /// What the buffers hold afterwards, in the order of their parameters.
  public let buffers: [KernelCall.Buffer]

  init(_ result: EmulatorResult, buffers: [KernelCall.Buffer]) {
    warpInstructions = result.warpInstructions
    threadInstructions = result.threadInstructions
    findings = result.findings
    printed = result.printed
    self.buffers = buffers
  }
}
