/// A model on a cluster: what a step's chunk times follow from.
public struct ModelRun: Sendable, Equatable {
  /// The model's name; `nil` where chunk times are given.
  public var model: String?
  /// The device, whose links limit communication.
  public var device = "h800-sxm"
  /// GPUs that share the experts of a layer.
  public var expertParallel = 1
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
  /// Whether communication and computation run at once.
  public var overlaps = true
  /// How much more than the mean the most loaded GPU gets, in per cent.
  public var imbalancePercent = 0.0

  /// A run of a model as DeepSeek-V3 was trained, but for its experts on one GPU.
  public init(model: String? = nil) { self.model = model }

  /// The bundled kernels that it takes.
  public var choice: KernelChoice { KernelChoice(isFP8: usesFP8, usesPTX: usesPTX) }

  /// The links of its device.
  public var links: LinkLimits { device == "h800-sxm" ? .h800 : .h100 }

  /// The all-to-all of its layers.
  public var allToAll: AllToAll {
    AllToAll(links: links, backend: backend, sms: communicationSMs, chunkTokens: chunkTokens)
  }
}
