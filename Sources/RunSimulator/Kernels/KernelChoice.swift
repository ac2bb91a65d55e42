import KernelLibrary

/// Which bundled kernels do a layer's work. FP8 GEMMs in PTX take the tile that DeepGEMM's first rule takes for their
/// shape: the published trace is of the same month, and older than its wider and taller tiles.
public struct KernelChoice: Sendable, Equatable {
  /// How the GEMMs of a class are computed.
  public struct GEMM: Sendable, Equatable {
    /// Whether in FP8.
    public var isFP8: Bool
    /// Whether by the kernel with hand-written PTX.
    public var usesPTX: Bool

    /// GEMMs of a class.
    public init(isFP8: Bool, usesPTX: Bool) {
      self.isFP8 = isFP8
      self.usesPTX = usesPTX
    }
  }

  /// Of plain projections, forward and input gradient.
  public var dense: GEMM
  /// Of routed experts, forward and input gradient.
  public var grouped: GEMM
  /// Of weight gradients.
  public var weight: GEMM
  /// Whether attention is the kernel with hand-written PTX.
  public var attentionUsesPTX: Bool

  /// A choice for all classes.
  public init(isFP8: Bool, usesPTX: Bool) {
    dense = GEMM(isFP8: isFP8, usesPTX: usesPTX)
    grouped = dense
    weight = dense
    attentionUsesPTX = usesPTX
  }

  /// The same in bf16: what stays in the original precision.
  var plain: KernelChoice {
    var plain = self
    plain.dense.isFP8 = false
    plain.grouped.isFP8 = false
    plain.weight.isFP8 = false
    return plain
  }

  /// How the GEMMs of a role are computed.
  func gemms(_ role: KernelRole) -> GEMM {
    switch role {
    case .groupedGEMM: grouped
    case .weightGEMM: weight
    default: dense
    }
  }

  func gemm(_ m: Int, _ n: Int, _ k: Int, _ role: KernelRole = .denseGEMM) -> String {
    let choice = gemms(role)
    let kernel =
      choice.isFP8
      ? (choice.usesPTX ? FP8GEMMTile.chosen(m: m, n: n, k: k, rule: .first).kernel : "fp8_gemm_cuda")
      : (choice.usesPTX ? Self.bf16Kernel(m, n) : "gemm_bf16_wmma_cuda")
    return "\(kernel) m=\(m),n=\(n),k=\(k)"
  }

  /// SMs of the devices that steps can run on.
  private static let multiprocessors = 132

  /// Tiles of 128 x 256, or half as wide where those would leave more than half of the SMs without one, as the trace's
  /// GEMMs of the router are.
  private static func bf16Kernel(_ m: Int, _ n: Int) -> String {
    let tiles = ((m + 127) / 128) * ((n + 255) / 256)
    return 2 * tiles <= multiprocessors ? "gemm_bf16_specialised_ptx" : "gemm_bf16_persistent_ptx"
  }

  /// The gradient of a weight, a sum over tokens that is added to f32; in bf16 that of an ordinary product.
  func weights(_ outputs: Int, _ inputs: Int, tokens: Int) -> String {
    guard weight.isFP8 else { return gemm(outputs, inputs, tokens, .weightGEMM) }
    return "fp8_gemm_weight_\(weight.usesPTX ? "ptx" : "cuda") m=\(outputs),n=\(inputs),k=\(tokens)"
  }

  func grouped(_ m: Int, _ n: Int, _ k: Int, experts: Int) -> String {
    guard grouped.isFP8 else { return gemm(m, n, k, .groupedGEMM) }
    let kernel =
      grouped.usesPTX
      ? FP8GEMMTile.chosen(m: m, n: n, k: k, isGrouped: true, rule: .first).kernel : "fp8_gemm_grouped_cuda"
    return "\(kernel) m=\(m),n=\(n),k=\(k),groups=\(experts)"
  }

  func attention(queries: Int, heads: Int, size: Int) -> String {
    "attention\(size)_\(attentionUsesPTX ? "ptx" : "cuda") queries=\(queries),keys=\(queries),heads=\(heads),causal=1"
  }
}
