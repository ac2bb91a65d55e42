import ArgumentParser
import Explorer

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Explore a trace with the cursor playing through it.")

  @Argument(help: "A trace of any kind.")
  var file: String

  @Option(
    help: ArgumentHelp(
      "Trace time for each unit of real time: 0.01 plays a hundredth of real time.", valueName: "factor"))
  var speed: Double?

  @Option(help: ArgumentHelp("Where to start, such as 45.1ms.", valueName: "time"))
  var from: String?

  @Option(help: ArgumentHelp("Where to end, such as 60ms.", valueName: "time"))
  var to: String?

  @OptionGroup var input: InputOptions
  @OptionGroup var analysis: AnalysisOptions

  func run() throws {
    var start = ReplayStart()
    if let speed {
      guard let parsed = Replay.Speed(speed) else { throw Failure(.usage, "--speed must be a positive number") }
      start.speed = parsed
    }
    start.from = try from.map { try TimeOption.nanoseconds($0, "--from") }
    start.to = try to.map { try TimeOption.nanoseconds($0, "--to") }
    if let from = start.from, let to = start.to, from >= to {
      throw Failure(.usage, "--from must lie before --to")
    }
    guard Console.outputIsTerminal else { throw Failure(.usage, "replay needs a terminal as standard output") }
    try ExplorerLauncher.run(file: file, input: input, options: try analysis.summaryOptions(), replay: start)
  }
}
