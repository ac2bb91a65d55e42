import GPU
public import Trace

extension StepResult {
  /// Records the step with a part of it kernel by kernel: for each chosen rank a compute and a communication stream with
  /// the launches of its chosen chunks, and within a window a track an SM with a span for what it holds of each kernel.
  ///
  /// A launch's arguments are a JSON object: `layer`, `pass`, `role`, `sms`, `shape`, `estimated`; those of a span on an SM
  /// are `ctas` and `waves`.
  /// - Throws: `RunError.missingKey` where the scenario names no model, `.outOfRange` for a rank or micro-batch that the
  ///   pipeline does not have.
  public func record(into recorder: inout TraceRecorder, _ detail: TraceDetail) throws(RunError) {
    guard let stageTimes, let model = scenario.modelRun.description, let tokens = scenario.tokensPerMicroBatch,
      let gpu = GPUDevice.named(scenario.modelRun.device)
    else {
      throw .missingKey(path: "model.name", reason: "kernels follow from a model, and this scenario gives chunk times")
    }
    try check(detail)
    if detail.isExcerpt { recordInfo(into: &recorder) } else { record(into: &recorder) }
    describe(detail, gpu, &recorder)
    let chosen = chosen(detail)
    let origin = detail.isExcerpt ? chosen.map { starts[$0.position] }.min() ?? 0 : 0
    var launches = LaunchRecorder(
      LaunchMaker(stageTimes, model, scenario.modelRun, tokens: tokens), stageTimes, gpu,
      ctas: detail.ctas.map { Self.moved($0, by: origin) })
    for rank in Set(detail.ranks).sorted() {
      launches.addTracks(ofRank: rank, to: &recorder)
      let ranges =
        detail.isExcerpt
        ? recorder.add(
          Track(kind: .gpuAnnotations, name: "chunks", group: "rank \(rank)", device: rank, order: 1000 * rank)) : nil
      for position in chosen.lazy.filter({ $0.rank == rank }).map(\.position) {
        let chunk = schedule.chunks[position]
        if let ranges {
          recorder.append(
            TraceSpan(
              start: starts[position], duration: ends[position] - starts[position], track: ranges,
              name: recorder.names.intern(chunk.description), category: chunk.kind.category,
              arguments: recorder.names.intern(chunk.arguments)))
        }
        launches.record(chunk, rank: rank, start: starts[position], end: ends[position], into: &recorder)
      }
    }
  }

  /// The chunks that are recorded kernel by kernel.
  private func chosen(_ detail: TraceDetail) -> [(rank: Int, position: Int)] {
    Set(detail.ranks).sorted().flatMap { rank in
      let positions = schedule.positions(ofRank: rank)
      return positions.filter {
        detail.includes(schedule.chunks[$0], place: $0 - positions.lowerBound, start: starts[$0])
      }.map { (rank, $0) }
    }
  }

  private static func moved(_ range: Range<Int64>, by time: Int64) -> Range<Int64> {
    func moved(_ bound: Int64) -> Int64 {
      let (sum, overflow) = bound.addingReportingOverflow(time)
      return overflow ? .max : sum
    }
    return moved(range.lowerBound)..<moved(range.upperBound)
  }

  private func check(_ detail: TraceDetail) throws(RunError) {
    for rank in detail.ranks where rank < 0 || rank >= schedule.ranks {
      throw .outOfRange(path: "ranks", place: nil, value: "\(rank)", allowed: "a rank from 0 to \(schedule.ranks - 1)")
    }
    if let last = detail.microBatches?.upperBound, last >= schedule.microBatches {
      throw .outOfRange(
        path: "micro-batches", place: nil, value: "\(last)",
        allowed: "a micro-batch from 0 to \(schedule.microBatches - 1)")
    }
  }

  private func describe(_ detail: TraceDetail, _ gpu: GPUDevice, _ recorder: inout TraceRecorder) {
    recorder.info.devices = Set(detail.ranks).sorted().map { rank in
      TraceDevice(
        index: rank, name: "NVIDIA \(gpu.name)", computeMajor: gpu.capability.major,
        computeMinor: gpu.capability.minor, multiprocessors: gpu.multiprocessors.value,
        memoryBytes: gpu.memoryBytes?.value)
    }
    if detail.ranks.count == 1 { recorder.info.rank = detail.ranks[0] }
    recorder.info.facts["kernel_level_ranks"] = Set(detail.ranks).sorted().map(String.init).joined(separator: ",")
    if let range = detail.microBatches {
      recorder.info.facts["kernel_level_micro_batches"] = "\(range.lowerBound)..\(range.upperBound)"
    }
    if let places = detail.places {
      recorder.info.facts["kernel_level_chunks"] = "\(places.lowerBound)..\(places.upperBound)"
    }
    if let times = detail.times {
      recorder.info.facts["kernel_level_ns"] = "\(times.lowerBound)..\(times.upperBound)"
    }
    guard let ctas = detail.ctas else { return }
    recorder.info.facts["cta_level_ns"] = "\(ctas.lowerBound)..\(ctas.upperBound)"
    recorder.info.facts["cta_level_rule"] =
      "simulated: a kernel's CTAs are shared evenly among its SMs, and an SM is held for its waves' part of the time"
  }
}
