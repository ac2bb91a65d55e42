extension Scenario {
  /// Keys of what chunk times are derived from.
  static let modelKeys: [ScenarioKey] =
    [
      .text(
        modelPath, "the model that chunk times are derived from, in place of chunks.*",
        choices: ModelDescription.all.map(\.name), get: { $0.modelRun.model }, set: { $0.modelRun.model = $1 }),
      .text(
        "cluster.device", "the GPU, in nodes of eight", choices: devices,
        get: { $0.modelRun.model == nil ? nil : $0.modelRun.device }, set: { $0.modelRun.device = $1 ?? devices[0] }),
      rate(
        "cluster.nvlink_bytes_per_s", "NVLink in one direction, as copies achieve it; the device's where not given",
        \.nvlink),
      rate(
        "cluster.nic_bytes_per_s",
        "a GPU's network card in one direction, as all-to-all achieves it; 40e9 where not given", \.nic),
      .choice("cluster.network", "how the cards of nodes are joined", \.modelRun.network, or: .multiPlane),
      derived("plan.expert_parallel", 1...4096, "GPUs that share the experts of a layer", \.expertParallel, or: 1),
      derived(
        "plan.tensor_parallel", 1...8, "GPUs of a node that share each layer and are one rank of a pipeline",
        \.tensorParallel, or: 1),
      .choice("plan.recomputation", "what backward computes again", \.modelRun.recomputation, or: .selective),
      .choice(
        "plan.zero1", "whether GPUs with the same parameters divide the optimizer's state", \.modelRun.zero1Choice,
        or: .on),
      .optionalInteger(
        "communication.node_limit", 1...512,
        "the most nodes, or experts.groups, that a token goes to; any where not given",
        get: { $0.modelRun.model == nil ? nil : $0.modelRun.nodeLimit.map(Int64.init) },
        set: { $0.modelRun.nodeLimit = $1.map(Int.init) }),
      derived("communication.sms", 0...128, "SMs that communication holds", \.communicationSMs, or: 20),
      derived(
        "communication.rdma_chunk_tokens", 1...1024, "tokens of a chunk to another node", \.chunkTokens, or: 28),
      .choice("communication.backend", "how all-to-all is driven", \.modelRun.backend, or: .sm),
      .choice("communication.dispatch", "how tokens travel to experts", \.modelRun.dispatchFormat, or: .fp8),
      .choice("communication.combine", "how tokens travel back", \.modelRun.combineFormat, or: .bf16),
      .choice("communication.overlap", "whether kernels run beside all-to-all", \.modelRun.overlapChoice, or: .on),
      .choice("precision.gemm", "what projections and experts compute in", \.modelRun.precision, or: .fp8),
      .choice("kernels.path", "how matrix kernels are written", \.modelRun.path, or: .ptx),
    ]
    + [KernelRole.denseGEMM, .groupedGEMM, .weightGEMM].map { precision($0) }
    + [KernelRole.denseGEMM, .groupedGEMM, .weightGEMM, .attention].map { path($0) }

  private static func precision(_ role: KernelRole) -> ScenarioKey {
    .text(
      "precision.\(role.rawValue)", "what these GEMMs compute in; as precision.gemm where not given",
      choices: ModelRun.Precision.allCases.map(\.rawValue),
      get: { scenario in
        scenario.modelRun.fp8Classes[role].map { ($0 ? ModelRun.Precision.fp8 : .bf16).rawValue }
      },
      set: { $0.modelRun.fp8Classes[role] = $1.map { $0 == ModelRun.Precision.fp8.rawValue } })
  }

  private static func path(_ role: KernelRole) -> ScenarioKey {
    .text(
      "kernels.\(role.rawValue)", "how these kernels are written; as kernels.path where not given",
      choices: ModelRun.Path.allCases.map(\.rawValue),
      get: { scenario in scenario.modelRun.ptxClasses[role].map { ($0 ? ModelRun.Path.ptx : .cuda).rawValue } },
      set: { $0.modelRun.ptxClasses[role] = $1.map { $0 == ModelRun.Path.ptx.rawValue } })
  }

  private static let modelPath = "model.name"

  /// The keys that mean something for this scenario: chunk times where they are given, what they are derived from where
  /// they follow from a model.
  public var effectiveKeys: [ScenarioKey] {
    if modelRun.model != nil {
      return Self.keys.filter {
        $0.path != Self.gpusPerRankPath && (!$0.path.hasPrefix("chunks.") || $0.path == "chunks.jitter_percent")
      }
    }
    let derived = Set((Self.modelKeys + Self.expertKeys).map(\.path)).subtracting([Self.modelPath])
    return Self.keys.filter { !derived.contains($0.path) }
  }

  private static func rate(
    _ path: String, _ meaning: String, _ member: any WritableKeyPath<ModelRun, Double?> & Sendable
  ) -> ScenarioKey {
    .number(
      path, 1e6...1e15, meaning, get: { $0.modelRun[keyPath: member] }, set: { $0.modelRun[keyPath: member] = $1 })
  }

  /// Those whose kernels can be timed and whose links are known.
  private static let devices = ["h800-sxm", "h100-sxm"]

  static func derived(
    _ path: String, _ range: ClosedRange<Int64>, _ meaning: String,
    _ member: any WritableKeyPath<ModelRun, Int> & Sendable, or fallback: Int
  ) -> ScenarioKey {
    .optionalInteger(
      path, range, meaning,
      get: { $0.modelRun.model == nil ? nil : Int64($0.modelRun[keyPath: member]) },
      set: { $0.modelRun[keyPath: member] = $1.map { Int($0) } ?? fallback })
  }
}

extension ModelRun {
  enum Switch: String, CaseIterable, Sendable {
    case on, off
  }

  enum Precision: String, CaseIterable, Sendable {
    case fp8, bf16
  }

  enum Path: String, CaseIterable, Sendable {
    case ptx, cuda
  }

  var overlapChoice: Switch {
    get { overlaps ? .on : .off }
    set { overlaps = newValue == .on }
  }

  var zero1Choice: Switch {
    get { dividesOptimizer ? .on : .off }
    set { dividesOptimizer = newValue == .on }
  }

  var precision: Precision {
    get { usesFP8 ? .fp8 : .bf16 }
    set { usesFP8 = newValue == .fp8 }
  }

  var path: Path {
    get { usesPTX ? .ptx : .cuda }
    set { usesPTX = newValue == .ptx }
  }
}
