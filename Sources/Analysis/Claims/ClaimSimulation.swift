import Dispatch
import KernelLibrary
import KernelSimulator
public import RunSimulator
import Synchronization

/// Simulates what the claims need, on all cores.
public struct ClaimSimulation: Sendable {
  /// How much is done.
  public struct Progress: Sendable, Equatable {
    /// Simulations that are done.
    public let done: Int
    /// All of them.
    public let total: Int
  }

  /// The full system that is simulated where none is given.
  public static let standardScenario = "deepseek-v3-h800"

  /// The published step of DeepSeek-V3, in nanoseconds (ISCA 2025, Table 4, MPFT: IS003).
  private static let publishedStep = 19_926_000_000.0

  private let full: Scenario
  private let table: KernelTimeTable

  /// The simulation of a full system.
  public init(_ full: Scenario, table: KernelTimeTable = .bundled) {
    self.full = full
    self.table = table
  }

  /// The simulation of DeepSeek-V3 as published.
  ///
  /// - Throws: `RunError` where it cannot be read.
  public static func standard(table: KernelTimeTable = .bundled) throws(RunError) -> ClaimSimulation {
    ClaimSimulation(try Scenario.builtIn(standardScenario), table: table)
  }

  /// The steps that are simulated for a full system: its own, without one optimisation each, and the rungs of the ladder
  /// from the last on.
  public static func scenarios(_ full: Scenario) -> [Scenario] {
    var settings: [[String]] = [[]]
    for trial in Claim.all.flatMap(\.trials) {
      if case .step(let without) = trial.kind { settings.append(without) }
    }
    var taken: [String] = []
    for optimisation in Optimisation.ladder.reversed() {
      taken += optimisation.without
      settings.append(taken)
    }
    return settings.compactMap { settings in
      var scenario = full
      return (try? scenario.apply(settings)) == nil ? nil : scenario
    }
  }

  /// Simulates everything.
  ///
  /// - Parameter report: told after every simulation; any thread may call it.
  /// - Throws: `RunError` where the full system itself cannot be simulated. What cannot be simulated without something
  ///   says so in its outcome.
  public func run(
    trace: TraceFigures = .published, report: @escaping @Sendable (Progress) -> Void = { _ in }
  ) throws(RunError) -> ClaimFigures {
    let step = try simulate(full, table: table)
    let base = step.stepNanoseconds
    let jobs = Claim.all.indices.flatMap { claim in
      Claim.all[claim].trials.indices.map { (claim: claim, trial: $0) }
    }
    let outcomes = Mutex(Claim.all.map { $0.trials.map { _ in ClaimTrial.Outcome.unavailable("not simulated") } })
    let ladder = Mutex(EfficiencyLadder(rungs: []))
    let done = Mutex(0)
    let total = jobs.count
    DispatchQueue.concurrentPerform(iterations: jobs.count) { index in
      let job = jobs[index]
      let outcome: ClaimTrial.Outcome
      switch Claim.all[job.claim].trials[job.trial].kind {
      case .step(let settings): outcome = self.step(without: settings, base: base)
      case .kernels(let with, let without): outcome = Self.kernels(with, without)
      case .ladder:
        let result = self.ladder(base: base)
        ladder.withLock { $0 = result }
        if let first = result.rungs.first, result.rungs.count > 1 {
          outcome = .times(with: base, without: first.step)
        } else {
          outcome = .unavailable(result.leftOut.first ?? "no rung can be simulated")
        }
      }
      outcomes.withLock { $0[job.claim][job.trial] = outcome }
      let count = done.withLock { count in
        count += 1
        return count
      }
      report(Progress(done: count, total: total))
    }
    return ClaimFigures(
      scenario: full.name, step: base, estimatedPercent: step.stageTimes?.estimatedPercent,
      stepError: isPublished ? Double(base) / Self.publishedStep - 1 : nil, outcomes: outcomes.withLock { $0 },
      ladder: ladder.withLock { $0 }, trace: trace)
  }

  /// Whether the full system is the one whose step was published.
  private var isPublished: Bool {
    (try? Scenario.builtIn(Self.standardScenario)).map { $0 == full } ?? false
  }

  private func time(_ settings: [String]) throws(RunError) -> Int64 {
    var scenario = full
    try scenario.apply(settings)
    return try simulate(scenario, table: table).stepNanoseconds
  }

  private func step(without settings: [String], base: Int64) -> ClaimTrial.Outcome {
    do throws(RunError) {
      return .times(with: base, without: try time(settings))
    } catch {
      return .unavailable(error.description)
    }
  }

  private static func kernels(_ with: String, _ without: String) -> ClaimTrial.Outcome {
    func time(_ name: String) throws -> Int64 {
      guard let kernel = KernelLibrary.named(name) else { throw RunError.unknownKernel(key: name) }
      let timing = try kernel.timing(try KernelShape(kernel.dimensions), parameters: .h800SXM)
      return Int64(timing.nanoseconds.rounded())
    }
    do {
      return .times(with: try time(with), without: try time(without))
    } catch {
      return .unavailable("\(error)")
    }
  }

  /// From the full system, optimisations are taken away from the last on; one that leaves no run that can be simulated
  /// is left out.
  private func ladder(base: Int64) -> EfficiencyLadder {
    var steps: [(title: String, step: Int64)] = []
    var settings: [String] = []
    var leftOut: [String] = []
    var above = base
    for optimisation in Optimisation.ladder.reversed() {
      do throws(RunError) {
        let time = try time(settings + optimisation.without)
        steps.append((optimisation.title, above))
        settings += optimisation.without
        above = time
      } catch {
        leftOut.append("\(optimisation.title): \(error.description)")
      }
    }
    let rungs = [EfficiencyLadder.Rung(title: "plain", step: above)]
    return EfficiencyLadder(
      rungs: rungs + steps.reversed().map { .init(title: $0.title, step: $0.step) }, leftOut: leftOut.reversed())
  }
}
