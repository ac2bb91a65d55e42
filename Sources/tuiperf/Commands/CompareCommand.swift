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
  @OptionGroup(title: "Traces") var communication: CommunicationOption

  @OptionGroup var output: TraceOutputOptions

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
    let options = try communication.summaryOptions()
    let summaries = try [first, second].map {
      Summary(of: try input.tables(of: $0, keeping: .summary), options: options)
    }
    let finding = TraceComparison(summaries[0], summaries[1], names: (first, second))
    try output.print(finding, finding.report)
    try check(finding.slowdownPercent)
  }

  private func compareKernels() throws {
    let kernels = try [first, second].map { name in
      let source = try KernelSource(name, path: nil, shape: launch.shape)
      try source.reportDiagnostics()
      return try timing.time(source, launch)
    }
    func tables() throws -> TraceTables {
      try KernelTrace.tables(kernels, generator: "tuiperf \(Version.current)")
    }
    if output.format == nil, gate == nil, output.output == nil, Console.outputIsTerminal {
      return try ExplorerLauncher.run(tables: try tables(), options: Summary.Options())
    }
    let finding = KernelComparison(kernels[0].profile, kernels[1].profile)
    try output.print(finding, finding.report, trace: tables)
    try check(finding.slowdownPercent)
  }

  private func check(_ slowdown: Double) throws {
    if let gate, slowdown > gate { throw Failure.failedGate }
  }
}
