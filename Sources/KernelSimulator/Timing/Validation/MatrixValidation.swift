import GPU
import KernelLibrary

/// Published rates of matrix multiplications beside those of the bundled kernels.
enum MatrixValidation {
  private static let ladderSource = "pranjalssh/fast.cu@38eb642"

  /// The ladder of fast.cu on the H100 SXM, by the bundled kernel with the same features: up to WS032 every thread arrives
  /// at barriers, from WS033 on one of each warp. That of WS026 needs 197 registers where this one needs 154, so that an
  /// SM holds two of its CTAs, not three; with two it would have 416.
  static var ladder: [ValidationCase] {
    let rungs: [(String, String, String, Double)] = [
      ("WS025", "wgmma and TMA, 64 x 64", "gemm_bf16_wgmma64_ptx", 317),
      ("WS026", "tiles of 128 x 128", "gemm_bf16_wgmma_ptx", 423),
      ("WS027", "producer and consumer", "gemm_bf16_specialised_ptx", 498),
      ("WS029", "two consumers, 128 x 256", "gemm_bf16_wide_ptx", 610),
      ("WS030", "setmaxnreg", "gemm_bf16_setmaxnreg_ptx", 631),
      ("WS033", "persistent, order for L2, one arrival a warp", "gemm_bf16_persistent_ptx", 704),
      ("WS034", "clusters of two, multicast", "gemm_bf16_cluster_ptx", 734),
    ]
    return rungs.map { id, what, kernel, rate in
      ValidationCase(
        id, "\(what) as \(kernel)", "TFLOPS", rate, ladderSource, kernel: kernel,
        ["m": 4096, "n": 4096, "k": 4096], work: 2 * 4096 * 4096 * 4096, parameters: .h100SXM)
    }
  }

  /// DeepGEMM's tables and those of its pull requests 74, 81 and 95, by the tile that its rule took at that time.
  static var deepGEMM: [ValidationCase] {
    let products = deepGEMMRows.map { id, m, n, k, groups, rate, source, rule in
      product(
        id, "FP8 GEMM", (m, n, k), groups: groups, rate, "deepseek-ai/DeepGEMM \(source)", rule,
        options: KernelTimingOptions())
    }
    let weights = weightRows.map { id, m, n, k, rate in
      weight(
        id, "FP8 weight gradient", (m, n, k), rate, "deepseek-ai/DeepGEMM PR #95", "fp8_gemm_weight_128x152b_ptx",
        options: KernelTimingOptions())
    }
    return products + weights
  }

  /// The dense and the grouped products of the trace, and its weight gradients. They ran on 112 SMs while communication
  /// held the others, at the clock that is reported for that (DG165). The tiles of the products are not known;
  /// DeepGEMM's of the same month stand for them. Those of the weight gradients follow from their shared memory.
  static var trace: [ValidationCase] {
    let options = KernelTimingOptions(clockMegahertz: 1575, multiprocessors: 112)
    let products = traceRows.map { id, role, m, n, k, groups, rate in
      product(
        id, "\(role),", (m, n, k), groups: groups, rate, "trace_gemm_summary", .first, options: options)
    }
    let weights = traceWeightRows.map { id, role, tokens, rows, columns, rate in
      weight(
        id, "\(role),", (rows, columns, tokens), rate, "trace_gemm_summary", "fp8_gemm_weight_ptx", options: options)
    }
    return products + weights
  }

  private static func weight(
    _ id: String, _ what: String, _ size: (m: Int, n: Int, k: Int), _ rate: Double, _ source: String,
    _ kernel: String, options: KernelTimingOptions
  ) -> ValidationCase {
    let (m, n, k) = size
    return ValidationCase(
      id, "\(what) \(m)x\(n)x\(k), \(kernel)", "TFLOPS", rate, source, kernel: kernel, ["m": m, "n": n, "k": k],
      work: 2 * Double(m) * Double(n) * Double(k), parameters: .h800SXM, options: options)
  }

  private static func product(
    _ id: String, _ what: String, _ size: (m: Int, n: Int, k: Int), groups: Int, _ rate: Double, _ source: String,
    _ rule: FP8GEMMTile.Rule, options: KernelTimingOptions
  ) -> ValidationCase {
    let (m, n, k) = size
    let isGrouped = groups > 1
    var shape = ["m": m, "n": n, "k": k]
    if isGrouped { shape["groups"] = groups }
    let parameters = KernelTimingParameters.h800SXM
    let tile = FP8GEMMTile.chosen(
      m: m, n: n, k: k, isGrouped: isGrouped,
      multiprocessors: options.usedMultiprocessors(of: parameters.device.multiprocessors.value), rule: rule)
    return ValidationCase(
      id, "\(what) \(m)x\(n)x\(k)\(isGrouped ? ", \(groups) groups" : ""), tile \(tile)", "TFLOPS", rate, source,
      kernel: tile.kernel, shape, work: 2 * Double(m) * Double(n) * Double(k), parameters: parameters,
      options: options)
  }
}
