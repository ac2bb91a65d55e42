extension KernelLibrary {
  private static let rows = KernelDimension("rows", "rows of the input", standard: 4096)
  private static let columns = KernelDimension("columns", "columns of the input", standard: 4096)
  private static let rowsOf4 = KernelDimension("rows", "rows of the input", standard: 4096, multiple: 4)
  private static let columnsOf4 = KernelDimension("columns", "columns of the input", standard: 4096, multiple: 4)

  /// Kernels that move elements to other places.
  static let rearrangementKernels: [BundledKernel] = [
    BundledKernel(
      "transpose_cuda", "Transposes an f32 matrix through a padded tile", work: "transpose", path: .cuda,
      dimensions: [rows, columns], parameters: parameters([rows, columns])
    ) {
      .tiling(columns: ($0["columns"], 32), rows: ($0["rows"], 32), block: KernelExtent(32, 8))
    },
    BundledKernel(
      "transpose_ptx", "Transposes an f32 matrix, 16 bytes at a time", work: "transpose", path: .ptx,
      dimensions: [rowsOf4, columnsOf4], parameters: parameters([rowsOf4, columnsOf4])
    ) {
      .tiling(columns: ($0["columns"], 32), rows: ($0["rows"], 32))
    },
  ]

  private static func parameters(_ dimensions: [KernelDimension]) -> [KernelParameter] {
    [
      .buffer("output", "the transpose", .f32, .write, .zero) { $0["rows"] * $0["columns"] },
      .buffer("input", "the matrix", .f32, .read, .signed) { $0["rows"] * $0["columns"] },
    ] + KernelParameter.dimensions(dimensions)
  }
}
