public import RunSimulator

/// How evenly the experts of a step are loaded, before and after balancing, and what a step then takes.
public struct ExpertsComparison: Sendable {
  /// What is asked.
  public struct Request: Sendable, Equatable {
    /// The scenario as JSON text; `nil` for DeepSeek-V3 as published.
    public var scenario: String?
    /// How different the experts' popularities are: their standard deviation in natural logarithms.
    public var skew: Double

    /// A request.
    public init(scenario: String?, skew: Double) {
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
    /// A step with the most loaded GPU's excess, in nanoseconds; `nil` where it cannot be simulated.
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
  /// Experts that a token visits.
  public let topK: Int
  /// Nodes that a token goes to at most.
  public let nodeLimit: Int
  /// Tokens that were routed.
  public let tokens: Int
  /// Tokens of a micro-batch on all GPUs that share the experts.
  public let allTokens: Int
  /// A step with evenly loaded GPUs, in nanoseconds.
  public let evenStep: Int64
  /// Without balancing first.
  public let balancings: [Balancing]

  /// Loads that are known.
  init(
    scenario: String, skew: Double, topK: Int, nodeLimit: Int, tokens: Int, allTokens: Int, evenStep: Int64,
    balancings: [Balancing]
  ) {
    self.scenario = scenario
    self.skew = skew
    self.topK = topK
    self.nodeLimit = nodeLimit
    self.tokens = tokens
    self.allTokens = allTokens
    self.evenStep = evenStep
    self.balancings = balancings
  }

  /// GPUs of a node.
  public static let gpusPerNode = 8
  /// Tokens that are routed at most: enough that chance moves no expert's load by more than a few per cent.
  private static let sample = 32_768
  /// Batches, their tokens and the step by which biases are learned.
  private static let learning = (batches: 60, tokens: 2048, step: 0.03)
  /// Redundant experts of the hierarchical balancer: those of DeepSeek-V3's prefill unit (V3066).
  private static let redundant = 32

  /// Routes tokens and places experts.
  ///
  /// - Throws: `RunError` where the scenario cannot be read or has no experts on several GPUs.
  public init(_ request: Request) throws(RunError) {
    var base = try Scenario.builtIn(ClaimSimulation.standardScenario)
    // A step whose chunk times are given says nothing of experts.
    if let text = request.scenario {
      let own = try Scenario(json5: text)
      if own.modelRun.model != nil { base = own }
    }
    guard let model = base.modelRun.description, model.experts > 0, base.modelRun.expertParallel > 1 else {
      throw .conflict(paths: ["model.name", "plan.expert_parallel"], reason: "no experts on several GPUs")
    }
    let gpus = base.modelRun.expertParallel
    let nodes = max(1, gpus / Self.gpusPerNode)
    guard model.experts.isMultiple(of: gpus), model.experts.isMultiple(of: nodes) else {
      throw .conflict(
        paths: ["plan.expert_parallel"], reason: "\(model.experts) experts cannot be divided among \(gpus) GPUs")
    }
    let limit = min(nodes, base.modelRun.nodeLimit ?? nodes)
    let router = ExpertRouter(
      experts: model.experts, topK: model.topK, nodes: nodes, nodeLimit: limit, skew: request.skew, seed: base.seed)
    self.scenario = base.name
    skew = request.skew
    topK = model.topK
    nodeLimit = limit
    allTokens = (base.tokensPerMicroBatch ?? 0) * gpus
    tokens = min(Self.sample, max(1, allTokens))
    let plain = router.loads(tokens: tokens)
    let bias = router.balancingBias(
      tokens: Self.learning.tokens, batches: Self.learning.batches, step: Self.learning.step)
    // Other tokens than those that the biases were learned from.
    let even = router.loads(tokens: tokens, bias: bias, batch: UInt64(Self.learning.batches))
    var evenRun = base
    try evenRun.apply(["experts.imbalance_percent=0"])
    evenStep = try simulate(evenRun).stepNanoseconds
    let scenario = base
    func balancing(_ title: String, _ loads: [Int], _ placement: ExpertPlacement) -> Balancing {
      var changed = scenario
      var step: Int64?
      var refusal: String?
      do throws(RunError) {
        try changed.apply(["experts.imbalance_percent=\(placement.imbalancePercent)"])
        step = try simulate(changed).stepNanoseconds
      } catch {
        refusal = error.description
      }
      var copies = [Int](repeating: 0, count: loads.count)
      for expert in placement.ranks.joined() { copies[expert] += 1 }
      return Balancing(
        title: title, experts: zip(loads, copies).map { Double($0) / Double(max(1, $1)) }, gpus: placement.loads,
        nodes: placement.nodeLoads(gpusPerNode: Self.gpusPerNode), step: step, refusal: refusal)
    }
    balancings = [
      balancing("not balanced", plain, ExpertPlacement(inOrder: plain, ranks: gpus)),
      balancing("bias on the choice", even, ExpertPlacement(inOrder: even, ranks: gpus)),
      balancing(
        "\(Self.redundant) redundant experts", plain,
        ExpertPlacement(balancing: plain, ranks: gpus, redundant: Self.redundant)),
    ]
  }
}
