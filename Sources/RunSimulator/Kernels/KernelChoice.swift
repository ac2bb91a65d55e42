/// Which bundled kernels do a layer's work.
public struct KernelChoice: Sendable, Equatable {
  /// Whether GEMMs of projections and experts run in FP8.
  public var isFP8: Bool
  /// Whether matrix kernels are those with hand-written PTX.
  public var usesPTX: Bool

  /// A choice.
  public init(isFP8: Bool, usesPTX: Bool) {
    self.isFP8 = isFP8
    self.usesPTX = usesPTX
  }

  func gemm(_ m: Int, _ n: Int, _ k: Int) -> String {
    let kernel =
      isFP8
      ? (usesPTX ? "fp8_gemm_ptx" : "fp8_gemm_cuda")
      : (usesPTX ? "gemm_bf16_persistent_ptx" : "gemm_bf16_tiled_cuda")
    return "\(kernel) m=\(m),n=\(n),k=\(k)"
  }

  func grouped(_ m: Int, _ n: Int, _ k: Int, experts: Int) -> String {
    guard isFP8 else { return gemm(m, n, k) }
    return "fp8_gemm_grouped_\(usesPTX ? "ptx" : "cuda") m=\(m),n=\(n),k=\(k),groups=\(experts)"
  }

  func attention(queries: Int, heads: Int, size: Int) -> String {
    "attention\(size)_\(usesPTX ? "ptx" : "cuda") queries=\(queries),keys=\(queries),heads=\(heads),causal=1"
  }
}
