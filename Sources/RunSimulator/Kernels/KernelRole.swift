/// What a kernel of a layer is for: the groups in which the published trace's kernel time is counted (TR43 to TR50).
public enum KernelRole: String, Sendable, CaseIterable {
  /// GEMMs of plain projections, forward and input gradient.
  case denseGEMM = "dense_gemm"
  /// GEMMs of routed experts, forward and input gradient.
  case groupedGEMM = "grouped_gemm"
  /// GEMMs of weight gradients.
  case weightGEMM = "weight_gemm"
  /// Attention proper.
  case attention
  /// Casts, transposes, permutations and SwiGLU.
  case rearrangement
  /// Norms.
  case norm
  /// The GEMM of the router.
  case router
  /// Other element-wise work, rotary embedding and choice of experts.
  case elementwise
  /// Messages of tensor parallelism among the GPUs of a rank, which its kernels wait for.
  case collective

  /// Whether tensor cores do the work, so that memory does not bound it.
  var usesTensorCores: Bool { [.denseGEMM, .groupedGEMM, .weightGEMM, .attention].contains(self) }
}
