import GPU

extension StepResult {
  /// The memory of each rank; `nil` where the scenario names no model, or no number of GPUs.
  public var memory: StepMemory? {
    guard let stageTimes, let model = scenario.modelRun.description, let tokens = scenario.tokensPerMicroBatch,
      let gpus = scenario.training.gpus
    else { return nil }
    let run = scenario.modelRun
    let stages = StageMemory(
      stageTimes.stages, model.sharded(by: run.tensorParallel), run, tokens: tokens)
    let activations = stageTimes.stages.indices.map(stages.activations)
    let ofAStage = max(1, gpus / schedule.ranks)
    var ranks: [StepMemory.Rank] = []
    for rank in 0..<schedule.ranks {
      let held = stages.parameters(heldStages(rank))
      var memory = StepMemory.Rank()
      memory.weights = held.weightBytes(run.choice)
      memory.gradients = held.gradientBytes
      // A schedule with two directions holds every stage on two ranks.
      memory.optimizer = held.optimizerBytes(
        replicas: run.dividesOptimizer ? ofAStage / run.tensorParallel * schedule.directions : 1,
        expertReplicas: run.dividesOptimizer ? max(1, ofAStage / run.expertParallel) * schedule.directions : 1)
      forEachActivation(ofRank: rank, activations) { time, bytes in
        if bytes > memory.peakActivations {
          memory.peakActivations = bytes
          memory.peakTime = time
        }
      }
      ranks.append(memory)
    }
    return StepMemory(
      ranks: ranks, capacity: GPUDevice.named(run.device)?.memoryBytes?.value, activations: activations)
  }

  /// A rank's memory over time, as changes: from `time` on it takes `bytes`.
  public func memoryOverTime(ofRank rank: Int, _ memory: StepMemory) -> [(time: Int64, bytes: Int64)] {
    let constant = memory.ranks[rank].constant
    var changes: [(time: Int64, bytes: Int64)] = [(0, constant)]
    forEachActivation(ofRank: rank, memory.activations) { time, bytes in
      if changes[changes.count - 1].time == time {
        changes[changes.count - 1].bytes = constant + bytes
      } else {
        changes.append((time, constant + bytes))
      }
    }
    return changes
  }

  /// The most that a rank's memory holds in each of some equal parts of the step.
  public func memoryPeaks(ofRank rank: Int, _ memory: StepMemory, parts: Int) -> [Int64] {
    var peaks = [Int64](repeating: 0, count: parts)
    guard stepNanoseconds > 0, parts > 0 else { return peaks }
    let changes = memoryOverTime(ofRank: rank, memory)
    func part(_ time: Int64) -> Int {
      Int(
        stepNanoseconds.dividingFullWidth(min(time, stepNanoseconds - 1).multipliedFullWidth(by: Int64(parts))).quotient
      )
    }
    for (index, change) in changes.enumerated() {
      let end = index + 1 < changes.count ? changes[index + 1].time : stepNanoseconds
      for part in part(change.time)...part(max(change.time, end - 1)) { peaks[part] = max(peaks[part], change.bytes) }
    }
    return peaks
  }

  private func heldStages(_ rank: Int) -> [Int] {
    (0..<schedule.directions).flatMap { direction in
      (0..<schedule.stages).filter { schedule.rank(ofStage: $0, direction: direction) == rank }
    }
  }

  /// Calls `body` with every time at which a rank's activations change and what they are from then on.
  private func forEachActivation(ofRank rank: Int, _ activations: [Int64], _ body: (Int64, Int64) -> Void) {
    var held: Int64 = 0
    for position in schedule.positions(ofRank: rank) {
      let chunk = schedule.chunks[position]
      if chunk.kind.runsForward {
        held += activations[Int(chunk.pass.stage)]
        body(starts[position], held)
      }
      if chunk.kind.releasesActivations {
        held -= activations[Int(chunk.backwardPass.stage)]
        body(ends[position], held)
      }
    }
  }
}
