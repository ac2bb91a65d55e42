/// What one core's part of a launch gave.
struct ExecutorOutcome: Sendable {
  var warpInstructions: Int
  var threadInstructions: Int
  var findings: [EmulatorFinding]
  var printed: [UInt8]
  var failure: EmulatorError?

  /// The outcome of an executor that has stopped.
  init(_ executor: inout Executor) {
    warpInstructions = executor.warpInstructions
    threadInstructions = executor.threadInstructions
    findings = executor.findings
    printed = executor.printed
    failure = executor.failure
  }
}
