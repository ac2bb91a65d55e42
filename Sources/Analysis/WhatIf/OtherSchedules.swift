public import RunSimulator

/// The schedules that a simulated step could have instead of its own, each simulated when it is asked for.
public struct OtherSchedules: Sendable {
  /// The step under another schedule.
  public struct Entry: Sendable {
    /// The schedule, as papers write it.
    public let title: String
    /// Its step, or why it has none with these ranks, micro-batches and chunk times.
    public let outcome: WhatIf.Outcome
    /// How much longer its step takes than the step's own, with its sign, in per cent; `nil` where it has none.
    public let change: WhatIfStep.Change?
  }

  /// The schedule that is shown; `nil` where none is.
  public private(set) var shown: Entry?

  private let scenario: Scenario
  private let own: WhatIfStep
  private let table: KernelTimeTable
  private let names: [ScheduleName]
  private var index: Int?

  /// The schedules beside the one of a scenario, as JSON text.
  ///
  /// - Throws: `RunError` where it is none that can be simulated.
  public init(scenario text: String, table: KernelTimeTable = .bundled) throws(RunError) {
    let scenario = try Scenario(json5: text)
    self.scenario = scenario
    self.table = table
    own = WhatIfStep(try simulate(scenario, table: table))
    names = ScheduleName.allCases.filter { $0 != scenario.schedule }
  }

  /// Shows the next schedule, or the one before; after the last one none, and then the first again.
  public mutating func turn(by steps: Int) {
    let places = names.count + 1
    let next = ((index ?? names.count) + steps) % places
    let place = next < 0 ? next + places : next
    index = place == names.count ? nil : place
    shown = index.map { entry(names[$0]) }
  }

  private func entry(_ name: ScheduleName) -> Entry {
    var changed = scenario
    changed.schedule = name
    // The time of an overlapped pair is refused where there are none.
    if !name.overlapsPairs { changed.chunks.overlappedPair = nil }
    do throws(RunError) {
      let step = WhatIfStep(try simulate(changed, table: table))
      let change = step.metrics.first.flatMap { step.change(of: $0, from: own) }
      return Entry(title: name.title, outcome: .step(step), change: change)
    } catch {
      return Entry(title: name.title, outcome: .refused(error.description), change: nil)
    }
  }
}
