import Analysis
import ArgumentParser
import Explorer
import Trace
import TraceFile

struct Explore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore", abstract: "Explore a trace in the terminal (this is what tuiperf does without a command).")

  @Argument(help: "A tuiperf trace, Kineto or Chrome JSON (also .gz), or an Nsight Systems .sqlite.")
  var file: String?

  @OptionGroup var input: InputOptions
  @OptionGroup var analysis: AnalysisOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let options = try analysis.summaryOptions()
    guard Console.outputIsTerminal, output.output == nil, output.format == .text else {
      let trace = try file.map { try input.tables(of: $0, keeping: .summary) } ?? Sample.tables(keeping: .summary)
      return try SummaryCommand.print(trace, options, top: 15, output)
    }
    try ExplorerLauncher.run(file: file, input: input, options: options)
  }
}
