/// Published rates of matrix multiplications beside those of the bundled kernels.
enum MatrixValidation {
  private static let ladderSource = "pranjalssh/fast.cu@38eb642"

  /// The ladder of fast.cu on the H100 SXM, by the bundled kernel with the same features.
  static var ladder: [ValidationCase] {
    let rungs: [(String, String, String, Double)] = [
      ("WS025", "wgmma and TMA, 64 x 64", "gemm_bf16_wgmma64_ptx", 317),
      ("WS026", "tiles of 128 x 128", "gemm_bf16_wgmma_ptx", 423),
      ("WS027", "producer and consumer", "gemm_bf16_specialised_ptx", 498),
      ("WS029", "two consumers, 128 x 256", "gemm_bf16_wide_ptx", 610),
      ("WS030", "setmaxnreg", "gemm_bf16_setmaxnreg_ptx", 631),
      ("WS032", "persistent, order for L2", "gemm_bf16_persistent_ptx", 660),
      ("WS034", "clusters of two, multicast", "gemm_bf16_cluster_ptx", 734),
    ]
    return rungs.map { id, what, kernel, rate in
      ValidationCase(
        id, "\(what) as \(kernel)", "TFLOPS", rate, ladderSource, kernel: kernel,
        ["m": 4096, "n": 4096, "k": 4096], work: 2 * 4096 * 4096 * 4096, parameters: .h100SXM)
    }
  }

  /// DeepGEMM's tables and the rows of its pull request 74 for tiles of 128 x 128. The bundled kernel has that tile for
  /// every shape and no multicast; DeepGEMM chooses the tile by shape, down to 64 x 16.
  static var deepGEMM: [ValidationCase] {
    deepGEMMRows.map { id, m, n, k, groups, rate, source in
      let isGrouped = groups > 1
      var shape = ["m": m, "n": n, "k": k]
      if isGrouped { shape["groups"] = groups }
      return ValidationCase(
        id, "FP8 GEMM \(m)x\(n)x\(k)" + (isGrouped ? ", \(groups) groups" : ""), "TFLOPS", rate,
        "deepseek-ai/DeepGEMM \(source)", kernel: isGrouped ? "fp8_gemm_grouped_ptx" : "fp8_gemm_ptx", shape,
        work: 2 * Double(m) * Double(n) * Double(k), parameters: .h800SXM)
    }
  }

  /// The dense and the grouped products of the trace. They ran on 112 SMs while communication held the others, at the
  /// clock that is reported for that (DG165).
  static var trace: [ValidationCase] {
    traceRows.map { id, role, m, n, k, groups, rate in
      let isGrouped = groups > 1
      var shape = ["m": m, "n": n, "k": k]
      if isGrouped { shape["groups"] = groups }
      return ValidationCase(
        id, "\(role), \(m)x\(n)x\(k)", "TFLOPS", rate, "trace_gemm_summary",
        kernel: isGrouped ? "fp8_gemm_grouped_ptx" : "fp8_gemm_ptx", shape,
        work: 2 * Double(m) * Double(n) * Double(k), parameters: .h800SXM,
        options: KernelTimingOptions(clockMegahertz: 1575, multiprocessors: 112))
    }
  }
}
