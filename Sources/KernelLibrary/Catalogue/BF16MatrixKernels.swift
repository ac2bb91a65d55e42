extension KernelLibrary {
  private static let m = KernelDimension("m", "rows of the result", standard: 4096)
  private static let n = KernelDimension("n", "columns of the result", standard: 4096)
  private static let k = KernelDimension("k", "terms of each sum", standard: 4096)
  private static let nOf8 = KernelDimension("n", "columns of the result", standard: 4096, multiple: 8)
  private static let kOf8 = KernelDimension("k", "terms of each sum", standard: 4096, multiple: 8)

  private static let d = KernelBuffer(.bf16, .write, .zero) { $0["m"] * $0["n"] }
  private static let a = KernelBuffer(.bf16, .read, .signed) { $0["m"] * $0["k"] }
  private static let b = KernelBuffer(.bf16, .read, .signed) { $0["n"] * $0["k"] }

  /// The ladder of bf16 matrix multiplications, from plain CUDA up; each rung adds one thing to the one before.
  static let bf16MatrixKernels: [BundledKernel] = [
    BundledKernel(
      "gemm_bf16_naive_cuda", "bf16 GEMM, one thread an element", work: "gemm_bf16", path: .cuda,
      dimensions: [m, n, k], parameters: pointers([m, n, k])
    ) {
      .tiling(columns: ($0["n"], 32), rows: ($0["m"], 8), block: KernelExtent(32, 8))
    },
    BundledKernel(
      "gemm_bf16_tiled_cuda", "bf16 GEMM through shared tiles", work: "gemm_bf16", path: .cuda,
      dimensions: [m, n, k], parameters: pointers([m, n, k])
    ) { .tiling(columns: ($0["n"], 128), rows: ($0["m"], 128)) },
    BundledKernel(
      "gemm_bf16_wmma_cuda", "bf16 GEMM on tensor cores through nvcuda::wmma", work: "gemm_bf16", path: .cuda,
      dimensions: [m, n, kOf8], parameters: pointers([m, n, kOf8])
    ) { .tiling(columns: ($0["n"], 128), rows: ($0["m"], 128)) },
    BundledKernel(
      "gemm_bf16_mma_ptx", "bf16 GEMM with cp.async, ldmatrix and mma.sync", work: "gemm_bf16", path: .ptx,
      dimensions: [m, nOf8, kOf8], parameters: pointers([m, nOf8, kOf8])
    ) { .tiling(columns: ($0["n"], 128), rows: ($0["m"], 128)) },
    BundledKernel(
      "gemm_bf16_wgmma64_ptx", "bf16 GEMM with TMA and wgmma on 64 x 64 tiles", work: "gemm_bf16", path: .ptx,
      dimensions: [m, nOf8, kOf8], parameters: maps(rows: 64, columns: 64)
    ) {
      .tiling(
        columns: ($0["n"], 64), rows: ($0["m"], 64), block: KernelExtent(128), dynamicSharedBytes: 16384)
    },
    BundledKernel(
      "gemm_bf16_wgmma_ptx", "bf16 GEMM with TMA and wgmma on 128 x 128 tiles", work: "gemm_bf16", path: .ptx,
      dimensions: [m, nOf8, kOf8], parameters: maps(rows: 128, columns: 128)
    ) {
      .tiling(
        columns: ($0["n"], 128), rows: ($0["m"], 128), block: KernelExtent(128), dynamicSharedBytes: 32768)
    },
    BundledKernel(
      "gemm_bf16_specialised_ptx", "bf16 GEMM with a producer and a consumer warpgroup", work: "gemm_bf16",
      path: .ptx, dimensions: [m, nOf8, kOf8], parameters: maps(rows: 128, columns: 128)
    ) {
      KernelLaunch(
        grid: KernelExtent(tiles($0, columns: 128)), block: KernelExtent(256), dynamicSharedBytes: 5 * 32768)
    },
    BundledKernel(
      "gemm_bf16_wide_ptx", "bf16 GEMM with two consumers on 128 x 256 tiles", work: "gemm_bf16", path: .ptx,
      dimensions: [m, nOf8, kOf8], parameters: maps(rows: 128, columns: 256)
    ) { wide(grid: tiles($0, columns: 256)) },
    BundledKernel(
      "gemm_bf16_setmaxnreg_ptx", "bf16 GEMM with registers moved to the consumers", work: "gemm_bf16",
      path: .ptx, dimensions: [m, nOf8, kOf8], parameters: maps(rows: 128, columns: 256)
    ) { wide(grid: tiles($0, columns: 256)) },
    BundledKernel(
      "gemm_bf16_persistent_ptx", "bf16 GEMM with one CTA a SM, in an order for L2", work: "gemm_bf16",
      path: .ptx, dimensions: [m, nOf8, kOf8], parameters: maps(rows: 128, columns: 256)
    ) { wide(grid: min(tiles($0, columns: 256), 132), persistentCTAsPerSM: 1) },
    BundledKernel(
      "gemm_bf16_cluster_ptx", "bf16 GEMM in clusters of two that share tiles by multicast", work: "gemm_bf16",
      path: .ptx, dimensions: [m, nOf8, kOf8], parameters: maps(rows: 128, columns: 128)
    ) { shape in
      let pairs = shape["m"].dividedRoundingUp(by: 256) * shape["n"].dividedRoundingUp(by: 256)
      return wide(grid: min(2 * pairs, 132), cluster: KernelExtent(2), persistentCTAsPerSM: 1)
    },
  ]

  /// The tiles of 128 rows of a result.
  private static func tiles(_ shape: KernelShape, columns: Int) -> Int {
    shape["m"].dividedRoundingUp(by: 128) * shape["n"].dividedRoundingUp(by: columns)
  }

  /// A producer and two consumers, with four stages of a 128 x 256 tile's operands.
  private static func wide(grid: Int, cluster: KernelExtent? = nil, persistentCTAsPerSM: Int? = nil) -> KernelLaunch {
    KernelLaunch(
      grid: KernelExtent(grid), block: KernelExtent(384), cluster: cluster, dynamicSharedBytes: 4 * 49152,
      persistentCTAsPerSM: persistentCTAsPerSM)
  }

  private static func pointers(_ dimensions: [KernelDimension]) -> [KernelParameter] {
    [
      KernelParameter("d", "the product", .buffer(d)),
      KernelParameter("a", "left matrix, rows along k", .buffer(a)),
      KernelParameter("b", "right matrix, rows along k", .buffer(b)),
    ] + KernelParameter.dimensions(dimensions)
  }

  /// Boxes of 64 along k by that many rows of each operand.
  private static func maps(rows: Int, columns: Int) -> [KernelParameter] {
    let left = KernelTensorMap(a, box: [64, rows], swizzle: .bytes128) { [$0["k"], $0["m"]] }
    let right = KernelTensorMap(b, box: [64, columns], swizzle: .bytes128) { [$0["k"], $0["n"]] }
    return [
      KernelParameter("d", "the product", .buffer(d)),
      KernelParameter("a", "left matrix, rows along k", .tensorMap(left)),
      KernelParameter("b", "right matrix, rows along k", .tensorMap(right)),
    ] + KernelParameter.dimensions([m, nOf8, kOf8])
  }
}
