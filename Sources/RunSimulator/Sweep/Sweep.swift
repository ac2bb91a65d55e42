import Dispatch
import Synchronization

/// A scenario at every combination of some knobs' values.
public struct Sweep: Sendable {
  /// The scenario that the knobs change.
  public let scenario: Scenario
  /// The knobs; the last one changes fastest.
  public let knobs: [SweepKnob]

  /// The most points of a sweep.
  public static let mostPoints = 1_000_000

  /// A sweep.
  ///
  /// - Throws: `RunError` for a key that scenarios do not have, a value that its key does not take, a knob that is given
  ///   twice, or more points than a sweep can have.
  public init(_ scenario: Scenario, _ knobs: [SweepKnob]) throws(RunError) {
    for (index, knob) in knobs.enumerated() {
      if knobs[..<index].contains(where: { $0.key == knob.key }) { throw .duplicateKnob(path: knob.key) }
      for value in knob.values {
        var copy = scenario
        try copy.set(knob.key, to: value)
      }
    }
    let points = knobs.reduce(1) { min($0, Self.mostPoints + 1) * $1.values.count }
    if points > Self.mostPoints { throw .tooManyPoints(limit: Self.mostPoints) }
    self.scenario = scenario
    self.knobs = knobs
  }

  /// How many points there are.
  public var count: Int { knobs.reduce(1) { $0 * $1.values.count } }

  /// The values of a point, knob by knob.
  public func values(at index: Int) -> [String] {
    var rest = index
    var values: [String] = []
    for knob in knobs.reversed() {
      values.append(knob.values[rest % knob.values.count])
      rest /= knob.values.count
    }
    return values.reversed()
  }

  /// The scenario of a point.
  ///
  /// - Throws: `RunError` where its values contradict each other.
  public func scenario(at index: Int) throws(RunError) -> Scenario {
    var scenario = scenario
    try scenario.apply(zip(knobs, values(at: index)).map { "\($0.key)=\($1)" })
    return scenario
  }

  /// Simulates a point.
  public func point(at index: Int, table: KernelTimeTable = .bundled) -> SweepPoint {
    let values = values(at: index)
    do throws(RunError) {
      return SweepPoint(index: index, values: values, try simulate(scenario(at: index), table: table))
    } catch {
      return SweepPoint(index: index, values: values, refusal: error.description)
    }
  }

  /// Simulates points on all cores; the result does not depend on how many there are.
  ///
  /// - Returns: a point for each index, in their order.
  public func points(at indices: [Int], table: KernelTimeTable = .bundled) -> [SweepPoint] {
    let points = Mutex([SweepPoint?](repeating: nil, count: indices.count))
    DispatchQueue.concurrentPerform(iterations: indices.count) { place in
      let point = point(at: indices[place], table: table)
      points.withLock { $0[place] = point }
    }
    return points.withLock { $0.compactMap { $0 } }
  }
}
