import Dispatch
import GPU
import Synchronization

/// All published numbers of kernels that can be simulated, in groups that can be run alone.
public enum KernelValidation {
  /// Numbers that belong together.
  public struct Group: Sendable {
    /// The name by which it is asked for, such as `microbenchmarks`.
    public let name: String
    /// What it holds.
    public let title: String
    /// The device that is simulated, such as `h800-pcie`.
    public let device: String
    /// Its numbers; each is a job of its own, so that several can be simulated at once.
    public let cases: [ValidationCase]
  }

  /// The groups.
  public static let groups: [Group] = [
    Group(
      name: "microbenchmarks", title: "Latencies and rates of instructions and memory", device: "h800-pcie",
      cases: MicrobenchmarkValidation.cases(.h800PCIe)),
    Group(
      name: "latencies", title: "Pointer chases over footprints", device: "h800-pcie",
      cases: LatencyValidation.cases(.h800PCIe)),
    Group(
      name: "flashmla", title: "Rates that FlashMLA's notes state", device: "h800-sxm",
      cases: MicrobenchmarkValidation.notes(.h800SXM)),
    Group(
      name: "ladder", title: "bf16 GEMM 4096 x 4096 x 4096, rung by rung", device: "h100-sxm",
      cases: MatrixValidation.ladder),
    Group(
      name: "deepgemm", title: "DeepGEMM's FP8 GEMMs", device: "h800-sxm", cases: MatrixValidation.deepGEMM),
    Group(
      name: "trace_gemm", title: "FP8 GEMMs of the DeepSeek-V3 trace on 112 SMs", device: "h800-sxm",
      cases: MatrixValidation.trace),
    Group(
      name: "trace_memory", title: "Memory-bound kernels of the DeepSeek-V3 trace", device: "h800-sxm",
      cases: MemoryValidation.cases),
    Group(
      name: "attention", title: "Attention of the DeepSeek-V3 trace, and of FlashAttention-3's paper on H100",
      device: "h800-sxm", cases: AttentionValidation.cases),
  ]

  /// Simulates cases on all cores; the result does not depend on how many there are.
  ///
  /// - Returns: Their rows, in the order of the cases.
  /// - Throws: `KernelTimingError` where a kernel cannot be timed.
  public static func rows(of cases: [ValidationCase]) throws(KernelTimingError) -> [ValidationRow] {
    let results = Mutex([Result<ValidationRow, KernelTimingError>?](repeating: nil, count: cases.count))
    DispatchQueue.concurrentPerform(iterations: cases.count) { place in
      let result = Result { () throws(KernelTimingError) in try cases[place].row() }
      results.withLock { $0[place] = result }
    }
    var rows: [ValidationRow] = []
    for result in results.withLock({ $0 }) {
      if let result { rows.append(try result.get()) }
    }
    return rows
  }
}
