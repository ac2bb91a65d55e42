extension KernelLibrary {
  private static let count = KernelDimension("count", "elements", standard: 1 << 22)

  /// Kernels that touch each element once.
  static let streamKernels: [BundledKernel] = [
    BundledKernel(
      "vector_add_cuda", "Adds two f32 vectors", work: "vector_add", path: .cuda, dimensions: [count],
      parameters: [
        .buffer("a", "left operand", .f32, .read, .signed) { $0["count"] },
        .buffer("b", "right operand", .f32, .read, .signed) { $0["count"] },
        .buffer("c", "sums", .f32, .write, .zero) { $0["count"] },
      ] + KernelParameter.dimensions([count])
    ) { .covering($0["count"], each: 256) },
    BundledKernel(
      "stream_copy_cuda", "Copies f32 elements one by one", work: "stream_copy", path: .cuda, dimensions: [count],
      parameters: copyParameters
    ) { .looping($0["count"], each: 256 * 4) },
    BundledKernel(
      "stream_copy_ptx", "Copies 16 bytes at a time past L1", work: "stream_copy", path: .ptx, dimensions: [count],
      parameters: copyParameters
    ) { .looping($0["count"], each: 256 * 16) },
  ]

  private static let copyParameters: [KernelParameter] =
    [
      .buffer("destination", "copy", .f32, .write, .zero) { $0["count"] },
      .buffer("source", "what is copied", .f32, .read, .signed) { $0["count"] },
    ] + KernelParameter.dimensions([count])
}
