import Analysis
import ArgumentParser
import Dispatch
import KernelSimulator
import RunSimulator
import Synchronization

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
    for group in KernelValidation.groups where isAsked(group.name) {
      findings.append(
        .init(name: group.name, title: group.title, device: group.device, rows: try Self.rows(group.cases)))
    }
    if isAsked(Self.runs) {
      do {
        findings.append(
          .init(
            name: Self.runs, title: "DeepSeek-V3's training step", device: "h800-sxm", rows: try RunValidation.rows()))
      } catch {
        throw Failure(error)
      }
    }
    let finding = ValidationFinding(findings)
    try output.print(finding, finding.report)
    if let gate, !finding.isWithin(percent: gate) { throw Failure.failedGate }
  }

  /// Simulates cases on all cores; the result does not depend on how many there are.
  private static func rows(_ cases: [ValidationCase]) throws -> [ValidationRow] {
    let results = Mutex([Result<ValidationRow, KernelTimingError>?](repeating: nil, count: cases.count))
    DispatchQueue.concurrentPerform(iterations: cases.count) { place in
      let result: Result<ValidationRow, KernelTimingError>
      do throws(KernelTimingError) {
        result = .success(try cases[place].row())
      } catch {
        result = .failure(error)
      }
      results.withLock { $0[place] = result }
    }
    do {
      return try results.withLock { list in try list.compactMap { try $0?.get() } }
    } catch let error as KernelTimingError {
      throw Failure(.badInput, error.description)
    }
  }
}
