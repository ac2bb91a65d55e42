/// The load of the experts of a layer, of the GPUs that hold them and of their nodes, in one micro-batch of all these GPUs:
/// without what balances it and with it.
public struct ExpertLoads: Sendable, Equatable {
  /// What evens the load out in `after`.
  public let balancing: ExpertBalancing
  /// Experts in order, nothing balanced.
  public let before: ExpertTally
  /// As the scenario balances.
  public let after: ExpertTally
  /// The experts of each GPU in `after`.
  public let placement: ExpertPlacement
  /// Tokens of all GPUs.
  public let tokens: Int
  /// Tokens that were routed one by one; loads are scaled up from them.
  public let sampledTokens: Int
  /// GPUs of a node.
  public let gpusPerNode: Int

  /// Tokens that are routed one by one: all of a micro-batch of 64 GPUs.
  public static let mostTokens = 262_144

  /// The loads of a scenario's layer.
  ///
  /// - Parameter layer: which of the layers with experts; each has popular experts of its own.
  /// - Throws: `RunError` where the scenario contradicts itself, `.missingKey` where it has no routed experts.
  public init(_ scenario: Scenario, layer: Int = 0) throws(RunError) {
    try scenario.check()
    guard let group = scenario.expertGroup(most: Self.mostTokens) else {
      throw .missingKey(path: "model.name", reason: "only a model with routed experts has loads of experts")
    }
    self.init(group, layer: layer)
  }

  init(_ group: ExpertGroup, layer: Int) {
    let factor = Double(group.tokens) / Double(max(1, group.sampled))
    balancing = group.settings.balancing
    before = group.tally(layer: layer, batch: 1, isBalanced: false).scaled(by: factor)
    after =
      balancing == .none ? before : group.tally(layer: layer, batch: 1, isBalanced: true).scaled(by: factor)
    placement = group.placement(layer: layer, isBalanced: true)
    tokens = group.tokens
    sampledTokens = group.sampled
    gpusPerNode = ExpertGroup.gpusPerNode
  }
}
