public import RunSimulator

/// How evenly the experts of a step are loaded, before and after balancing, and what a step then takes.
public struct ExpertsComparison: Sendable {
  /// What is asked.
  public struct Request: Sendable, Equatable {
    /// The scenario as JSON text; `nil` for DeepSeek-V3 as published.
    public var scenario: String?
    /// How different the experts' popularities are: their standard deviation in natural logarithms; `nil` for the
    /// scenario's own.
    public var skew: Double?

    /// A request.
    public init(scenario: String?, skew: Double? = nil) {
      self.scenario = scenario
      self.skew = skew
    }
  }

  /// Loads under one kind of balancing.
  public struct Balancing: Sendable {
    /// What is done.
    public let title: String
    /// Tokens of each expert; where it has copies, of each of them.
    public let experts: [Double]
    /// Tokens of each GPU.
    public let gpus: [Double]
    /// Tokens of each node.
    public let nodes: [Double]
    /// A step that is balanced like that, in nanoseconds; `nil` where it cannot be simulated.
    public let step: Int64?
    /// Why it cannot.
    public let refusal: String?

    /// The most loaded over the mean.
    public static func peak(_ loads: [Double]) -> Double {
      let mean = loads.reduce(0, +) / Double(max(1, loads.count))
      return mean > 0 ? (loads.max() ?? 0) / mean : 1
    }
  }

  /// The scenario's name.
  public let scenario: String
  /// The skew.
  public let skew: Double
  /// Tokens that were routed one by one.
  public let tokens: Int
  /// Tokens of a micro-batch on all GPUs that share the experts.
  public let allTokens: Int
  /// A step with evenly loaded GPUs, in nanoseconds.
  public let evenStep: Int64
  /// Without balancing first.
  public let balancings: [Balancing]
  /// Which of them is the scenario's own.
  public let own: Int

  /// Loads that are known.
  init(
    scenario: String, skew: Double, tokens: Int, allTokens: Int, evenStep: Int64, balancings: [Balancing], own: Int
  ) {
    self.scenario = scenario
    self.skew = skew
    self.tokens = tokens
    self.allTokens = allTokens
    self.evenStep = evenStep
    self.balancings = balancings
    self.own = own
  }

  /// Routes the tokens of a micro-batch, and simulates a step for each kind of balancing.
  ///
  /// - Throws: `RunError` where the scenario cannot be read or has no routed experts.
  public init(_ request: Request, table: KernelTimeTable = .bundled) throws(RunError) {
    var base = try Scenario.builtIn(ClaimSimulation.standardScenario)
    // A step whose chunk times are given says nothing of experts.
    if let text = request.scenario {
      let given = try Scenario(json5: text)
      if given.modelRun.model != nil { base = given }
    }
    var settings = ["experts.imbalance_percent=0"]
    if let skew = request.skew { settings.append("experts.skew=\(skew)") }
    try base.apply(settings)
    let scenario = base
    func with(_ settings: String...) throws(RunError) -> Scenario {
      var changed = scenario
      try changed.apply(settings)
      return changed
    }
    evenStep = try simulate(
      with("experts.skew=0", "experts.drift=0", "experts.balancing=none"), table: table
    ).stepNanoseconds
    var balancings: [Balancing] = []
    var sampled = 0
    var all = 0
    for kind in ExpertBalancing.allCases {
      let changed = try with("experts.balancing=\(kind.rawValue)")
      let loads = try ExpertLoads(changed)
      sampled = loads.sampledTokens
      all = loads.tokens
      var step: Int64?
      var refusal: String?
      do throws(RunError) {
        step = try simulate(changed, table: table).stepNanoseconds
      } catch {
        refusal = error.description
      }
      balancings.append(Balancing(kind, loads, step: step, refusal: refusal))
    }
    self.scenario = scenario.name
    skew = scenario.modelRun.experts.skew
    tokens = sampled
    allTokens = all
    self.balancings = balancings
    own = ExpertBalancing.allCases.firstIndex(of: scenario.modelRun.experts.balancing) ?? 0
  }
}

extension ExpertsComparison.Balancing {
  fileprivate init(_ kind: ExpertBalancing, _ loads: ExpertLoads, step: Int64?, refusal: String?) {
    title =
      switch kind {
      case .none: "not balanced"
      case .auxiliaryLoss: "auxiliary loss"
      case .bias: "bias on the choice"
      case .redundant: "redundant experts"
      }
    var copies = [Int](repeating: 0, count: loads.after.experts.count)
    for expert in loads.placement.ranks.joined() { copies[expert] += 1 }
    experts = zip(loads.after.experts, copies).map { $0 / Double(max(1, $1)) }
    gpus = loads.after.ranks
    nodes = loads.after.nodes
    self.step = step
    self.refusal = refusal
  }
}
