import KernelLibrary

/// Published times of whole kernels beside those of bundled kernels that do the same work, on the H800 SXM.
///
/// The published kernels are not the bundled ones: an element-wise kernel of PyTorch stands beside `vector_add`, for
/// example, with as many bytes. In the trace other kernels used memory at the same time.
public enum BundledValidation {
  /// A published row and the bundled kernel that stands for it.
  private struct Case {
    var id: String
    var quantity: String
    var kernel: String
    var shape: [String: Int]
    var published: Double
    /// The bytes of a bandwidth in GB/s, or the operations of a rate in TFLOPS.
    var work: Double
    var isRate = false
    var source = "trace_membound"
  }

  /// Rows of memory-bound kernels of the DeepSeek-V3 trace.
  ///
  /// - Throws: `KernelTimingError` where a kernel cannot be timed.
  public static func memoryRows() throws(KernelTimingError) -> [ValidationRow] {
    // As many floats as make the bytes of 4,096 x 7,168 bf16.
    let count = 4096 * 7168 / 2
    var cases = [
      Case(
        id: "MB08", quantity: "bf16 add 4096x7168 as vector_add_cuda", kernel: "vector_add_cuda",
        shape: ["count": count], published: 3091, work: Double(count * 12)),
      Case(
        id: "MB10", quantity: "bf16 scale 4096x7168 as stream_copy_ptx", kernel: "stream_copy_ptx",
        shape: ["count": count], published: 2864, work: Double(count * 8)),
    ]
    let casts: [(String, Int, Double)] = [
      ("MB24", 1536, 1600), ("MB25", 16384, 1841), ("MB26", 24576, 1868), ("MB27", 32768, 1964), ("MB28", 4096, 1568),
      ("MB29", 512, 706), ("MB30", 576, 844), ("MB31", 7168, 1914),
    ]
    for (id, columns, published) in casts {
      let bytes = 4096 * (columns * 3 + (columns + 127) / 128 * 4)
      cases.append(
        Case(
          id: id, quantity: "FP8 cast 4096x\(columns) as fp8_cast_cuda", kernel: "fp8_cast_cuda",
          shape: ["rows": 4096, "columns": columns], published: published, work: Double(bytes)))
    }
    var rows: [ValidationRow] = []
    for entry in cases { rows.append(try row(entry)) }
    return rows
  }

  /// Rows of DeepGEMM's first release.
  ///
  /// - Throws: `KernelTimingError` where the kernel cannot be timed.
  public static func matrixRows() throws(KernelTimingError) -> [ValidationRow] {
    let shapes: [(String, Int, Int, Int, Double)] = [
      ("DG052", 4096, 7168, 2048, 1025), ("DG037", 4096, 2112, 7168, 1058),
    ]
    var rows: [ValidationRow] = []
    for (id, m, n, k, published) in shapes {
      rows.append(
        try row(
          Case(
            id: id, quantity: "FP8 GEMM \(m)x\(n)x\(k)", kernel: "fp8_gemm_ptx", shape: ["m": m, "n": n, "k": k],
            published: published, work: 2 * Double(m) * Double(n) * Double(k), isRate: true,
            source: "deepseek-ai/DeepGEMM@a6d97a1")))
    }
    return rows
  }

  private static func row(_ entry: Case) throws(KernelTimingError) -> ValidationRow {
    guard let kernel = KernelLibrary.named(entry.kernel) else { preconditionFailure("no kernel \(entry.kernel)") }
    let shape: KernelShape
    do throws(KernelShapeError) {
      shape = try KernelShape(kernel.dimensions, given: entry.shape)
    } catch {
      preconditionFailure("\(error)")
    }
    let timing = try kernel.timing(shape, parameters: .h800SXM)
    return ValidationRow(
      id: entry.id, quantity: entry.quantity, unit: entry.isRate ? "TFLOPS" : "GB/s", published: entry.published,
      simulated: entry.work / timing.nanoseconds / (entry.isRate ? 1000 : 1), isCalibrated: false,
      source: entry.source)
  }
}
