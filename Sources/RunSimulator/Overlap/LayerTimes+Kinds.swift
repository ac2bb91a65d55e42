import GPU
import KernelSimulator

extension LayerTimes {
  /// The layers of a run by kind: `d` dense, `m` with experts, `h` head.
  ///
  /// - Parameter loads: of the GPUs that share the experts.
  static func kinds(
    _ model: ModelDescription, _ run: ModelRun, tokens: Int, _ table: KernelTimeTable, _ loads: ChunkLoads
  ) throws(RunError) -> [Character: LayerTimes] {
    let parameters = run.parameters
    let sms = parameters.device.multiprocessors.value
    let calls = run.allToAll
    let heldSMs = model.experts > 0 ? calls.heldSMs : 0
    let memory = MemoryLoad(parameters, sms: sms - heldSMs)
    let traffic = run.traffic(model, tokens: tokens, loads)
    func links(_ kind: MessageKind, _ format: WireFormat, latency: Double) -> LayerMessage.Links {
      .init(calls.linkTimes(kind, traffic, format, topK: model.topK, latency: latency))
    }
    // Each byte on a link is read from memory and written to it.
    let bytes = 2 * (traffic.networkBytes(run.dispatchFormat) + traffic.nvlinkBytes(run.dispatchFormat))
    let dispatch = calls.nanoseconds(.dispatch, traffic, run.dispatchFormat, topK: model.topK)
    let share = Int64((1000 * bytes / (Double(max(1, dispatch)) * 1e-9) / memory.bytesPerSecond).rounded())
    func times(_ work: LayerWork) throws(RunError) -> LayerTimes {
      try LayerTimes(
        work, table, sms: sms, heldSMs: heldSMs, memoryPermille: model.experts > 0 ? share : 0,
        memoryRate: memory.bytesPerSecond, nvlink: run.links.nvlink, launchOverhead: parameters.launchOverhead.value)
    }
    let loaded = run.isUneven ? LayerWork.loaded(model, run, tokens: tokens) : nil
    var kinds: [Character: LayerTimes] = [:]
    for (kind, work) in LayerWork.kinds(model, run, tokens: tokens) {
      var layer = try times(work)
      if work.isRouted, let loaded { layer.setSlopes(try times(loaded), load: LayerWork.heavyLoad) }
      if work.isRouted && run.expertParallel > 1 {
        let bound = layer.memoryBoundPart
        func message(_ kind: MessageKind, _ format: WireFormat) -> LayerMessage {
          let alone = links(kind, format, latency: memory.latency)
          let busy = links(kind, format, latency: memory.busyLatency)
          // Bytes go at one rate beside kernels that memory bounds and at another beside the others.
          func mean(_ quick: Double, _ slow: Double) -> Double {
            quick == 0 ? 0 : 1 / ((1 - bound) / quick + bound / slow)
          }
          var beside = alone
          beside.network = mean(alone.network, busy.network)
          beside.nvlink = mean(alone.nvlink, busy.nvlink)
          return LayerMessage(alone: alone, beside: beside, call: calls.links.callLatency)
        }
        layer.dispatch = message(.dispatch, run.dispatchFormat)
        layer.gradientDispatch = layer.dispatch
        layer.combine = message(.combine, run.combineFormat)
        layer.gradientCombine = layer.combine
      }
      kinds[kind] = layer
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

  /// Whether GPUs have unequal loads, or more than the average.
  var isUneven: Bool { experts.isUneven || imbalancePercent > 0 }

  /// The loads of the GPUs that share a layer's experts.
  func loads(_ model: ModelDescription, tokens: Int, seed: UInt64) -> ChunkLoads {
    guard model.experts > 0, expertParallel > 1 else { return ChunkLoads(all: 1) }
    guard experts.isUneven || experts.groups != nil else { return ChunkLoads(all: 1 + imbalancePercent / 100) }
    return ChunkLoads.of(ExpertGroup(model, self, tokens: tokens, seed: seed))
  }

  /// What all-to-all carries.
  func traffic(_ model: ModelDescription, tokens: Int, _ loads: ChunkLoads) -> ExpertTraffic {
    let own = ownTokens(tokens)
    if let tally = loads.tally {
      let group = ExpertGroup(model, self, tokens: tokens, seed: 0)
      return ExpertTraffic(tokens: own, hidden: model.hidden, tally, counted: ChunkLoads.counted(group))
    }
    return ExpertTraffic(
      tokens: own, hidden: model.hidden, experts: max(1, model.experts), topK: model.topK, ranks: expertParallel,
      gpusPerNode: ExpertGroup.gpusPerNode, nodeLimit: nodeLimit)
  }

  /// The SMs of its device.
  var multiprocessors: Int { parameters.device.multiprocessors.value }

  /// The model, with as many experts as the run says.
  public var description: ModelDescription? {
    guard var description = model.flatMap(ModelDescription.named) else { return nil }
    guard description.experts > 0 else { return description }
    description.experts = experts.count ?? description.experts
    description.topK = experts.topK ?? description.topK
    return description
  }

  /// Every bundled kernel that a run needs a time of, sorted.
  public func kernelKeys(tokens: Int) -> [String] {
    guard let model = description else { return [] }
    var works = Array(LayerWork.kinds(model, self, tokens: tokens).values)
    if isUneven && model.experts > 0 { works.append(LayerWork.loaded(model, self, tokens: tokens)) }
    return Set(works.flatMap { $0.all.compactMap(\.key) }).sorted()
  }
}

extension LayerWork {
  /// The kinds of layers that a model has.
  static func kinds(_ model: ModelDescription, _ run: ModelRun, tokens: Int) -> [Character: LayerWork] {
    let part = model.sharded(by: run.tensorParallel)
    var kinds: [Character: LayerWork] = ["h": LayerWork(head: part, run, tokens: tokens)]
    if model.denseLayers > 0 || model.experts == 0 {
      kinds["d"] = LayerWork(part, run, tokens: tokens, rows: 0, localExperts: 0)
    }
    if model.experts > 0 { kinds["m"] = routed(model, run, tokens: tokens, load: 1) }
    return kinds
  }

  /// A load at which kernels of experts are timed beside the average: times in between and beyond are linear.
  static let heavyLoad = 1.5

  /// A layer whose experts get more than the average.
  static func loaded(_ model: ModelDescription, _ run: ModelRun, tokens: Int) -> LayerWork {
    routed(model, run, tokens: tokens, load: heavyLoad)
  }

  private static func routed(
    _ model: ModelDescription, _ run: ModelRun, tokens: Int, load: Double
  ) -> LayerWork {
    // Rows of an expert are padded to the tiles of the grouped GEMM, 128 high.
    let rows = (Int(Double(run.ownTokens(tokens) * model.topK) * load) + 127) / 128 * 128
    return LayerWork(
      model.sharded(by: run.tensorParallel), run, tokens: tokens, rows: rows,
      localExperts: max(1, model.experts / run.expertParallel))
  }
}
