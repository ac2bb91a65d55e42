import Glibc
import RunSimulator
import Trace
import TraceFile

/// Simulated training steps by the name or the file of their scenario.
enum Simulation {
  /// The step of a scenario with settings of the form `key=value`.
  ///
  /// - Parameter times: a file with kernel times beside those that come with the program.
  static func step(scenario: String, settings: [String], times: String? = nil) throws -> StepResult {
    let scenario = try self.scenario(scenario, settings: settings)
    let table = try table(for: [scenario], times: times)
    do {
      return try simulate(scenario, table: table)
    } catch {
      throw Failure(error)
    }
  }

  /// The kernel times that some scenarios need; those that are not known are simulated and kept.
  ///
  /// - Parameter file: a file with kernel times beside those that come with the program or were kept.
  static func table(for scenarios: [Scenario], times file: String? = nil) throws -> KernelTimeTable {
    var table = KernelTimeCache.read()
    if let file {
      let text = try InputFile.text(of: file)
      do {
        try table.add(text)
      } catch {
        throw Failure(.badInput, "\(file): \(error.description)")
      }
    }
    return try KernelTimeCache.table(for: scenarios, known: table)
  }

  /// A scenario with settings of the form `key=value`.
  static func scenario(_ name: String, settings: [String]) throws -> Scenario {
    var scenario = try read(name)
    do {
      try scenario.apply(settings)
    } catch {
      throw Failure(error)
    }
    return scenario
  }

  /// The trace of such a step.
  static func tables(scenario: String, settings: [String]) throws -> TraceTables {
    try tables(of: try step(scenario: scenario, settings: settings))
  }

  /// A step as a trace, a part of it kernel by kernel where one is asked for.
  static func tables(of step: StepResult, _ detail: TraceDetail? = nil) throws -> TraceTables {
    var info = TraceInfo(origin: .simulation, sourceName: step.scenario.name)
    info.generator = "tuiperf \(Version.current)"
    var recorder = TraceRecorder(info: info)
    if let detail {
      do {
        try step.record(into: &recorder, detail)
      } catch {
        throw Failure(error)
      }
    } else {
      step.record(into: &recorder)
    }
    return recorder.finish()
  }

  /// A built-in scenario, or one from a file.
  private static func read(_ name: String) throws -> Scenario {
    if Scenario.builtInNames.contains(name) { return try Scenario.builtIn(name) }
    guard access(name, F_OK) == 0 else {
      // Something with a folder or an ending was meant as a file.
      if name.contains("/") || name.contains(".") { throw Failure(.noInput, "\(name): no such file") }
      throw Failure(RunError.unknownScenario(name: name, known: Scenario.builtInNames))
    }
    let text = try InputFile.text(of: name)
    do {
      return try Scenario(json5: text)
    } catch {
      throw Failure(.badInput, "\(name): \(error.description)")
    }
  }
}
