extension KernelLibrary {
  // DeepSeek-V3's attention output projection, at one of the sizes that DeepGEMM publishes.
  private static let m = KernelDimension("m", "rows of the result", standard: 4096, multiple: 4)
  private static let n = KernelDimension("n", "columns of the result", standard: 7168, multiple: 8)
  private static let k = KernelDimension("k", "terms of each sum", standard: 2048, multiple: 16, maximum: 1 << 17)

  private static let d = KernelBuffer(.bf16, .write, .zero) { $0["m"] * $0["n"] }
  private static let a = KernelBuffer(.e4m3, .read, .signed) { $0["m"] * $0["k"] }
  private static let b = KernelBuffer(.e4m3, .read, .signed) { $0["n"] * $0["k"] }
  private static let aScales = KernelBuffer(.f32, .read, .positive) { groups($0) * $0["m"] }
  private static let bScales = KernelBuffer(.f32, .read, .positive) {
    $0["n"].dividedRoundingUp(by: 128) * groups($0)
  }

  private static func groups(_ shape: KernelShape) -> Int { shape["k"].dividedRoundingUp(by: 128) }

  /// Matrix multiplication in FP8 with scales of 1 x 128 and 128 x 128.
  static let fp8MatrixKernels: [BundledKernel] = [
    BundledKernel(
      "fp8_gemm_cuda", "FP8 GEMM with fine-grained scales, on CUDA cores", work: "fp8_gemm", path: .cuda,
      dimensions: [m, n, k],
      parameters: parameters(d: .buffer(d), a: .buffer(a), aScales: .buffer(aScales), b: .buffer(b))
    ) { .tiling(columns: ($0["n"], 64), rows: ($0["m"], 64)) },
    BundledKernel(
      "fp8_gemm_ptx", "FP8 GEMM with wgmma, promoted to f32 every 128 of k", work: "fp8_gemm", path: .ptx,
      dimensions: [m, n, k],
      parameters: parameters(
        d: .tensorMap(KernelTensorMap(d, box: [64, 64], swizzle: .bytes128) { [$0["n"], $0["m"]] }),
        a: .tensorMap(KernelTensorMap(a, box: [128, 128], swizzle: .bytes128) { [$0["k"], $0["m"]] }),
        aScales: .tensorMap(KernelTensorMap(aScales, box: [128, 1], swizzle: .none) { [$0["m"], groups($0)] }),
        b: .tensorMap(KernelTensorMap(b, box: [128, 128], swizzle: .bytes128) { [$0["k"], $0["n"]] }))
    ) { shape in
      let tiles = shape["m"].dividedRoundingUp(by: 128) * shape["n"].dividedRoundingUp(by: 128)
      return KernelLaunch(
        grid: KernelExtent(min(tiles, 132)), block: KernelExtent(384),
        dynamicSharedBytes: 5 * (16384 + 16384 + 512) + 32768 + 4096)
    },
  ]

  private static func parameters(
    d: KernelParameter.Kind, a: KernelParameter.Kind, aScales: KernelParameter.Kind, b: KernelParameter.Kind
  ) -> [KernelParameter] {
    [
      KernelParameter("d", "the product", d),
      KernelParameter("a", "left matrix, rows along k", a),
      KernelParameter("a_scales", "one a row and 128 of k, k outermost", aScales),
      KernelParameter("b", "right matrix, rows along k", b),
      KernelParameter("b_scales", "one a block of 128 x 128", .buffer(bScales)),
    ] + KernelParameter.dimensions([m, n, k])
  }
}
