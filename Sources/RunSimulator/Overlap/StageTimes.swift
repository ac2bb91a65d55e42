/// The chunk times of every stage, from kernels and messages.
public struct StageTimes: Sendable, Equatable {
  /// Layers, heads and prediction layers of each stage, in words' first letters: `d` dense, `m` of experts, `h` head.
  public let stages: [String]
  let forward: [ChunkCost]
  let backward: [ChunkCost]
  let inputGradient: [ChunkCost]
  let weightGradient: [ChunkCost]
  /// By the stage of the forward half, then that of the backward half.
  let pair: [ChunkCost]
  /// The layer kinds of the model.
  let layers: [Character: LayerTimes]
  let overlaps: Bool
  let group: ChunkGroup

  /// The times of a run.
  ///
  /// Stages are cut so that the heaviest is as light as possible.
  /// - Throws: `RunError.missingKernelTime`, or `.conflict` where the pipeline is deeper than the model.
  public init(
    _ run: ModelRun, stages count: Int, tokens: Int, seed: UInt64 = 0, table: KernelTimeTable = .bundled
  ) throws(RunError) {
    guard let model = run.description else {
      throw .missingKey(path: "model.name", reason: "chunk times are derived from a model")
    }
    let loads = run.loads(model, tokens: tokens, seed: seed)
    let layers = try LayerTimes.kinds(model, run, tokens: tokens, table, loads)
    let group = ChunkGroup(loads: loads, notify: run.allToAll.notifyLatency)
    self.layers = layers
    self.group = group
    overlaps = run.overlaps
    var items = Array(repeating: Character("d"), count: model.denseLayers)
    items += Array(repeating: "m", count: model.layers - model.denseLayers) + ["h"]
    for _ in 0..<model.predictionLayers { items += [model.experts > 0 ? "m" : "d", "h"] }
    guard items.count >= count else {
      throw .conflict(
        paths: ["pipeline.ranks", "model.name"], reason: "\(count) stages for \(items.count) layers and heads")
    }
    let costs = layers.mapValues(\.cost)
    let stages = Self.cut(items, into: count) { costs[$0] ?? 0 }
    self.stages = stages
    let contents = stages.map { stage in stage.compactMap { layers[$0] } }
    // Most stages are alike.
    func each(_ chunk: ([LayerTimes]) -> ChunkTimeline) -> [ChunkCost] {
      var known: [String: ChunkCost] = [:]
      return zip(stages, contents).map { stage, layers in
        if let cost = known[stage] { return cost }
        let cost = ChunkCost(chunk(layers))
        known[stage] = cost
        return cost
      }
    }
    forward = each { ChunkTimeline.forward($0, group) }
    backward = each { ChunkTimeline.backward($0, group, overlaps: run.overlaps) }
    inputGradient = each { ChunkTimeline.inputGradient($0, group) }
    weightGradient = each { ChunkTimeline.weightGradient($0, group) }
    var known: [String: ChunkCost] = [:]
    var pairs: [ChunkCost] = []
    for (ahead, forwardStage) in zip(contents, stages) {
      for (back, backwardStage) in zip(contents, stages) {
        let key = forwardStage + "&" + backwardStage
        let time = known[key] ?? ChunkCost(ChunkTimeline.pair(ahead, back, group, overlaps: run.overlaps))
        known[key] = time
        pairs.append(time)
      }
    }
    pair = pairs
  }

  /// What a chunk takes.
  func cost(of chunk: Chunk) -> ChunkCost {
    let stage = Int(chunk.pass.stage)
    return switch chunk.kind {
    case .forward: forward[stage]
    case .backward: backward[stage]
    case .inputGradient: inputGradient[stage]
    case .weightGradient: weightGradient[stage]
    case .overlappedPair: pair[stage * forward.count + Int(chunk.backwardPass.stage)]
    }
  }

  /// How much of the kernel time of a micro-batch is derived from kernels that do other work, in per cent.
  public var estimatedPercent: Double { percent(\.isEstimated) }

  /// How much of it is of kernels that were not simulated on as many SMs as communication leaves, but on more and on
  /// fewer, in per cent.
  public var interpolatedPercent: Double { percent(\.isInterpolated) }

  private func percent(_ isMeant: (LayerTimes.Kernel) -> Bool) -> Double {
    var all: Int64 = 0
    var meant: Int64 = 0
    for kernel in stages.joined().flatMap({ layers[$0]?.all ?? [] }) {
      all += kernel.free
      if isMeant(kernel) { meant += kernel.free }
    }
    return all == 0 ? 0 : 100 * Double(meant) / Double(all)
  }

  /// The names of the kernels whose time is derived from those that do other work; those with most time in a micro-batch
  /// first.
  public var estimatedKernels: [String] {
    var times: [String: Int64] = [:]
    for kernel in stages.joined().flatMap({ layers[$0]?.all ?? [] }) where kernel.isEstimated {
      times[kernel.name, default: 0] += kernel.free
    }
    return times.keys.sorted { (-(times[$0] ?? 0), $0) < (-(times[$1] ?? 0), $1) }
  }

  /// Cuts a sequence into runs so that the heaviest is as light as possible, the lightest limit found by bisection.
  private static func cut(_ items: [Character], into count: Int, cost: (Character) -> Int64) -> [String] {
    func runs(_ limit: Int64) -> [String] {
      var runs = [""]
      var load: Int64 = 0
      for (index, item) in items.enumerated() {
        let needed = count - runs.count
        let isLate = items.count - index <= needed
        if !runs[runs.count - 1].isEmpty && (load + cost(item) > limit || isLate) {
          runs.append("")
          load = 0
        }
        runs[runs.count - 1].append(item)
        load += cost(item)
      }
      return runs
    }
    var low = items.map(cost).max() ?? 0
    var high = items.reduce(0) { $0 + cost($1) }
    while low < high {
      let middle = low + (high - low) / 2
      if runs(middle).count <= count { high = middle } else { low = middle + 1 }
    }
    return runs(low)
  }

  /// The overlapped chunk of a forward and a backward pass through some layers of experts, kernel by kernel.
  public func expertPair(layers count: Int) -> ChunkTimeline {
    let layer = Array(repeating: layers["m"] ?? LayerTimes(), count: count)
    return ChunkTimeline.pair(layer, layer, group, overlaps: overlaps)
  }
}
