import Analysis
import ArgumentParser
import RunSimulator

struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Simulate a training step at every combination of some settings' values.",
    discussion: """
      Points are independent, and all cores are used. To share a sweep out over processes, give each --shard I/N and \
      --format json -o FILE, and join the files with merge: the result is the same, byte by byte.
      """)

  @Argument(help: "A built-in scenario or a file.")
  var scenario: String

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A setting and its values: key=a,b,c or key=FIRST..LAST:STEP; may be repeated.", valueName: "key=values"))
  var vary: [String] = []

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Change a setting for all points; may be repeated.", valueName: "key=value"))
  var settings: [String] = []

  @Option(help: ArgumentHelp("Simulate every Nth point only, from the Ith on.", valueName: "i/n"))
  var shard: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    guard !vary.isEmpty else { throw Failure(.usage, "--vary is missing: what shall be swept?") }
    let part = try Self.part(shard)
    let finding: SweepFinding
    do {
      let base = try Simulation.scenario(scenario, settings: settings)
      let sweep = try Sweep(base, try vary.map { text throws(RunError) in try SweepKnob(text) })
      let indices = Array(stride(from: part.first, to: sweep.count, by: part.step))
      let table = try Simulation.table(for: indices.compactMap { try? sweep.scenario(at: $0) })
      finding = SweepFinding(
        sweep, points: sweep.points(at: indices, table: table), generator: "tuiperf \(Version.current)")
    } catch let error as RunError {
      throw Failure(error)
    }
    try output.print(finding, finding.report)
  }

  /// The first point and the step of `i/n`.
  private static func part(_ text: String?) throws -> (first: Int, step: Int) {
    guard let text else { return (0, 1) }
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    guard numbers.count == 2, numbers[1] >= 1, (1...numbers[1]).contains(numbers[0]) else {
      throw Failure(.usage, "--shard \(text) is not i/n with i from 1 to n")
    }
    return (numbers[0] - 1, numbers[1])
  }
}
