extension Scenario {
  /// Keys of how tokens choose experts and what evens the load out.
  static let expertKeys: [ScenarioKey] = [
    expert("experts.count", 1...4096, "routed experts of a layer; the model's where not given", \.count),
    expert("experts.top_k", 1...64, "experts of a token; the model's where not given", \.topK),
    expert(
      "experts.groups", 1...512, "groups that communication.node_limit limits; one a node where not given", \.groups),
    spread("experts.skew", "the spread of the experts' lasting popularity, a deviation of its logarithm", \.skew),
    spread("experts.drift", "the spread of what popularity changes from micro-batch to micro-batch", \.drift),
    .choice("experts.balancing", "what evens the experts' load out", \.modelRun.experts.balancing, or: .none),
    expert(
      "experts.redundant", 1...4096, "copies of experts where balancing is redundant; one a GPU where not given",
      \.redundant),
    .number(
      "experts.auxiliary_residual_percent", 0...100,
      "the part of the skew that an auxiliary loss leaves; an assumption",
      get: { $0.modelRun.model == nil ? nil : $0.modelRun.experts.auxiliaryResidualPercent },
      set: { $0.modelRun.experts.auxiliaryResidualPercent = $1 ?? ExpertSettings().auxiliaryResidualPercent }),
    .number(
      "experts.imbalance_percent", 0...1000, "how much more than the mean every GPU gets, in place of loads by skew",
      get: { $0.modelRun.model == nil ? nil : $0.modelRun.imbalancePercent },
      set: { $0.modelRun.imbalancePercent = $1 ?? 0 }),
  ]

  private static func expert(
    _ path: String, _ range: ClosedRange<Int64>, _ meaning: String,
    _ member: any WritableKeyPath<ExpertSettings, Int?> & Sendable
  ) -> ScenarioKey {
    .optionalInteger(
      path, range, meaning,
      get: { $0.modelRun.model == nil ? nil : $0.modelRun.experts[keyPath: member].map(Int64.init) },
      set: { $0.modelRun.experts[keyPath: member] = $1.map { Int($0) } })
  }

  /// Beyond 2 a layer has fewer experts with tokens than a token wants.
  private static func spread(
    _ path: String, _ meaning: String, _ member: any WritableKeyPath<ExpertSettings, Double> & Sendable
  ) -> ScenarioKey {
    .number(
      path, 0...2, meaning, get: { $0.modelRun.model == nil ? nil : $0.modelRun.experts[keyPath: member] },
      set: { $0.modelRun.experts[keyPath: member] = $1 ?? 0 })
  }

  /// Checks what experts' settings must meet together.
  func checkExperts(_ model: ModelDescription) throws(RunError) {
    guard let group = expertGroup() else {
      if modelRun.experts != ExpertSettings() {
        throw .conflict(paths: ["experts", "model.name"], reason: "\(model.name) has no routed experts")
      }
      return
    }
    func conflict(_ paths: String..., reason: String) -> RunError { .conflict(paths: paths, reason: reason) }
    if !group.experts.isMultiple(of: group.groups) {
      throw conflict(
        "experts.groups", "experts.count",
        reason: "\(group.experts) experts do not divide into \(group.groups) groups")
    }
    let open = min(group.groups, group.limit ?? group.groups) * (group.experts / group.groups)
    if group.topK > open {
      throw conflict(
        "experts.top_k", "communication.node_limit", reason: "\(group.topK) experts of \(open) that a token may go to")
    }
    if !(group.experts + group.redundant).isMultiple(of: group.ranks) {
      throw conflict(
        "experts.redundant", "plan.expert_parallel",
        reason: "\(group.experts + group.redundant) experts and copies do not divide among \(group.ranks) GPUs")
    }
    if modelRun.imbalancePercent > 0 && group.settings.isUneven {
      throw conflict(
        "experts.imbalance_percent", "experts.skew", "experts.drift",
        reason: "an imbalance is given or follows from popularities, not both")
    }
    let calls = modelRun.allToAll
    if group.ranks > 1 && calls.sms < calls.fewestSMs {
      throw conflict(
        "communication.sms", "communication.backend",
        reason: "\(calls.backend.rawValue) needs at least \(calls.fewestSMs) SMs; only low-latency holds none")
    }
  }
}
