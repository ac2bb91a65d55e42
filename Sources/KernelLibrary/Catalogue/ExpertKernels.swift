extension KernelLibrary {
  private static let outputRows = KernelDimension("output_rows", "rows that experts receive", standard: 4096)
  private static let inputRows = KernelDimension("input_rows", "rows to take from", standard: 4096)
  private static let columns = KernelDimension("columns", "elements a token", standard: 7168, multiple: 8)
  private static let tokens = KernelDimension("tokens", "tokens", standard: 4096)
  private static let topK = KernelDimension("top_k", "experts a token", standard: 8, maximum: 32)

  /// Kernels that carry tokens to experts and back.
  static let expertKernels: [BundledKernel] = [
    BundledKernel(
      "dispatch_gather_cuda", "Gathers token rows by index", work: "dispatch_gather", path: .cuda,
      dimensions: gatherDimensions, parameters: gatherParameters
    ) { .covering($0["output_rows"], each: 1) },
    BundledKernel(
      "dispatch_gather_ptx", "Gathers token rows past L1, 256 bytes into L2", work: "dispatch_gather", path: .ptx,
      dimensions: gatherDimensions, parameters: gatherParameters
    ) { .covering($0["output_rows"], each: 1) },
    BundledKernel(
      "dispatch_gather_tma_ptx", "Gathers token rows through shared memory with TMA", work: "dispatch_gather",
      path: .ptx, dimensions: gatherDimensions, parameters: gatherParameters
    ) { shape in
      let pieces = shape["output_rows"] * (2 * shape["columns"]).dividedRoundingUp(by: 8192)
      return KernelLaunch(
        grid: KernelExtent(min(pieces.dividedRoundingUp(by: 4), 3 * 132)), block: KernelExtent(128),
        dynamicSharedBytes: 4 * 2 * 8192, persistentCTAsPerSM: 3)
    },
    BundledKernel(
      "combine_reduce_cuda", "Weighted sum of the experts' rows of a token", work: "combine_reduce", path: .cuda,
      dimensions: combineDimensions, parameters: combineParameters
    ) { .covering($0["tokens"], each: 1) },
    BundledKernel(
      "combine_reduce_ptx", "Weighted sum of the experts' rows, past L1", work: "combine_reduce", path: .ptx,
      dimensions: combineDimensions, parameters: combineParameters
    ) { .covering($0["tokens"], each: 1) },
  ]

  private static let gatherDimensions = [outputRows, inputRows, columns]

  private static let gatherParameters: [KernelParameter] =
    [
      .buffer("output", "gathered rows", .bf16, .write, .zero) { $0["output_rows"] * $0["columns"] },
      .buffer("input", "token rows", .bf16, .read, .signed) { $0["input_rows"] * $0["columns"] },
      .buffer("indices", "the input row of each output row", .u32, .read, .below { $0["input_rows"] }) {
        $0["output_rows"]
      },
    ] + KernelParameter.dimensions(gatherDimensions)

  private static let combineDimensions = [tokens, inputRows, columns, topK]

  private static let combineParameters: [KernelParameter] =
    [
      .buffer("output", "combined tokens", .bf16, .write, .zero) { $0["tokens"] * $0["columns"] },
      .buffer("input", "experts' rows", .bf16, .read, .signed) { $0["input_rows"] * $0["columns"] },
      .buffer("indices", "the rows of each token", .u32, .read, .below { $0["input_rows"] }) {
        $0["tokens"] * $0["top_k"]
      },
      .buffer("weights", "the routing weights", .f32, .read, .positive) { $0["tokens"] * $0["top_k"] },
    ] + KernelParameter.dimensions(combineDimensions)
}
