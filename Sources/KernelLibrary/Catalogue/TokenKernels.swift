extension KernelLibrary {
  private static let rows = KernelDimension("rows", "tokens", standard: 4096)
  private static let epsilon = KernelParameter("epsilon", "added to the mean square", .f32(1e-6))

  private static func columns(_ standard: Int, multiple: Int) -> KernelDimension {
    KernelDimension("columns", "elements a token", standard: standard, multiple: multiple)
  }

  /// Kernels that work on each token's activations alone.
  static let tokenKernels: [BundledKernel] = castKernels + swigluKernels + normKernels + rotaryKernels

  private static let castKernels: [BundledKernel] = [
    BundledKernel(
      "fp8_cast_cuda", "Casts bf16 to e4m3 with a scale a token and 128 elements", work: "fp8_cast", path: .cuda,
      dimensions: [rows, columns(7168, multiple: 4)], parameters: castParameters(columns(7168, multiple: 4))
    ) { .covering($0["rows"] * groups($0), each: 8) },
    BundledKernel(
      "fp8_cast_ptx", "Casts bf16 to e4m3, 16 elements a lane and two a conversion", work: "fp8_cast", path: .ptx,
      dimensions: [rows, columns(7168, multiple: 16)], parameters: castParameters(columns(7168, multiple: 16))
    ) { .covering($0["rows"] * groups($0), each: 32) },
    BundledKernel(
      "fp8_cast_rows_cuda", "Casts bf16 to e4m3, one block a token, each element divided", work: "fp8_cast_rows",
      path: .cuda, dimensions: [rows, columns(7168, multiple: 4)],
      parameters: castParameters(columns(7168, multiple: 4))
    ) { KernelLaunch(grid: KernelExtent($0["rows"]), block: KernelExtent(128)) },
    BundledKernel(
      "fp8_cast_transpose_cuda", "Casts bf16 to e4m3 with a scale a column and 128 tokens, transposed",
      work: "fp8_cast_transpose", path: .cuda, dimensions: tileDimensions,
      parameters: [
        .buffer("input", "activations", .bf16, .read, .signed) { $0["rows"] * $0["columns"] },
        .buffer("output", "quantised activations, by column", .e4m3, .write, .zero) { $0["rows"] * $0["columns"] },
        .buffer("scales", "one a column and 128 tokens", .f32, .write, .zero) { $0["rows"] / 128 * $0["columns"] },
      ] + KernelParameter.dimensions(tileDimensions)
    ) { .tiling(columns: ($0["columns"], 128), rows: ($0["rows"], 128)) },
  ]

  private static let tileDimensions = [
    KernelDimension("rows", "tokens", standard: 4096, multiple: 128), columns(7168, multiple: 128),
  ]

  private static func groups(_ shape: KernelShape) -> Int { shape["columns"].dividedRoundingUp(by: 128) }

  private static func castParameters(_ columns: KernelDimension) -> [KernelParameter] {
    [
      .buffer("input", "activations", .bf16, .read, .signed) { $0["rows"] * $0["columns"] },
      .buffer("output", "quantised activations", .e4m3, .write, .zero) { $0["rows"] * $0["columns"] },
      .buffer("scales", "one a token and 128 elements", .f32, .write, .zero) { $0["rows"] * groups($0) },
    ] + KernelParameter.dimensions([rows, columns])
  }

  private static let swigluKernels: [BundledKernel] = [
    BundledKernel(
      "swiglu_cuda", "SwiGLU activation, one element a thread", work: "swiglu", path: .cuda,
      dimensions: [rows, columns(2048, multiple: 1)], parameters: swigluParameters(columns(2048, multiple: 1))
    ) { .looping($0["rows"] * $0["columns"], each: 1024) },
    BundledKernel(
      "swiglu_ptx", "SwiGLU activation, eight elements a thread past L1", work: "swiglu", path: .ptx,
      dimensions: [
        KernelDimension("rows", "tokens", standard: 4096, maximum: 65535), columns(2048, multiple: 8),
      ],
      parameters: swigluParameters(columns(2048, multiple: 8))
    ) { .tiling(columns: ($0["columns"], 2048), rows: ($0["rows"], 1)) },
    BundledKernel(
      "swiglu_cast_cuda", "SwiGLU with a weight a token, cast to e4m3, one block a token", work: "swiglu_cast",
      path: .cuda, dimensions: [rows, columns(2048, multiple: 128)],
      parameters: [
        .buffer("output", "quantised", .e4m3, .write, .zero) { $0["rows"] * $0["columns"] },
        .buffer("input", "gate, then up, in each row", .bf16, .read, .signed) { 2 * $0["rows"] * $0["columns"] },
        .buffer("weights", "the routing weight of each token", .f32, .read, .positive) { $0["rows"] },
        .buffer("scales", "one a token and 128 elements", .f32, .write, .zero) { $0["rows"] * groups($0) },
      ] + KernelParameter.dimensions([rows, columns(2048, multiple: 128)])
    ) { KernelLaunch(grid: KernelExtent($0["rows"]), block: KernelExtent(128)) },
  ]

  private static func swigluParameters(_ columns: KernelDimension) -> [KernelParameter] {
    [
      .buffer("output", "activated", .bf16, .write, .zero) { $0["rows"] * $0["columns"] },
      .buffer("input", "gate, then up, in each row", .bf16, .read, .signed) { 2 * $0["rows"] * $0["columns"] },
    ] + KernelParameter.dimensions([rows, columns])
  }

  private static let normKernels: [BundledKernel] = [
    BundledKernel(
      "rmsnorm_cuda", "RMSNorm, one element a thread and step", work: "rmsnorm", path: .cuda,
      dimensions: [rows, columns(7168, multiple: 1)], parameters: normParameters(columns(7168, multiple: 1))
    ) { .covering($0["rows"], each: 1) },
    BundledKernel(
      "rmsnorm_ptx", "RMSNorm with the row kept in registers", work: "rmsnorm", path: .ptx,
      dimensions: [rows, columns(7168, multiple: 8)], parameters: normParameters(columns(7168, multiple: 8))
    ) { .covering($0["rows"], each: 1) },
  ]

  private static func normParameters(_ columns: KernelDimension) -> [KernelParameter] {
    [
      .buffer("output", "normalised", .bf16, .write, .zero) { $0["rows"] * $0["columns"] },
      .buffer("input", "activations", .bf16, .read, .signed) { $0["rows"] * $0["columns"] },
      .buffer("weight", "one an element of a row", .bf16, .read, .positive) { $0["columns"] },
    ] + KernelParameter.dimensions([rows, columns]) + [epsilon]
  }

  private static let rotaryDimensions = [
    KernelDimension("tokens", "tokens", standard: 4096), KernelDimension("heads", "heads", standard: 128),
  ]

  private static func size(multiple: Int) -> KernelDimension {
    KernelDimension("size", "rotated elements a head", standard: 64, multiple: multiple)
  }

  private static let rotaryKernels: [BundledKernel] = [
    BundledKernel(
      "rotary_cuda", "Rotary embedding, one pair a thread", work: "rotary", path: .cuda,
      dimensions: rotaryDimensions + [size(multiple: 2)], parameters: rotaryParameters(size(multiple: 2))
    ) { .looping($0["tokens"] * $0["heads"] * $0["size"] / 2, each: 1024) },
    BundledKernel(
      "rotary_ptx", "Rotary embedding, four pairs a thread", work: "rotary", path: .ptx,
      dimensions: rotaryDimensions + [size(multiple: 8)], parameters: rotaryParameters(size(multiple: 8))
    ) { .covering($0["tokens"] * $0["heads"] * $0["size"] / 8, each: 256) },
  ]

  /// As many positions as there are tokens.
  private static func rotaryParameters(_ size: KernelDimension) -> [KernelParameter] {
    [
      .buffer("output", "rotated", .bf16, .write, .zero) { $0["tokens"] * $0["heads"] * $0["size"] },
      .buffer("input", "queries or keys", .bf16, .read, .signed) { $0["tokens"] * $0["heads"] * $0["size"] },
      .buffer("cosines", "one a position and pair", .f32, .read, .signed) { $0["tokens"] * $0["size"] / 2 },
      .buffer("sines", "one a position and pair", .f32, .read, .signed) { $0["tokens"] * $0["size"] / 2 },
      .buffer("positions", "one a token", .u32, .read, .below { $0["tokens"] }) { $0["tokens"] },
    ] + KernelParameter.dimensions(rotaryDimensions + [size])
  }
}
