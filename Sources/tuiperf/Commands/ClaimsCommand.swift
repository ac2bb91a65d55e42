import Analysis
import ArgumentParser
import RunSimulator
import Trace

struct ClaimsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims",
    abstract: "Say what holds of DeepSeek's public story: published, traced and simulated, with a verdict.",
    discussion: """
      For each claim: what is stated and published, what a trace of H800s shows, and what the simulation gives with and \
      without it, one at a time from the full system. The efficiency ladder adds one after another to a plain run and \
      ends at a number to hold against ten. Figures of the trace are those of the published one unless --trace names \
      another.

      \(ClaimVerdict.rule)
      """)

  @Argument(help: "The full system: a built-in scenario or a file that names a model.")
  var scenario = ClaimSimulation.standardScenario

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Change a setting of the full system; may be repeated.", valueName: "key=value"))
  var settings: [String] = []

  @Option(help: ArgumentHelp("Take the figures of a trace from this one.", valueName: "file"))
  var trace: String?

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Traces") var communication: CommunicationOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    let figures: TraceFigures
    if let trace {
      figures = TraceFigures(
        Summary(of: try input.tables(of: trace, keeping: .summary), options: try communication.summaryOptions()))
    } else {
      figures = .published
    }
    let finding: ClaimsFinding
    do {
      let full = try Simulation.scenario(scenario, settings: settings)
      guard full.modelRun.model != nil else {
        throw Failure(.badInput, "\(scenario) names no model, so nothing can be taken away; try \(Self.standard)")
      }
      let table = try Simulation.table(for: ClaimSimulation.scenarios(full))
      finding = ClaimsFinding(try ClaimSimulation(full, table: table).run(trace: figures))
    } catch let error as RunError {
      throw Failure(error)
    }
    try output.print(finding, finding.report)
  }

  private static let standard = ClaimSimulation.standardScenario
}
