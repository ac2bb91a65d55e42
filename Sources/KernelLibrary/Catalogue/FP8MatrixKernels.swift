extension KernelLibrary {
  // DeepSeek-V3's attention output projection, at one of the sizes that DeepGEMM publishes.
  private static let m = KernelDimension("m", "rows of the result", standard: 4096, multiple: 4)
  private static let n = KernelDimension("n", "columns of the result", standard: 7168, multiple: 8)
  private static let k = KernelDimension("k", "terms of each sum", standard: 2048, multiple: 16, maximum: 1 << 17)
  private static let groups = KernelDimension("groups", "experts, each with its own right matrix", standard: 4)

  private static let d = KernelBuffer(.bf16, .write, .zero) { $0["m"] * $0["n"] }
  private static let a = KernelBuffer(.e4m3, .read, .signed) { $0["m"] * $0["k"] }
  private static let aScales = KernelBuffer(.f32, .read, .positive) { steps($0) * $0["m"] }
  private static let rowGroups = KernelBuffer(.u32, .read, .sections { $0["groups"] }) {
    $0["m"].dividedRoundingUp(by: 128)
  }

  private static func steps(_ shape: KernelShape) -> Int { shape["k"].dividedRoundingUp(by: 128) }

  /// The right matrices, one or as many as there are groups, and their scales.
  private static func right(grouped: Bool) -> (b: KernelBuffer, scales: KernelBuffer) {
    (
      KernelBuffer(.e4m3, .read, .signed) { (grouped ? $0["groups"] : 1) * $0["n"] * $0["k"] },
      KernelBuffer(.f32, .read, .positive) {
        (grouped ? $0["groups"] : 1) * $0["n"].dividedRoundingUp(by: 128) * steps($0)
      }
    )
  }

  /// Matrix multiplication in FP8 with scales of 1 x 128 and 128 x 128, plain and grouped by expert.
  static let fp8MatrixKernels: [BundledKernel] =
    [
      BundledKernel(
        "fp8_gemm_cuda", "FP8 GEMM with fine-grained scales, on CUDA cores", work: "fp8_gemm", path: .cuda,
        dimensions: [m, n, k], parameters: pointers(grouped: false), launch: tiledLaunch),
      BundledKernel(
        "fp8_gemm_grouped_cuda", "FP8 GEMM of rows grouped by expert, on CUDA cores", work: "fp8_gemm_grouped",
        path: .cuda, dimensions: [m, n, k, groups], parameters: pointers(grouped: true), launch: tiledLaunch),
    ] + FP8GEMMTile.bundled.map(kernel)

  /// The kernel on tensor cores with a tile.
  private static func kernel(_ tile: FP8GEMMTile) -> BundledKernel {
    let k = KernelDimension(
      "k", "terms of each sum", standard: 2048, multiple: 16, maximum: tile.largestK)
    let sharing = tile.shared == .none ? "" : ", multicast of \(tile.shared.rawValue)"
    return BundledKernel(
      tile.kernel,
      "FP8 GEMM\(tile.isGrouped ? " of rows grouped by expert" : "") with wgmma, tiles of \(tile.rows) x "
        + "\(tile.columns)\(sharing)",
      work: tile.isGrouped ? "fp8_gemm_grouped" : "fp8_gemm", path: .ptx,
      dimensions: [m, n, k] + (tile.isGrouped ? [groups] : []), parameters: maps(tile)
    ) { shape in
      // One CTA a SM.
      KernelLaunch(
        grid: KernelExtent(min(tile.countInClusters(m: shape["m"], n: shape["n"]), 132)),
        block: KernelExtent(tile.threads), cluster: tile.clusterSize > 1 ? KernelExtent(tile.clusterSize) : nil,
        dynamicSharedBytes: tile.dynamicSharedBytes(k: shape["k"]), persistentCTAsPerSM: 1)
    }
  }

  private static let tiledLaunch: @Sendable (KernelShape) -> KernelLaunch = {
    .tiling(columns: ($0["n"], 64), rows: ($0["m"], 64))
  }

  private static func pointers(grouped: Bool) -> [KernelParameter] {
    parameters(
      d: .buffer(d), a: .buffer(a), aScales: .buffer(aScales), b: .buffer(right(grouped: grouped).b),
      grouped: grouped)
  }

  private static func maps(_ tile: FP8GEMMTile) -> [KernelParameter] {
    let isGrouped = tile.isGrouped
    let aRows = tile.shared == .a ? tile.rows / 2 : tile.rows
    let bRows = tile.shared == .b ? tile.columns / 2 : tile.columns
    return parameters(
      d: .tensorMap(
        KernelTensorMap(
          d, box: [tile.storesSwizzled ? 64 : tile.columns, 64], swizzle: tile.storesSwizzled ? .bytes128 : .none
        ) { [$0["n"], $0["m"]] }),
      a: .tensorMap(KernelTensorMap(a, box: [128, aRows], swizzle: .bytes128) { [$0["k"], $0["m"]] }),
      aScales: .tensorMap(KernelTensorMap(aScales, box: [aRows, 1], swizzle: .none) { [$0["m"], steps($0)] }),
      b: .tensorMap(
        KernelTensorMap(right(grouped: isGrouped).b, box: [128, bRows], swizzle: .bytes128) {
          [$0["k"], (isGrouped ? $0["groups"] : 1) * $0["n"]]
        }),
      grouped: isGrouped)
  }

  private static func parameters(
    d: KernelParameter.Kind, a: KernelParameter.Kind, aScales: KernelParameter.Kind, b: KernelParameter.Kind,
    grouped: Bool
  ) -> [KernelParameter] {
    let operands = [
      KernelParameter("d", "the product", d),
      KernelParameter("a", "left matrix, rows along k", a),
      KernelParameter("a_scales", "one a row and 128 of k, k outermost", aScales),
      KernelParameter("b", "right matrix, rows along k", b),
      KernelParameter("b_scales", "one a block of 128 x 128", .buffer(right(grouped: grouped).scales)),
    ]
    guard grouped else { return operands + KernelParameter.dimensions([m, n, k]) }
    return operands + [KernelParameter("row_groups", "the group of each 128 rows", .buffer(rowGroups))]
      + KernelParameter.dimensions([m, n, k, groups])
  }
}
