public import RunSimulator

/// A scenario whose settings are turned one by one, with what a step takes now beside what the saved one takes.
public struct WhatIf: Sendable {
  /// The knobs, in the order of the scenario's keys.
  public let knobs: [WhatIfKnob]
  /// The scenario that changes are measured against.
  public private(set) var saved: Scenario
  /// Its step.
  public private(set) var savedStep: WhatIfStep
  /// The scenario as the knobs stand.
  public private(set) var current: Scenario
  /// Its step, or why there is none.
  public private(set) var outcome: Outcome

  private let table: KernelTimeTable

  /// What the knobs give.
  public enum Outcome: Sendable {
    /// A step.
    case step(WhatIfStep)
    /// Why these settings have no step.
    case refused(String)

    /// The step, where there is one.
    public var step: WhatIfStep? {
      if case .step(let step) = self { return step }
      return nil
    }
  }

  /// The scenario that a simulated trace holds, as JSON text.
  ///
  /// - Throws: `RunError` where it is none that can be simulated.
  public init(scenario text: String, table: KernelTimeTable = .bundled) throws(RunError) {
    let scenario = try Scenario(json5: text)
    self.table = table
    saved = scenario
    current = scenario
    savedStep = WhatIfStep(try simulate(scenario, table: table))
    outcome = .step(savedStep)
    knobs = WhatIfKnob.all(scenario)
  }

  /// The value of a knob now and in the saved scenario, as text; `nil` where it is not given.
  public func values(of knob: WhatIfKnob) -> (now: String?, saved: String?) {
    (current.text(of: knob.path), saved.text(of: knob.path))
  }

  /// Turns a knob by so many of its steps and simulates again.
  ///
  /// - Returns: whether it could be turned further.
  public mutating func turn(_ knob: WhatIfKnob, by steps: Int) -> Bool {
    guard let text = knob.turned(current, saved: saved, by: steps) else { return false }
    var changed = current
    do throws(RunError) {
      try changed.set(knob.path, to: text)
    } catch {
      return false
    }
    current = changed
    run()
    return true
  }

  /// Gives a knob a value as text, and simulates again.
  ///
  /// - Throws: `RunError` where the value is not one that the setting takes.
  public mutating func set(_ knob: WhatIfKnob, to text: String) throws(RunError) {
    try current.set(knob.path, to: text)
    run()
  }

  /// Brings all knobs back to the saved scenario.
  public mutating func reset() {
    current = saved
    outcome = .step(savedStep)
  }

  /// Makes what the knobs give the scenario that changes are measured against.
  ///
  /// - Returns: whether there was a step to save.
  public mutating func save() -> Bool {
    guard let step = outcome.step else { return false }
    saved = current
    savedStep = step
    return true
  }

  private mutating func run() {
    do throws(RunError) {
      // A knob may have broken what several settings must meet together, which only the simulation checks.
      outcome = .step(WhatIfStep(try simulate(current, table: table)))
    } catch {
      outcome = .refused(error.description)
    }
  }
}
