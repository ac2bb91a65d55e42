/// Memory-bound kernels of the DeepSeek-V3 trace beside bundled kernels that do the same work, on the H800 SXM.
///
/// The kernels of the trace are not the bundled ones: an element-wise kernel of PyTorch stands beside `vector_add`, for
/// example, with as many bytes. In the trace other kernels used memory at the same time, which is left out here.
enum MemoryValidation {
  private static let source = "trace_membound"

  private static func row(
    _ id: String, _ work: String, _ published: Double, _ kernel: String, _ shape: [String: Int], bytes: Int
  ) -> ValidationCase {
    ValidationCase(
      id, "\(work) as \(kernel)", "GB/s", published, source, kernel: kernel, shape, work: Double(bytes),
      parameters: .h800SXM)
  }

  static var cases: [ValidationCase] {
    var cases = elementwise
    cases += transposes
    cases += casts
    cases += tokens
    return cases
  }

  /// As many floats as make the bytes of 4,096 x 7,168 bf16.
  private static var elementwise: [ValidationCase] {
    let count = 4096 * 7168 / 2
    return [
      row("MB08", "bf16 add 4096x7168", 3091, "vector_add_cuda", ["count": count], bytes: count * 12),
      row("MB10", "bf16 scale 4096x7168", 2864, "stream_copy_ptx", ["count": count], bytes: count * 8),
    ]
  }

  /// CTAs of 16 KiB each; the bundled kernel moves as many bytes.
  private static var transposes: [ValidationCase] {
    let published: [(String, Int, Double)] = [
      ("MB01", 1024, 2035), ("MB02", 1792, 2100), ("MB03", 2304, 2328), ("MB04", 3584, 2611), ("MB05", 672, 2202),
      ("MB06", 7168, 2703), ("MB07", 896, 2108),
    ]
    return published.map { id, ctas, rate in
      row(
        id, "transpose of \(ctas) x 16 KiB", rate, "transpose_cuda", ["rows": 4096, "columns": ctas],
        bytes: ctas * 4096 * 8)
    }
  }

  private static var casts: [ValidationCase] {
    let published: [(String, Int, Double)] = [
      ("MB24", 1536, 1600), ("MB25", 16384, 1841), ("MB26", 24576, 1868), ("MB27", 32768, 1964), ("MB28", 4096, 1568),
      ("MB29", 512, 706), ("MB30", 576, 844), ("MB31", 7168, 1914),
    ]
    return published.map { id, columns, rate in
      row(
        id, "FP8 cast 4096x\(columns)", rate, "fp8_cast_cuda", ["rows": 4096, "columns": columns],
        bytes: 4096 * (columns * 3 + (columns + 127) / 128 * 4))
    }
  }

  /// Rows of 7,168 FP8 gathered, eight rows of 7,168 bf16 summed, and SwiGLU; of routed rows the mean number.
  private static var tokens: [ValidationCase] {
    [
      row(
        "MB11", "expand of FP8 rows of 7168", 2548, "dispatch_gather_ptx",
        ["output_rows": 32768, "input_rows": 32768, "columns": 3584], bytes: 32768 * 7168 * 2),
      row(
        "MB35", "SwiGLU 4096 x 2048", 2110, "swiglu_ptx", ["rows": 4096, "columns": 2048],
        bytes: 4096 * 2048 * 6),
      row(
        "MB34", "SwiGLU 34048 x 2048", 2391, "swiglu_ptx", ["rows": 34048, "columns": 2048],
        bytes: 34048 * 2048 * 6),
    ]
  }
}
