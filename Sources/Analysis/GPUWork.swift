public import Trace

/// The kernels, copies and fills of one GPU, in order of their start.
public struct GPUWork: Sendable {
  /// The GPU's number in the trace.
  public let device: Int
  /// Its work, ordered by start, then by id.
  public let spans: [TraceSpan]
  /// The roles of the names.
  public let roles: RoleTable

  /// The GPUs that did any work, in ascending order.
  public static func devices(in trace: TraceTables) -> [Int] {
    var devices: Set<Int> = []
    for lane in trace.lanes where trace.spans[lane.spans].contains(where: { $0.category.isGPUWork }) {
      devices.insert(trace[lane.track].device ?? 0)
    }
    return devices.sorted()
  }

  /// The work of a GPU.
  public init(in trace: TraceTables, device: Int, patterns: CommunicationPatterns = .standard) {
    var spans: [TraceSpan] = []
    for lane in trace.lanes where (trace[lane.track].device ?? 0) == device {
      spans.append(contentsOf: trace.spans[lane.spans].lazy.filter { $0.category.isGPUWork })
    }
    spans.sort { ($0.start, $0.id) < ($1.start, $1.id) }
    self.device = device
    self.spans = spans
    roles = RoleTable(spans: spans, names: trace.names, patterns: patterns)
  }

  /// The role of one of the spans.
  public func role(of span: TraceSpan) -> KernelRole {
    roles.role(of: span.name, category: span.category)
  }

  /// The union of the spans that have one of the given roles.
  func union(_ included: Set<KernelRole>) -> IntervalSet {
    IntervalSet(ascending: spans.lazy.filter { included.contains(self.role(of: $0)) }.map { $0.start..<$0.end })
  }

  /// From the first kernel's start to the last one's end; copies and fills count only where there is no kernel.
  public var extent: Range<Int64> {
    let kernels = spans.lazy.filter { $0.category == .kernel }
    let counted = kernels.isEmpty ? spans : Array(kernels)
    guard let first = counted.first, let end = counted.lazy.map(\.end).max() else { return 0..<0 }
    return first.start..<end
  }
}
