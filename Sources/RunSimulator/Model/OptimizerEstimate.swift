/// What the optimizer takes after a step: gradients are summed among the GPUs with the same parameters, the state of each
/// is updated, and weights are sent to where they are needed. An estimate: messages one after the other, then memory.
struct OptimizerEstimate: Sendable, Equatable {
  /// The messages of parameters that all replicas hold, in nanoseconds.
  private(set) var dense: Double
  /// Those of routed experts.
  private(set) var experts: Double
  /// Reading and writing memory.
  private(set) var memory: Double

  /// All of it.
  var nanoseconds: Int64 { Int64((dense + experts + memory).rounded()) }

  /// The estimate of a mean rank; `nil` where the scenario gives no number of GPUs.
  init?(_ scenario: Scenario, _ model: ModelDescription) {
    guard let gpus = scenario.training.gpus else { return nil }
    let run = scenario.modelRun
    let ofAStage = gpus / scenario.pipeline.ranks
    // A schedule with two directions holds every stage on two ranks, in other nodes.
    let copies = scenario.schedule == .dualPipe || scenario.schedule == .chimera ? 2 : 1
    let routed = (model.layers - model.denseLayers) * model.experts * 3 * model.hidden * model.expertInner
    let share = Double(copies) / Double(scenario.pipeline.ranks)
    let denseParameters = Double(model.parameterCount - routed) * share / Double(run.tensorParallel)
    let expertParameters = Double(routed) * share / Double(run.expertParallel)
    let replicas = ofAStage / run.tensorParallel
    let expertReplicas = max(1, ofAStage / run.expertParallel)
    func messages(_ parameters: Double, replicas: Int, inNode: Int) -> Double {
      let group = replicas * copies
      guard group > 1 else { return 0 }
      // Divided state: f32 gradients are summed to their owner, bf16 weights sent from there; else the sums are sent in
      // f32 too.
      let bytes = (run.dividesOptimizer ? 6 : 8) * parameters * Double(group - 1) / Double(group)
      // A ring passes through the GPUs of a node over NVLink and leaves it by all their cards.
      let rate = group <= inNode ? run.links.nvlink : min(run.links.nvlink, Double(inNode) * run.links.nic)
      return bytes / rate * 1e9
    }
    let node = ExpertGroup.gpusPerNode
    dense = messages(denseParameters, replicas: replicas, inNode: min(replicas, node / run.tensorParallel))
    experts = messages(
      expertParameters, replicas: expertReplicas, inNode: min(expertReplicas, max(1, node / run.expertParallel)))
    // The norm of all gradients is read and they are cleared; an owner reads gradient, master weight and two moments and
    // writes these, and the weight (V3065: f32, f32, bf16, bf16).
    let all = denseParameters + expertParameters
    let owned =
      run.dividesOptimizer
      ? denseParameters / Double(replicas * copies) + expertParameters / Double(expertReplicas * copies) : all
    let rate = MemoryLoad(run.parameters, sms: run.multiprocessors).bytesPerSecond
    memory = rate > 0 ? (8 * all + 22 * owned) / rate * 1e9 : 0
  }
}
