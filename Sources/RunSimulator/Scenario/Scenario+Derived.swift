extension Scenario {
  /// GPUs that are one rank of one pipeline.
  public var gpusPerRank: Int { modelRun.model == nil ? training.gpusPerRank : modelRun.tensorParallel }

  /// Tokens of a micro-batch; `nil` where the scenario does not say.
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
      let bytes = Double(2 * modelRun.ownTokens(tokens) * model.hidden)
      pointToPoint = Int64((bytes / modelRun.links.nic * 1e9 + modelRun.links.callLatency).rounded())
    }
    if optimizer == nil { optimizer = OptimizerEstimate(self, model)?.nanoseconds }
  }
}
