import Analysis
import ArgumentParser
import Glibc
import KernelLibrary
import KernelSimulator
import Trace

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Put two kernels, or two traces, side by side.",
    discussion: """
      Kernels are those of `simulate kernel`: a PTX file, a bundled kernel, or a work and its path such as rmsnorm:ptx; \
      both are timed for the same --shape. On a terminal two kernels open in the explorer; with --format, --gate or -o, \
      and elsewhere, the finding is printed.

      With --gate the exit code is 1 where the second takes more than so many per cent longer than the first.
      """)

  @Argument(help: "A kernel or a trace.")
  var first: String

  @Argument(help: "Another one of the same kind.")
  var second: String

  @Option(help: ArgumentHelp("How much longer the second may take.", valueName: "percent"))
  var gate: Double?

  @OptionGroup var launch: LaunchOptions
  @OptionGroup var timing: TimingOptions
  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Traces") var analysis: TraceCompareOptions

  @Option(help: "How to print the finding; text where it is printed without it.")
  var format: OutputOptions.Format?

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      "Write both kernels as a trace to a file that ends in .tuiperf, else the finding.", valueName: "file"))
  var output: String?

  func run() throws {
    let kinds = (isTrace(first), isTrace(second))
    guard kinds.0 == kinds.1 else {
      throw Failure(.usage, "\(first) and \(second): one is a trace, the other a kernel")
    }
    try kinds.0 ? compareTraces() : compareKernels()
  }

  /// A file that is no PTX is a trace.
  private func isTrace(_ name: String) -> Bool {
    access(name, F_OK) == 0 && !name.hasSuffix(".ptx")
  }

  private func compareTraces() throws {
    let options = try analysis.summaryOptions()
    let summaries = try [first, second].map {
      Summary(of: try input.tables(of: $0, keeping: .summary), options: options)
    }
    let finding = TraceComparison(summaries[0], summaries[1], names: (first, second))
    if output?.hasSuffix(".tuiperf") == true { throw Failure(.usage, "traces are not joined; -o writes the finding") }
    try OutputOptions.write(OutputOptions.text(finding, finding.report, as: format ?? .text), to: output)
    try check(finding.slowdownPercent)
  }

  private func compareKernels() throws {
    let kernels = try [first, second].map { name in
      let source = try KernelSource(name, path: nil)
      try source.reportDiagnostics()
      return try timing.time(source, launch)
    }
    let opens = format == nil && gate == nil && output == nil && Console.outputIsTerminal
    let isTrace = output?.hasSuffix(".tuiperf") ?? false
    if opens || isTrace {
      let tables = try KernelTrace.tables(kernels, generator: "tuiperf \(Version.current)")
      if opens { return try ExplorerLauncher.run(tables: tables, options: Summary.Options()) }
      if let output { try ImportCommand.write(tables, to: output) }
    }
    let finding = KernelComparison(kernels[0].profile, kernels[1].profile)
    try OutputOptions.write(
      OutputOptions.text(finding, finding.report, as: format ?? .text), to: isTrace ? nil : output)
    try check(finding.slowdownPercent)
  }

  private func check(_ slowdown: Double) throws {
    if let gate, slowdown > gate { throw Failure.failedGate }
  }
}

/// What a comparison of traces assumes beyond them.
struct TraceCompareOptions: ParsableArguments {
  @Option(
    name: .customLong("communication"), parsing: .singleValue,
    help: ArgumentHelp(
      "A regular expression for kernels that communicate; may be repeated. Replaces the built-in list.",
      valueName: "regex"))
  var communication: [String] = []

  func summaryOptions() throws -> Summary.Options {
    var options = Summary.Options()
    if !communication.isEmpty {
      do {
        options.patterns = try CommunicationPatterns(communication)
      } catch {
        throw Failure(.usage, error.description)
      }
    }
    return options
  }
}
