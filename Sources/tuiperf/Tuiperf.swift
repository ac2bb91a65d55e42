import ArgumentParser

/// The root command: without a subcommand it explores.
struct Tuiperf: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tuiperf",
    abstract: "Explore GPU performance in a terminal: real profiles and simulated runs of H800-class GPUs.",
    discussion: """
      Without a file it opens the bundled sample, a simulated DualPipe step of DeepSeek-V3. Files may be tuiperf traces, \
      Kineto or Chrome JSON (also gzip) and Nsight Systems SQLite exports; they are told apart by content. Where standard \
      output is no terminal the findings are printed instead.

      Exit codes: 0 done, 1 the finding failed its gate, 64 usage, 65 bad input, 66 no such input, 73 cannot create the \
      output, 74 input or output failed, 130 interrupted.
      """,
    version: Version.current,
    subcommands: [
      Explore.self, ReplayCommand.self, SummaryCommand.self, CompareCommand.self, Simulate.self, InspectCommand.self,
      OccupancyCommand.self, ImportCommand.self, QueryCommand.self, SweepCommand.self, MergeCommand.self,
      ValidateCommand.self, ClaimsCommand.self, Bench.self,
    ],
    defaultSubcommand: Explore.self)
}
