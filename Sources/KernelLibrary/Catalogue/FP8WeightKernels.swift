extension KernelLibrary {
  // The weight gradient of DeepSeek-V3's attention output projection at a micro-batch of 4,096 tokens.
  private static let m = KernelDimension("m", "rows of the result", standard: 7168, multiple: 4)
  private static let n = KernelDimension("n", "columns of the result", standard: 16384, multiple: 4)
  private static let k = KernelDimension("k", "terms of each sum: tokens", standard: 4096, multiple: 16)

  private static let d = KernelBuffer(.f32, .readWrite, .signed) { $0["m"] * $0["n"] }
  private static let a = KernelBuffer(.e4m3, .read, .signed) { $0["m"] * $0["k"] }
  private static let b = KernelBuffer(.e4m3, .read, .signed) { $0["n"] * $0["k"] }
  private static let aScales = KernelBuffer(.f32, .read, .positive) { steps($0) * $0["m"] }
  private static let bScales = KernelBuffer(.f32, .read, .positive) { steps($0) * $0["n"] }

  private static func steps(_ shape: KernelShape) -> Int { shape["k"].dividedRoundingUp(by: 128) }

  /// Matrix multiplication in FP8 with scales of 1 x 128 on both sides, added to f32.
  static let fp8WeightKernels: [BundledKernel] = [
    BundledKernel(
      "fp8_gemm_weight_cuda", "FP8 GEMM of weight gradients, on CUDA cores", work: "fp8_gemm_weight", path: .cuda,
      dimensions: [m, n, k],
      parameters: parameters(
        d: .buffer(d), a: .buffer(a), aScales: .buffer(aScales), b: .buffer(b), bScales: .buffer(bScales)),
      launch: { .tiling(columns: ($0["n"], 64), rows: ($0["m"], 64)) }),
    // Halves of b's tile that are whole groups of eight rows are fetched by either CTA of a cluster.
    weight("fp8_gemm_weight_ptx", columns: 128, fetchedRows: 64, storesSwizzled: true),
    weight("fp8_gemm_weight_128x152b_ptx", columns: 152, fetchedRows: 152, storesSwizzled: false),
  ]

  /// The kernel on tensor cores, in clusters of two CTAs that lie one below the other, with tiles of 128 rows.
  ///
  /// - Parameter fetchedRows: those of b that a CTA fetches at a time.
  private static func weight(
    _ name: String, columns: Int, fetchedRows: Int, storesSwizzled: Bool
  ) -> BundledKernel {
    func operand(_ buffer: KernelBuffer, _ rows: String, box: Int) -> KernelParameter.Kind {
      .tensorMap(KernelTensorMap(buffer, box: [128, box], swizzle: .bytes128) { [$0["k"], $0[rows]] })
    }
    func scales(_ buffer: KernelBuffer, _ rows: String, box: Int) -> KernelParameter.Kind {
      .tensorMap(KernelTensorMap(buffer, box: [box, 1], swizzle: .none) { [$0[rows], steps($0)] })
    }
    let stages = 4
    // Copies of scales begin at multiples of 128 bytes.
    let stageBytes = (128 + columns) * 128 + 128 * 4 + (columns * 4).dividedRoundingUp(by: 128) * 128
    return BundledKernel(
      name, "FP8 GEMM of weight gradients with wgmma, tiles of 128 x \(columns), multicast of b",
      work: "fp8_gemm_weight", path: .ptx, dimensions: [m, n, k],
      parameters: parameters(
        d: .tensorMap(
          KernelTensorMap(
            d, box: [storesSwizzled ? 32 : columns, 64], swizzle: storesSwizzled ? .bytes128 : .none
          ) { [$0["n"], $0["m"]] }),
        a: operand(a, "m", box: 128), aScales: scales(aScales, "m", box: 128),
        b: operand(b, "n", box: fetchedRows), bScales: scales(bScales, "n", box: columns))
    ) { shape in
      // One CTA a SM.
      let tiles = shape["m"].dividedRoundingUp(by: 256) * shape["n"].dividedRoundingUp(by: columns) * 2
      return KernelLaunch(
        grid: KernelExtent(min(tiles, 132)), block: KernelExtent(384), cluster: KernelExtent(2),
        dynamicSharedBytes: stages * stageBytes + 128 * columns * 4, persistentCTAsPerSM: 1)
    }
  }

  private static func parameters(
    d: KernelParameter.Kind, a: KernelParameter.Kind, aScales: KernelParameter.Kind, b: KernelParameter.Kind,
    bScales: KernelParameter.Kind
  ) -> [KernelParameter] {
    [
      KernelParameter("d", "the gradient, to which the product is added", d),
      KernelParameter("a", "left matrix, rows along k", a),
      KernelParameter("a_scales", "one a row and 128 of k, k outermost", aScales),
      KernelParameter("b", "right matrix, rows along k", b),
      KernelParameter("b_scales", "one a row of b and 128 of k, k outermost", bScales),
    ] + KernelParameter.dimensions([m, n, k])
  }
}
