import Analysis
import ArgumentParser
import Trace

struct SummaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary",
    abstract: "Print what a trace shows: busy and idle time, overlap, kernels, streams, phases, SM allocation.")

  @Argument(help: "A tuiperf trace, Kineto or Chrome JSON (also .gz), or an Nsight Systems .sqlite.")
  var file: String

  @Option(help: "How many kernels the text lists.")
  var top = 15

  @OptionGroup var input: InputOptions
  @OptionGroup var analysis: AnalysisOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let options = try analysis.summaryOptions()
    let trace = try input.tables(of: file, keeping: .summary)
    try Self.print(trace, options, top: top, output)
  }

  /// Prints the summary of a trace, or says that the GPU that was asked for is not in it.
  static func print(_ trace: TraceTables, _ options: Summary.Options, top: Int, _ output: OutputOptions) throws {
    let summary = Summary(of: trace, options: options)
    if let asked = options.device, !summary.devices.contains(asked) {
      let known = summary.devices.map(String.init).joined(separator: ", ")
      throw Failure(.usage, "the trace has no work on GPU \(asked)" + (known.isEmpty ? "" : "; it has GPU \(known)"))
    }
    try output.print(summary, summary.report(top: top))
  }
}
