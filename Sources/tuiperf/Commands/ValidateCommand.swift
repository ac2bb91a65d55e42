import Analysis
import ArgumentParser

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Put every published number beside the simulated one, with the error.",
    discussion: """
      Groups: \(ValidateCommand.names.joined(separator: ", ")). Rows that set a parameter of the model are marked as \
      calibrated: they validate nothing and do not count in the errors of their group.
      """)

  @Argument(help: ArgumentHelp("Only these groups.", valueName: "group"))
  var groups: [String] = []

  @Option(help: ArgumentHelp("Exit with 1 where a group's median error is larger.", valueName: "percent"))
  var gate: Double?

  @OptionGroup var output: OutputOptions

  /// The groups that there are.
  private static var names: [String] { ValidationPlan.groups.map(\.name) }

  func run() throws {
    if let unknown = groups.first(where: { !Self.names.contains($0) }) {
      throw Failure(.usage, "no group \(unknown); there are \(Self.names.joined(separator: ", "))")
    }
    let asked = ValidationPlan.groups.filter { groups.isEmpty || groups.contains($0.name) }
    let finding: ValidationFinding
    do {
      finding = ValidationFinding(
        try asked.map { group throws(ValidationPlan.Problem) in try ValidationPlan.simulate(group) })
    } catch {
      throw Failure(.badInput, error.description)
    }
    try output.print(finding, finding.report)
    if let gate, !finding.isWithin(percent: gate) { throw Failure.failedGate }
  }
}
