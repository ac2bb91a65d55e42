/// The GPUs that share the experts of a layer, and how their tokens choose.
public struct ExpertGroup: Sendable, Hashable {
  /// Routed experts.
  let experts: Int
  /// Experts of a token.
  let topK: Int
  /// GPUs.
  let ranks: Int
  /// The most nodes, or groups, of a token.
  let limit: Int?
  /// How tokens choose and what evens the load out.
  let settings: ExpertSettings
  /// Tokens of all its GPUs.
  let tokens: Int
  let seed: UInt64
  /// Tokens that are routed one by one.
  let sampled: Int

  static let gpusPerNode = 8
  /// Tokens that are routed one by one for step times; the counts of more are scaled up from them.
  static let mostTokens = 8192

  /// Nodes.
  var nodes: Int { max(1, (ranks + Self.gpusPerNode - 1) / Self.gpusPerNode) }
  /// Groups among which a token's experts are limited.
  var groups: Int { settings.groups ?? (experts.isMultiple(of: nodes) ? nodes : 1) }
  /// Copies of experts.
  var redundant: Int { settings.balancing == .redundant ? settings.redundant ?? ranks : 0 }

  /// The router of a layer, with or without what balances it.
  func router(layer: Int, isBalanced: Bool) -> ExpertRouter {
    var skew = settings.skew
    if isBalanced {
      switch settings.balancing {
      case .none, .redundant: break
      case .auxiliaryLoss: skew *= settings.auxiliaryResidualPercent / 100
      // Where the biases settle they cancel the lasting popularity (`ExpertRouter.balancingBias`).
      case .bias: skew = 0
      }
    }
    return ExpertRouter(
      experts: experts, topK: topK, groups: groups, groupLimit: min(groups, limit ?? groups), skew: skew,
      drift: settings.drift, seed: seed, layer: layer)
  }

  /// Where the experts of a layer lie. Copies are placed by the loads of an earlier batch.
  func placement(layer: Int, isBalanced: Bool) -> ExpertPlacement {
    guard isBalanced, redundant > 0 else { return ExpertPlacement(inOrder: experts, ranks: ranks) }
    let earlier = router(layer: layer, isBalanced: true).loads(tokens: sampled, batch: 0)
    return ExpertPlacement(balancing: earlier, ranks: ranks, nodes: nodes, groups: groups, redundant: redundant)
  }

  /// What the sampled tokens of a micro-batch load.
  func tally(layer: Int, batch: UInt64, isBalanced: Bool) -> ExpertTally {
    let assignment = router(layer: layer, isBalanced: isBalanced).assignment(tokens: sampled, batch: batch)
    let placement = placement(layer: layer, isBalanced: isBalanced)
    return ExpertTally(assignment, placement, gpusPerNode: Self.gpusPerNode)
  }
}

extension ExpertGroup {
  /// The group of a model's layer.
  ///
  /// - Parameters:
  ///   - tokens: of a micro-batch.
  ///   - most: tokens that are routed one by one.
  init(_ model: ModelDescription, _ run: ModelRun, tokens: Int, seed: UInt64, most: Int = mostTokens) {
    let all = run.ownTokens(tokens) * run.expertParallel
    self.init(
      experts: model.experts, topK: model.topK, ranks: run.expertParallel, limit: run.nodeLimit,
      settings: run.experts, tokens: all, seed: seed, sampled: min(all, most))
  }
}

extension Scenario {
  /// Who shares the experts of a layer; `nil` without routed experts.
  func expertGroup(most: Int = ExpertGroup.mostTokens) -> ExpertGroup? {
    guard let model = modelRun.description, model.experts > 0, let tokens = tokensPerMicroBatch else { return nil }
    return ExpertGroup(model, modelRun, tokens: tokens, seed: seed, most: most)
  }
}
