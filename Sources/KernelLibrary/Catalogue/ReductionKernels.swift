extension KernelLibrary {
  private static let count = KernelDimension("count", "elements", standard: 1 << 22)
  private static let bins = KernelDimension("bins", "counters", standard: 256, maximum: 56 * 1024)
  private static let rows = KernelDimension("rows", "rows", standard: 4096)
  private static let columns = KernelDimension("columns", "elements a row", standard: 4096)

  /// Kernels that reduce many elements to few.
  static let reductionKernels: [BundledKernel] = [
    BundledKernel(
      "reduce_u32_cuda", "Sums u32 with shuffle trees", work: "reduce_u32", path: .cuda, dimensions: [count],
      parameters: sumParameters(.u32, .below { _ in 1 << 20 })
    ) { .looping($0["count"], each: 256 * 4) },
    BundledKernel(
      "reduce_u32_ptx", "Sums u32 with redux.sync and red", work: "reduce_u32", path: .ptx, dimensions: [count],
      parameters: sumParameters(.u32, .below { _ in 1 << 20 })
    ) { .looping($0["count"], each: 256 * 16) },
    BundledKernel(
      "reduce_f32_cuda", "Sums f32 with shuffle trees", work: "reduce_f32", path: .cuda, dimensions: [count],
      parameters: sumParameters(.f32, .signed)
    ) { .looping($0["count"], each: 256 * 4) },
    BundledKernel(
      "reduce_f32_ptx", "Sums f32 from 16-byte loads, with red", work: "reduce_f32", path: .ptx,
      dimensions: [count], parameters: sumParameters(.f32, .signed)
    ) { .looping($0["count"], each: 256 * 16) },
    BundledKernel(
      "histogram_cuda", "Counts keys with shared atomics", work: "histogram", path: .cuda,
      dimensions: [count, bins], parameters: histogramParameters, launch: histogramLaunch),
    BundledKernel(
      "histogram_ptx", "Counts keys, equal ones of a warp together", work: "histogram", path: .ptx,
      dimensions: [count, bins], parameters: histogramParameters, launch: histogramLaunch),
    BundledKernel(
      "softmax_cuda", "Softmax over rows in f32", work: "softmax", path: .cuda, dimensions: [rows, columns],
      parameters: [
        .buffer("output", "probabilities", .f32, .write, .zero) { $0["rows"] * $0["columns"] },
        .buffer("input", "logits", .f32, .read, .signed) { $0["rows"] * $0["columns"] },
      ] + KernelParameter.dimensions([rows, columns])
    ) { .covering($0["rows"], each: 1) },
  ]

  private static func sumParameters(
    _ element: KernelElement, _ contents: KernelBuffer.Contents
  ) -> [KernelParameter] {
    [
      .buffer("values", "what is summed", element, .read, contents) { $0["count"] },
      .buffer("sum", "added to", element, .readWrite, .zero) { _ in 1 },
    ] + KernelParameter.dimensions([count])
  }

  private static let histogramParameters: [KernelParameter] =
    [
      .buffer("keys", "what is counted", .u32, .read, .below { $0["bins"] }) { $0["count"] },
      .buffer("counts", "added to", .u32, .readWrite, .zero) { $0["bins"] },
    ] + KernelParameter.dimensions([count, bins])

  private static let histogramLaunch: @Sendable (KernelShape) -> KernelLaunch = { shape in
    KernelLaunch(
      grid: KernelExtent(min(shape["count"].dividedRoundingUp(by: 2048), 1056)), block: KernelExtent(256),
      dynamicSharedBytes: 4 * shape["bins"], persistentCTAsPerSM: 8)
  }
}
