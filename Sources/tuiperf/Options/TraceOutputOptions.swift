import Analysis
import ArgumentParser
import Trace

/// How a finding is printed that a trace can be written of as well, and where either goes.
struct TraceOutputOptions: ParsableArguments {
  @Option(help: "How to print the finding: text where it is not given.")
  var format: OutputOptions.Format?

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      "Write what was simulated as a trace to a file that ends in .tuiperf, else the finding.", valueName: "file"))
  var output: String?

  /// Writes the trace where one is asked for, and prints the finding.
  ///
  /// - Parameter trace: makes it; `nil` where there is none to write.
  func print(
    _ finding: some Encodable, _ report: Report, trace: (() throws -> TraceTables)? = nil
  ) throws {
    let isTrace = output?.hasSuffix(".tuiperf") ?? false
    if isTrace, let output {
      guard let trace else { throw Failure(.usage, "\(output): there is no trace to write; -o takes another name") }
      try ImportCommand.write(try trace(), to: output)
    }
    try OutputOptions.write(OutputOptions.text(finding, report, as: format ?? .text), to: isTrace ? nil : output)
  }
}
