/// What the load of experts costs a training step, and what its balancer gains.
public struct ExpertEffect: Sendable {
  /// The loads of a layer.
  public let loads: ExpertLoads
  /// A step in which all experts are loaded alike, in nanoseconds.
  public let evenStep: Int64
  /// A step without what balances the load.
  public let unbalancedStep: Int64
  /// The step of the scenario.
  public let step: Int64

  /// The effect in a scenario.
  ///
  /// - Throws: As `simulate` and `ExpertLoads.init`.
  public init(_ scenario: Scenario, layer: Int = 0, table: KernelTimeTable = .bundled) throws(RunError) {
    loads = try ExpertLoads(scenario, layer: layer)
    var even = scenario
    even.modelRun.experts.skew = 0
    even.modelRun.experts.drift = 0
    even.modelRun.experts.balancing = .none
    even.modelRun.imbalancePercent = 0
    var unbalanced = scenario
    unbalanced.modelRun.experts.balancing = .none
    evenStep = try simulate(even, table: table).stepNanoseconds
    unbalancedStep = try simulate(unbalanced, table: table).stepNanoseconds
    step = try simulate(scenario, table: table).stepNanoseconds
  }
}
