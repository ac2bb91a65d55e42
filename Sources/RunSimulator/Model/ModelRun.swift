/// A model on a cluster: what a step's chunk times follow from.
public struct ModelRun: Sendable, Equatable {
  /// The model's name; `nil` where chunk times are given.
  public var model: String?
  /// The device, whose links limit communication.
  public var device = "h800-sxm"
  /// GPUs that share the experts of a layer.
  public var expertParallel = 1
  /// GPUs that share each layer by tensor parallelism, within a node; each has a part of the sequence between GEMMs.
  public var tensorParallel = 1
  /// What backward computes again.
  public var recomputation = Recomputation.selective
  /// Whether GPUs with the same parameters divide the optimizer's state among them (ZeRO-1).
  public var dividesOptimizer = true
  /// How the cards of nodes are joined.
  public var network = ClusterNetwork.multiPlane
  /// NVLink in one direction, in bytes a second as copies achieve it; the device's where `nil`.
  public var nvlink: Double?
  /// A GPU's network card in one direction, in bytes a second as all-to-all achieves it; 40e9 (IS040) where `nil`.
  public var nic: Double?
  /// The most nodes that a token goes to; `nil` where any.
  public var nodeLimit: Int?
  /// SMs of communication.
  public var communicationSMs = 20
  /// Tokens of a chunk to another node.
  public var chunkTokens = 28
  /// How all-to-all is driven.
  public var backend = CommunicationBackend.sm
  /// How tokens travel to experts.
  public var dispatchFormat = WireFormat.fp8
  /// How they travel back.
  public var combineFormat = WireFormat.bf16
  /// Whether GEMMs run in FP8.
  public var usesFP8 = true
  /// Whether matrix kernels are those with hand-written PTX.
  public var usesPTX = true
  /// Classes of GEMMs that differ from `usesFP8`.
  public var fp8Classes: [KernelRole: Bool] = [:]
  /// Classes of kernels that differ from `usesPTX`.
  public var ptxClasses: [KernelRole: Bool] = [:]
  /// Whether communication and computation run at once.
  public var overlaps = true
  /// How much more than the mean every GPU gets, in per cent, in place of loads from `experts`.
  public var imbalancePercent = 0.0
  /// How tokens choose experts.
  public var experts = ExpertSettings()

  /// A run of a model as DeepSeek-V3 was trained, but for its experts on one GPU.
  public init(model: String? = nil) { self.model = model }

  /// The bundled kernels that it takes.
  public var choice: KernelChoice {
    var choice = KernelChoice(isFP8: usesFP8, usesPTX: usesPTX)
    for (role, gemms) in [
      (KernelRole.denseGEMM, \KernelChoice.dense), (.groupedGEMM, \.grouped), (.weightGEMM, \.weight),
    ] {
      if let isFP8 = fp8Classes[role] { choice[keyPath: gemms].isFP8 = isFP8 }
      if let usesPTX = ptxClasses[role] { choice[keyPath: gemms].usesPTX = usesPTX }
    }
    choice.attentionUsesPTX = ptxClasses[.attention] ?? usesPTX
    return choice
  }

  /// The links of its device, or those that it gives.
  public var links: LinkLimits {
    var links = device == "h800-sxm" ? LinkLimits.h800 : .h100
    links.nvlink = nvlink ?? links.nvlink
    links.nic = nic ?? links.nic
    // Messages that cross cards; those of other backends go to the same card and on over NVLink.
    if backend == .lowLatency { links.callLatency += network.crossingLatency }
    return links
  }

  /// Of the tokens of a micro-batch those that a GPU has between GEMMs.
  func ownTokens(_ tokens: Int) -> Int { max(1, tokens / tensorParallel) }

  /// The all-to-all of its layers.
  public var allToAll: AllToAll {
    AllToAll(links: links, backend: backend, sms: communicationSMs, chunkTokens: chunkTokens)
  }
}
