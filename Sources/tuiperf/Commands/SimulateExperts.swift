import Analysis
import ArgumentParser
import RunSimulator

struct SimulateExperts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "experts",
    abstract: "Route a micro-batch's tokens to experts: load per expert, GPU and node, and what it costs a step.",
    discussion: """
      Loads are those of one layer and one micro-batch of all GPUs that share the experts, before and after what \
      experts.balancing does. A scenario is a built-in one of a model with routed experts, or a file.
      """)

  @Argument(help: "A built-in scenario or a file.")
  var scenario = "deepseek-v3-h800"

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Change a setting, such as experts.skew=1; may be repeated.", valueName: "key=value"))
  var settings: [String] = []

  @Option(help: ArgumentHelp("Which of the layers with experts, from 0.", valueName: "number"))
  var layer = 0

  @OptionGroup var output: OutputOptions

  func run() throws {
    let scenario = try Simulation.scenario(scenario, settings: settings)
    let table = try Simulation.table(for: [scenario])
    do {
      let finding = try ExpertFinding(scenario, layer: layer, table: table)
      try output.print(finding, finding.report)
    } catch let error as RunError {
      throw Failure(error)
    }
  }
}
