extension Scenario {
  /// Tokens of a micro-batch on a GPU; `nil` where the scenario does not say.
  public var tokensPerMicroBatch: Int? {
    guard let sequences = training.sequencesPerMicroBatch, let length = training.sequenceLength else { return nil }
    return sequences * length
  }

  /// The chunk times of each stage where they follow from a model, else `nil`.
  ///
  /// - Throws: `RunError` where a kernel's time is not known or the pipeline is deeper than the model.
  public func stageTimes(
    stages: Int, table: KernelTimeTable = .bundled
  ) throws(RunError) -> StageTimes? {
    guard modelRun.model != nil, let tokens = tokensPerMicroBatch else { return nil }
    return try StageTimes(modelRun, stages: stages, tokens: tokens, seed: seed, table: table)
  }

  /// Fills in what follows from the model and is not given.
  mutating func fillDerivedTimes() {
    guard let model = modelRun.description, let tokens = tokensPerMicroBatch else { return }
    if pointToPoint == nil {
      // Activations of a micro-batch in bf16 over the GPU's card.
      let bytes = Double(2 * tokens * model.hidden)
      pointToPoint = Int64((bytes / modelRun.links.nic * 1e9 + modelRun.links.callLatency).rounded())
    }
    if optimizer == nil { optimizer = optimizerEstimate(model) }
  }

  /// ZeRO-1 over the replicas: f32 gradients are summed and scattered, bf16 weights gathered, over the GPU's card; the
  /// update itself reads and writes its share of memory in far less time. An estimate.
  private func optimizerEstimate(_ model: ModelDescription) -> Int64? {
    guard let gpus = training.gpus else { return nil }
    let replicas = gpus / (pipeline.ranks * training.gpusPerRank)
    guard replicas > 1 else { return 0 }
    let copies = schedule == .dualPipe || schedule == .chimera ? 2 : 1
    let all = model.parameterCount
    let routed = (model.layers - model.denseLayers) * model.experts * 3 * model.hidden * model.expertInner
    let share = Double(copies) / Double(pipeline.ranks)
    func bytes(_ parameters: Double, _ group: Int) -> Double {
      guard group > 1 else { return 0 }
      return 6 * parameters * Double(group - 1) / Double(group)
    }
    let experts = Double(routed) * share / Double(modelRun.expertParallel)
    let sent =
      bytes(Double(all - routed) * share, replicas)
      + bytes(experts, max(1, replicas / modelRun.expertParallel))
    return Int64((sent / modelRun.links.nic * 1e9).rounded())
  }
}
