import Analysis
import ArgumentParser
import RunSimulator

struct SimulateRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Simulate a training step: its schedule, its bubble and what it means for the whole run.",
    discussion: """
      A scenario is the name of a built-in one (\(Scenario.builtInNames.joined(separator: ", "))) or a JSON5 file. \
      --print-scenario prints a built-in one with the source of every number, to start a file from.

      -o FILE.tuiperf writes the chunks of all ranks; for a scenario with a model, --kernels adds kernels and --ctas what \
      the SMs hold of them.

      Times of kernels that do not come with the program are simulated, on all cores, and kept in TUIPERF_CACHE, or \
      ~/.cache/tuiperf/kernel-times.
      """)

  @Argument(help: "A built-in scenario or a file.")
  var scenario = "deepseek-v3"

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Change a setting, such as schedule.name=1f1b; may be repeated.", valueName: "key=value"))
  var settings: [String] = []

  @Option(help: ArgumentHelp("What an hour of a GPU costs, in US dollars.", valueName: "dollars"))
  var rate: Double?

  @OptionGroup var detail: TraceDetailOptions
  @OptionGroup var output: TraceOutputOptions

  @Flag(help: "Print the scenario's text instead of simulating it.")
  var printScenario = false

  @Flag(name: .customLong("settings"), help: "List what --set can change, with what the scenario gives.")
  var listsSettings = false

  @Flag(
    help: ArgumentHelp(
      "Simulate the kernels that the scenario needs and print the table of their times, on all SMs and on those that "
        + "communication leaves."))
  var kernelTimes = false

  @Flag(help: "With --kernel-times: only of kernels whose times do not come with the program.")
  var missing = false

  @Option(help: ArgumentHelp("Read kernel times that --kernel-times has made.", valueName: "file"))
  var times: String?

  func run() throws {
    if kernelTimes {
      return try OutputOptions.write(
        KernelTimes.missing(
          of: [Simulation.scenario(scenario, settings: settings)], from: missing ? .bundled : KernelTimeTable()
        ).text, to: output.output)
    }
    if printScenario {
      guard let text = Scenario.builtInText(scenario) else {
        throw Failure(RunError.unknownScenario(name: scenario, known: Scenario.builtInNames))
      }
      return try OutputOptions.write(text + "\n", to: output.output)
    }
    if listsSettings {
      let finding = SettingsFinding(try Simulation.scenario(scenario, settings: settings))
      return try output.print(finding, finding.report)
    }
    let detail = try detail.detail()
    if detail != nil, output.output?.hasSuffix(".tuiperf") != true {
      throw Failure(.usage, "kernels and CTAs go into a trace: give -o FILE.tuiperf as well")
    }
    var settings = settings
    if let rate { settings.append("training.usd_per_gpu_hour=\(rate)") }
    let step = try Simulation.step(scenario: scenario, settings: settings, times: times)
    let finding = StepFinding(step)
    try output.print(finding, finding.report) { try Simulation.tables(of: step, detail) }
  }
}
