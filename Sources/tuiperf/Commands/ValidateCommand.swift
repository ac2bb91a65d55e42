import Analysis
import ArgumentParser
import KernelSimulator
import RunSimulator

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
  private static var names: [String] { KernelValidation.groups.map(\.name) + [runs] }
  private static let runs = "runs"

  func run() throws {
    if let unknown = groups.first(where: { !Self.names.contains($0) }) {
      throw Failure(.usage, "no group \(unknown); there are \(Self.names.joined(separator: ", "))")
    }
    func isAsked(_ name: String) -> Bool { groups.isEmpty || groups.contains(name) }
    var findings: [ValidationFinding.Group] = []
    do {
      for group in KernelValidation.groups where isAsked(group.name) {
        findings.append(
          .init(
            name: group.name, title: group.title, device: group.device,
            rows: try KernelValidation.rows(of: group.cases)))
      }
      if isAsked(Self.runs) {
        findings.append(
          .init(
            name: Self.runs, title: "DeepSeek-V3's training step", device: "h800-sxm", rows: try RunValidation.rows()))
      }
    } catch let error as RunError {
      throw Failure(error)
    } catch let error as KernelTimingError {
      throw Failure(.badInput, error.description)
    }
    let finding = ValidationFinding(findings)
    try output.print(finding, finding.report)
    if let gate, !finding.isWithin(percent: gate) { throw Failure.failedGate }
  }
}
