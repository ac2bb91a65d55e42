public import Trace

extension StepResult {
  /// Records the step: a track a rank, a span a chunk, and for each chunk that had to wait a dependency link from the
  /// chunk whose output it waited for. A chunk without such a link started when its rank was free.
  ///
  /// Arguments of a span are a JSON object of integers: `micro_batch`, `direction`, `stage`, and of an overlapped pair
  /// also `backward_micro_batch`, `backward_direction`, `backward_stage`. The optimizer is a span of category `optimizer` on
  /// every rank, linked from the pipeline's last chunk.
  public func record(into recorder: inout TraceRecorder) {
    recordInfo(into: &recorder)
    let tracks = (0..<schedule.ranks).map { rank in
      recorder.add(Track(kind: .rank, name: "rank \(rank)", group: "pipeline", number: Int64(rank), order: rank))
    }
    var recorded = [Int](repeating: -1, count: schedule.chunks.count)
    for rank in 0..<schedule.ranks {
      for position in schedule.positions(ofRank: rank) {
        let chunk = schedule.chunks[position]
        recorded[position] = recorder.append(
          TraceSpan(
            start: starts[position], duration: ends[position] - starts[position], track: tracks[rank],
            name: recorder.names.intern(chunk.description), category: chunk.kind.category,
            arguments: recorder.names.intern(chunk.arguments)))
      }
    }
    for rank in 0..<schedule.ranks {
      let positions = schedule.positions(ofRank: rank)
      for position in positions where causes[position] >= 0 && !positions.contains(Int(causes[position])) {
        recorder.link(from: recorded[Int(causes[position])], to: recorded[position], kind: .dependency)
      }
    }
    recordOptimizer(into: &recorder, tracks, after: lastChunk.map { recorded[$0] } ?? -1)
    recordMemory(into: &recorder)
  }

  /// A counter a rank: the memory of its GPU over time, in bytes.
  private func recordMemory(into recorder: inout TraceRecorder) {
    guard let memory else { return }
    for rank in 0..<schedule.ranks {
      let track = recorder.add(
        Track(kind: .counter, name: "memory of rank \(rank), bytes", group: "memory", number: Int64(rank), order: rank))
      for change in memoryOverTime(ofRank: rank, memory) {
        recorder.append(CounterSample(track: track, time: change.time, value: Double(change.bytes)))
      }
    }
  }

  private func recordOptimizer(into recorder: inout TraceRecorder, _ tracks: [TrackID], after last: Int) {
    guard let optimizer = scenario.optimizer else { return }
    let name = recorder.names.intern("optimizer")
    for track in tracks {
      let position = recorder.append(
        TraceSpan(start: pipelineEnd, duration: optimizer, track: track, name: name, category: .optimizer))
      recorder.link(from: last, to: position, kind: .dependency)
    }
  }

  func recordInfo(into recorder: inout TraceRecorder) {
    recorder.info.origin = .simulation
    recorder.info.sourceName = scenario.name
    recorder.info.worldSize = scenario.training.gpus
    recorder.info.scenario = scenario.canonicalJSON
    recorder.info.seed = scenario.seed
    var facts = [
      "schedule": schedule.name?.rawValue ?? "custom",
      "ranks": "\(schedule.ranks)",
      "micro_batches": "\(schedule.microBatches)",
      "step_ns": "\(stepNanoseconds)",
      "pipeline_end_ns": "\(pipelineEnd)",
      "bubble_ns": "\(bubbleNanoseconds)",
      "peak_activations": "\(peakActivations)",
    ]
    facts["exposed_communication_ns"] = exposedCommunicationNanoseconds.map { "\($0)" }
    facts["tokens_per_day"] = tokensPerDay.map { "\($0)" }
    facts["gpu_hours_per_trillion_tokens"] = gpuHoursPerTrillionTokens.map { "\($0)" }
    facts["mfu_causal_percent"] = mfuCausalPercent.map { "\($0)" }
    facts["mfu_non_causal_percent"] = mfuNonCausalPercent.map { "\($0)" }
    facts["flop_per_s_per_gpu"] = flopPerSecondPerGPU.map { "\($0)" }
    facts["tokens_per_s"] = tokensPerSecond.map { "\($0)" }
    facts["usd_per_gpu_hour"] = "\(dollarsPerGPUHour)"
    facts["usd_per_trillion_tokens"] = dollarsPerTrillionTokens.map { "\($0)" }
    facts["energy_at_most_mwh_per_trillion_tokens"] = mostMegawattHoursPerTrillionTokens.map { "\($0)" }
    if let memory {
      facts["peak_memory_bytes"] = "\(memory.ranks[memory.fullest].peak)"
      facts["peak_memory_rank"] = "\(memory.fullest)"
      facts["memory_capacity_bytes"] = memory.capacity.map { "\($0)" }
    }
    if let smUse {
      facts["sm_time_compute_ns"] = "\(smUse.compute)"
      facts["sm_time_communication_ns"] = "\(smUse.communication)"
      facts["sm_time_idle_ns"] = "\(smUse.idle)"
    }
    facts["estimated_kernel_time_percent"] = stageTimes.map { "\($0.estimatedPercent)" }
    facts["mfu_base"] = mfuCausalPercent == nil ? nil : scenario.training.peakBase
    recorder.info.facts.merge(facts) { $1 }
  }
}

extension ChunkKind {
  /// The category of its spans.
  public var category: SpanCategory {
    switch self {
    case .forward: .forward
    case .backward: .backward
    case .inputGradient: .inputGradient
    case .weightGradient: .weightGradient
    case .overlappedPair: .overlappedPair
    }
  }
}

extension Chunk {
  /// The JSON object of its span.
  var arguments: String {
    let own = "\"micro_batch\":\(pass.microBatch),\"direction\":\(pass.direction),\"stage\":\(pass.stage)"
    guard kind == .overlappedPair else { return "{\(own)}" }
    return "{\(own),\"backward_micro_batch\":\(backwardPass.microBatch),"
      + "\"backward_direction\":\(backwardPass.direction),\"backward_stage\":\(backwardPass.stage)}"
  }
}
