import Trace

extension TraceFigures {
  /// The figures of a trace's summary.
  public init(_ summary: Summary) {
    source = summary.source
    span = summary.span
    let activity = summary.activity
    if activity.communication > 0, summary.span > 0 {
      hiddenPercent = activity.hiddenPercent
      exposedPercent = percent(activity.exposedCommunication, of: summary.span)
    }
    let messages = summary.kernels.filter { $0.role == .communication }
    func total(_ kernel: KernelSummary) -> Int64 { kernel.durations.total }
    let movers = messages.filter { Self.isCall($0.name, "dispatch") || Self.isCall($0.name, "combine") }
    communicationSMs = movers.max { total($0) < total($1) }?.shapes.first.map { Self.ctas($0) }
    let matrix = summary.kernels.filter { $0.role == .compute && Self.isGEMM($0.name) }
    if let main = matrix.max(by: { total($0) < total($1) }), let shape = main.shapes.first {
      matrixSMs = Self.ctas(shape)
      matrixRegisters = shape.shape.registersPerThread
      matrixThreads = shape.shape.threadsPerCTA
    }
    let compute = summary.kernels.filter { $0.role != .communication }.reduce(0) { $0 + total($1) }
    if compute > 0, !matrix.isEmpty {
      fp8Percent = percent(matrix.filter { $0.name.contains("fp8") }.reduce(0) { $0 + total($1) }, of: compute)
    }
    dispatch = Self.median(messages.filter { Self.isCall($0.name, "dispatch") })
    combine = Self.median(messages.filter { Self.isCall($0.name, "combine") })
  }

  /// Whether a kernel's function has just that name: `notify_dispatch` and `get_dispatch_layout` have others.
  private static func isCall(_ name: String, _ function: String) -> Bool {
    let path = name.prefix { $0 != "<" && $0 != "(" }
    return path.split(separator: ":").last.map { $0 == function } ?? false
  }

  private static func isGEMM(_ name: String) -> Bool {
    let lower = name.lowercased()
    return lower.contains("gemm")
  }

  private static func ctas(_ shape: KernelShapeSummary) -> Int {
    shape.shape.grid.x * shape.shape.grid.y * shape.shape.grid.z
  }

  /// The mean of the kernels' medians, each counted as often as it was launched.
  private static func median(_ kernels: [KernelSummary]) -> Int64? {
    let count = kernels.reduce(0) { $0 + $1.durations.count }
    guard count > 0 else { return nil }
    return kernels.reduce(0) { $0 + $1.durations.median * Int64($1.durations.count) } / Int64(count)
  }
}
