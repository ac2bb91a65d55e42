extension Scenario {
  /// Checks every value, and what no key can check alone. Numbers of ranks and micro-batches are the schedule's to judge.
  func check() throws(RunError) {
    try checkEach()
    try checkTogether()
  }

  /// Checks every value alone: a scenario made in code has not passed through its keys.
  func checkEach() throws(RunError) {
    var copy = self
    for key in Self.keys { try copy.set(key, to: key.get(self), place: nil) }
  }

  /// Checks what no key can check alone.
  func checkTogether() throws(RunError) {
    let stages = pipeline.ranks * schedule.stagesPerRank(interleaving: interleaving)
    try checkTimes(stages: stages, hasPairs: schedule.overlapsPairs)
    try checkSize()
  }

  /// Checks the chunk times against what a schedule needs.
  func checkTimes(stages: Int, hasPairs: Bool) throws(RunError) {
    if modelRun.model != nil { return try checkModel() }
    if modelRun != ModelRun() {
      throw .missingKey(
        path: "model.name", reason: "settings of the model's plan, communication, precision and experts need it")
    }
    if hasPairs && chunks.overlappedPair == nil {
      throw .missingKey(
        path: "chunks.overlapped_pair_ns", reason: "\(schedule.title) overlaps forward and backward chunks")
    }
    if chunks.forward + chunks.inputGradient + chunks.weightGradient == 0 {
      throw .conflict(
        paths: ["chunks.forward_ns", "chunks.input_gradient_ns", "chunks.weight_gradient_ns"], reason: "all are 0")
    }
    if let multipliers = chunks.stageMultipliers, multipliers.count != stages {
      throw .conflict(
        paths: ["chunks.stage_multipliers", "pipeline.ranks"],
        reason: "\(multipliers.count) multipliers for \(stages) stages")
    }
  }

  /// Checks what chunk times are derived from.
  private func checkModel() throws(RunError) {
    guard let model = modelRun.description else {
      throw .missingKey(path: "model.name", reason: "chunk times are derived from a model")
    }
    for (path, value) in [
      ("training.sequences_per_micro_batch", training.sequencesPerMicroBatch),
      ("training.sequence_length_tokens", training.sequenceLength),
    ] where value == nil {
      throw .missingKey(path: path, reason: "the work of a model follows from it")
    }
    if model.experts > 0 && !model.experts.isMultiple(of: modelRun.expertParallel) {
      throw .conflict(
        paths: ["model.name", "plan.expert_parallel"],
        reason: "\(model.experts) experts do not divide among \(modelRun.expertParallel) GPUs")
    }
    try checkTensorParallel(model)
    try checkExperts(model)
    if let gpus = training.gpus, gpus > modelRun.network.mostGPUs {
      throw .conflict(
        paths: ["training.gpus", "cluster.network"],
        reason: "\(modelRun.network.rawValue) joins at most \(modelRun.network.mostGPUs) GPUs")
    }
    let sms = modelRun.multiprocessors
    if modelRun.communicationSMs >= sms {
      throw .conflict(
        paths: ["communication.sms", "cluster.device"],
        reason: "\(modelRun.communicationSMs) of \(sms) SMs leave none for computation")
    }
  }

  private static let tensorParallelPath = "plan.tensor_parallel"

  /// Checks that each layer divides among the GPUs that share it.
  private func checkTensorParallel(_ model: ModelDescription) throws(RunError) {
    let parts = modelRun.tensorParallel
    guard parts > 1 else { return }
    if training.gpusPerRank > 1 {
      throw .conflict(paths: [Self.gpusPerRankPath, Self.tensorParallelPath], reason: "only one of them says it")
    }
    let divided = [
      ("heads", model.heads), ("columns of a dense part", model.denseInner),
      ("columns of the shared experts", model.sharedInner), ("words", model.vocabulary),
      ("tokens of a micro-batch", tokensPerMicroBatch ?? 0), ("GPUs of a node", ExpertGroup.gpusPerNode),
    ]
    for (what, count) in divided where !count.isMultiple(of: parts) {
      throw .conflict(
        paths: [Self.tensorParallelPath, "model.name"], reason: "\(count) \(what) do not divide among \(parts) GPUs")
    }
    if model.experts > 0 && modelRun.expertParallel > 1 && !modelRun.expertParallel.isMultiple(of: parts) {
      throw .conflict(
        paths: [Self.tensorParallelPath, "plan.expert_parallel"],
        reason: "\(modelRun.expertParallel) GPUs that share experts are no multiple of \(parts)")
    }
  }

  /// Checks that the step fits in memory and that the GPUs divide into pipelines.
  func checkSize() throws(RunError) {
    // At most three chunks of 36 bytes a pass: 16 million passes stay under 2 GB.
    let stages = schedule.stagesPerRank(interleaving: interleaving)
    if pipeline.ranks * pipeline.microBatches * stages > 16_000_000 {
      let isCut = stages > 1
      throw .conflict(
        paths: ["pipeline.ranks", "pipeline.micro_batches"] + (isCut ? ["stages a rank"] : []),
        reason: "their product is above 16000000")
    }
    if let gpus = training.gpus, !gpus.isMultiple(of: pipeline.ranks * gpusPerRank) {
      throw .conflict(
        paths: [
          "training.gpus", "pipeline.ranks",
          modelRun.model == nil ? Self.gpusPerRankPath : Self.tensorParallelPath,
        ], reason: "\(gpus) GPUs do not divide into pipelines of \(pipeline.ranks * gpusPerRank)")
    }
  }
}
