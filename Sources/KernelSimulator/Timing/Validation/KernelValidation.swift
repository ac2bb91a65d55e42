import GPU

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

    /// Simulates all of them, one after the other.
    ///
    /// - Throws: `KernelTimingError` where a kernel cannot be timed.
    public func rows() throws(KernelTimingError) -> [ValidationRow] {
      var rows: [ValidationRow] = []
      for entry in cases { rows.append(try entry.row()) }
      return rows
    }
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
  ]

  /// Simulates cases side by side, as many at once as there are cores to run on.
  ///
  /// - Returns: Their rows, in the order of the cases.
  /// - Throws: `KernelTimingError` where a kernel cannot be timed.
  public static func rows(of cases: [ValidationCase]) async throws -> [ValidationRow] {
    try await withThrowingTaskGroup(of: (Int, ValidationRow).self) { group in
      for (index, entry) in cases.enumerated() { group.addTask { (index, try entry.row()) } }
      var rows = [ValidationRow?](repeating: nil, count: cases.count)
      for try await (index, row) in group { rows[index] = row }
      return rows.compactMap(\.self)
    }
  }
}
