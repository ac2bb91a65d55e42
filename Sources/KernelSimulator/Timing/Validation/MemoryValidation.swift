/// Memory-bound kernels of the DeepSeek-V3 trace beside bundled kernels that do the same work, on the H800 SXM.
///
/// The kernels of the trace are not the bundled ones: an element-wise kernel of PyTorch stands beside `vector_add`, for
/// example, with as many bytes. Where the names, launches, registers and shared memory of the trace say how a kernel
/// works, a bundled one with the same launch stands beside it (`fp8_cast_rows`, `swiglu_cast`, `fp8_cast_transpose`).
///
/// Some launches ran beside a kernel of DeepEP that holds 20 SMs: the share that the table gives is simulated with 112
/// SMs, the rest with 132. What that kernel takes of memory's bandwidth is not known and left out.
enum MemoryValidation {
  private static let source = "trace_membound"

  /// - Parameter shared: the share of the launches that ran beside a kernel that holds 20 SMs.
  private static func row(
    _ id: String, _ work: String, _ published: Double, _ kernel: String, _ shape: [String: Int], bytes: Int,
    shared: Double
  ) -> ValidationCase {
    ValidationCase(id, "\(work) as \(kernel)", "GB/s", published, source) { () throws(KernelTimingError) in
      var nanoseconds = 0.0
      for (multiprocessors, share) in [(132, 1 - shared), (112, shared)] where share > 0 {
        let options = KernelTimingOptions(multiprocessors: multiprocessors)
        nanoseconds += share * (try ValidationCase.timing(kernel, shape, parameters: .h800SXM, options).nanoseconds)
      }
      return Double(bytes) / nanoseconds
    }
  }

  static var cases: [ValidationCase] {
    var cases = elementwise
    cases += transposes
    cases += castTransposes
    cases += casts
    cases += tokens
    return cases
  }

  /// As many floats as make the bytes of 4,096 x 7,168 bf16.
  private static var elementwise: [ValidationCase] {
    let count = 4096 * 7168 / 2
    return [
      row(
        "MB08", "bf16 add 4096x7168", 3091, "vector_add_cuda", ["count": count], bytes: count * 12, shared: 0.25),
      row(
        "MB10", "bf16 scale 4096x7168", 2864, "stream_copy_ptx", ["count": count], bytes: count * 8, shared: 0.12),
    ]
  }

  /// CTAs of 16 KiB each; the bundled kernel moves as many bytes.
  private static var transposes: [ValidationCase] {
    let published: [(String, Int, Double, Double)] = [
      ("MB01", 1024, 2035, 0.75), ("MB02", 1792, 2100, 1), ("MB03", 2304, 2328, 1), ("MB04", 3584, 2611, 0.75),
      ("MB05", 672, 2202, 0.5), ("MB06", 7168, 2703, 0.5), ("MB07", 896, 2108, 0),
    ]
    return published.map { id, ctas, rate, shared in
      row(
        id, "transpose of \(ctas) x 16 KiB", rate, "transpose_cuda", ["rows": 4096, "columns": ctas],
        bytes: ctas * 4096 * 8, shared: shared)
    }
  }

  /// Quantised by columns and transposed; of routed rows the mean number. The bytes are those that the table counts.
  private static var castTransposes: [ValidationCase] {
    let published: [(String, Int, Int, Double, Double)] = [
      ("MB13", 1536, 4096, 1573, 0.5), ("MB14", 16384, 4096, 2397, 0.25), ("MB16", 2048, 32128, 2449, 0.5),
      ("MB17", 24576, 4096, 2519, 0.5), ("MB18", 32768, 4096, 2619, 0.5), ("MB19", 4096, 4096, 1905, 1),
      ("MB20", 4096, 32128, 2304, 1), ("MB21", 512, 4096, 699, 1), ("MB22", 640, 4096, 983, 0.5),
      ("MB23", 7168, 4096, 2049, 0.56),
    ]
    return published.map { id, columns, rows, rate, shared in
      row(
        id, "FP8 cast and transpose \(rows)x\(columns)", rate, "fp8_cast_transpose_cuda",
        ["rows": rows, "columns": columns], bytes: rows * columns * 3, shared: shared)
    }
  }

  private static var casts: [ValidationCase] {
    let published: [(String, Int, Int, Double, Double)] = [
      ("MB24", 4096, 1536, 1600, 0.5), ("MB25", 4096, 16384, 1841, 0.75), ("MB26", 4096, 24576, 1868, 1),
      ("MB27", 4096, 32768, 1964, 0.61), ("MB28", 4096, 4096, 1568, 1), ("MB29", 4096, 512, 706, 1),
      ("MB30", 4096, 576, 844, 1), ("MB31", 4096, 7168, 1914, 0.25), ("MB32", 32744, 4096, 2304, 0.38),
    ]
    return published.map { id, rows, columns, rate, shared in
      row(
        id, "FP8 cast \(rows)x\(columns)", rate, "fp8_cast_rows_cuda", ["rows": rows, "columns": columns],
        bytes: rows * (columns * 3 + (columns + 127) / 128 * 4), shared: shared)
    }
  }

  /// Rows of 7,168 FP8 gathered, the experts' rows of a token summed, and SwiGLU with a cast; of routed rows the mean
  /// number. A token has about one row on its GPU.
  private static var tokens: [ValidationCase] {
    let (tokens, rows) = (30057, 32944)
    return [
      row(
        "MB11", "expand of FP8 rows of 7168", 2548, "dispatch_gather_ptx",
        ["output_rows": 32768, "input_rows": 32768, "columns": 3584], bytes: 32768 * 7168 * 2, shared: 0.5),
      row(
        "MB33", "sum of the rows of tokens", 2668, "combine_reduce_ptx",
        ["tokens": tokens, "input_rows": rows, "top_k": 1], bytes: tokens * 7168 * 4, shared: 0.62),
      row(
        "MB35", "SwiGLU and cast 4096x2048", 2110, "swiglu_cast_cuda", ["rows": 4096, "columns": 2048],
        bytes: 4096 * (2048 * 5 + 64), shared: 0.25),
      row(
        "MB34", "SwiGLU and cast 34048x2048", 2391, "swiglu_cast_cuda", ["rows": 34048, "columns": 2048],
        bytes: 34048 * (2048 * 5 + 64), shared: 0.75),
    ]
  }
}
