extension KernelLibrary {
  private static let m = KernelDimension("m", "rows of the result", standard: 4096)
  private static let n = KernelDimension("n", "columns of the result", standard: 4096)
  private static let k = KernelDimension("k", "terms of each sum", standard: 4096)

  /// Matrix multiplication in f32.
  static let f32MatrixKernels: [BundledKernel] = [
    BundledKernel(
      "gemm_f32_cuda", "Multiplies f32 matrices through shared tiles", work: "gemm_f32", path: .cuda,
      dimensions: [m, n, k],
      parameters: [
        .buffer("c", "the product", .f32, .write, .zero) { $0["m"] * $0["n"] },
        .buffer("a", "left matrix, rows of k", .f32, .read, .signed) { $0["m"] * $0["k"] },
        .buffer("b", "right matrix, rows of n", .f32, .read, .signed) { $0["k"] * $0["n"] },
      ] + KernelParameter.dimensions([m, n, k])
    ) { .tiling(columns: ($0["n"], 64), rows: ($0["m"], 64)) }
  ]
}
