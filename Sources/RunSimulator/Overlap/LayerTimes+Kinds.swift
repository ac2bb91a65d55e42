import GPU
import KernelSimulator

extension LayerTimes {
  /// The layers of a run by kind: `d` dense, `m` with experts, `h` head.
  static func kinds(
    _ model: ModelDescription, _ run: ModelRun, tokens: Int, _ table: KernelTimeTable
  ) throws(RunError) -> [Character: LayerTimes] {
    let works = LayerWork.kinds(model, run, tokens: tokens)
    let parameters = run.parameters
    let sms = parameters.device.multiprocessors.value
    let memory = Double(parameters.device.memoryBytesPerSecond?.value ?? 0) * parameters.memoryEfficiency.value
    let traffic = ExpertTraffic(
      tokens: tokens, hidden: model.hidden, experts: max(1, model.experts), topK: model.topK,
      ranks: run.expertParallel, nodeLimit: run.nodeLimit)
    let calls = run.allToAll
    let factor = 1 + run.imbalancePercent / 100
    func time(_ format: WireFormat) -> Int64 {
      Int64((Double(calls.nanoseconds(traffic, format, topK: model.topK)) * factor).rounded())
    }
    let dispatch = time(run.dispatchFormat)
    // Each byte on a link is read from memory and written to it.
    let bytes = 2 * (traffic.networkBytes(run.dispatchFormat) + traffic.nvlinkBytes(run.dispatchFormat))
    let share = Int64((1000 * bytes / (Double(max(1, dispatch)) * 1e-9) / memory).rounded())
    var kinds: [Character: LayerTimes] = [:]
    for (kind, work) in works {
      var times = try LayerTimes(
        work, table, sms: sms, heldSMs: model.experts > 0 ? calls.heldSMs : 0,
        memoryPermille: model.experts > 0 ? share : 0, memoryRate: memory,
        launchOverhead: parameters.launchOverhead.value)
      if work.isRouted && run.expertParallel > 1 {
        times.dispatch = dispatch
        times.gradientDispatch = dispatch
        times.combine = time(run.combineFormat)
        times.gradientCombine = times.combine
      }
      kinds[kind] = times
    }
    return kinds
  }
}

extension ModelRun {
  /// The timing parameters of its kernels. H800 and H100 are the same chip but for NVLink, so both take those of the
  /// H800: what differs between them is then the links alone, not assumptions about clocks.
  var parameters: KernelTimingParameters { .h800SXM }

  /// The device that its kernels are timed on.
  public var timedDevice: String { parameters.device.id }

  /// The SMs of its device.
  var multiprocessors: Int { parameters.device.multiprocessors.value }

  /// The model.
  public var description: ModelDescription? { model.flatMap(ModelDescription.named) }

  /// Every bundled kernel that a run needs a time of, sorted.
  public func kernelKeys(tokens: Int) -> [String] {
    guard let model = description else { return [] }
    let works = LayerWork.kinds(model, self, tokens: tokens)
    return Set(works.values.flatMap { $0.all.compactMap(\.key) }).sorted()
  }
}

extension LayerWork {
  /// The kinds of layers that a model has.
  static func kinds(_ model: ModelDescription, _ run: ModelRun, tokens: Int) -> [Character: LayerWork] {
    var kinds: [Character: LayerWork] = ["h": LayerWork(head: model, tokens: tokens, usesPTX: run.usesPTX)]
    if model.denseLayers > 0 || model.experts == 0 {
      kinds["d"] = LayerWork(model, tokens: tokens, rows: 0, localExperts: 0, run.choice)
    }
    if model.experts > 0 {
      let rows = Double(tokens * model.topK) * (1 + run.imbalancePercent / 100)
      // Rows of an expert are padded to the tiles of the grouped GEMM, 128 high.
      let padded = (Int(rows) + 127) / 128 * 128
      kinds["m"] = LayerWork(
        model, tokens: tokens, rows: padded, localExperts: max(1, model.experts / run.expertParallel), run.choice)
    }
    return kinds
  }
}
