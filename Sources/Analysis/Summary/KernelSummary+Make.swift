import GPU
import Trace

extension KernelSummary {
  /// The kernels by total time, of spans that come in order of their start.
  static func kernels(of spans: [TraceSpan], trace: TraceTables, work: GPUWork, gpu: GPUDevice?) -> [KernelSummary] {
    var durations: [NameID: [ShapeID: [Int64]]] = [:]
    for span in spans { durations[span.name, default: [:]][span.shape, default: []].append(span.duration) }
    let total = spans.reduce(into: Int64(0)) { $0 += $1.duration }
    var occupancies: [ShapeID: KernelShapeSummary.Residency] = [:]
    return durations.compactMap { name, byShape -> KernelSummary? in
      var all = byShape.values.flatMap { $0 }
      guard let distribution = Distribution(&all) else { return nil }
      let shapes = byShape.map { shape, durations in
        let residency =
          occupancies[shape] ?? KernelShapeSummary.Residency(shape: trace[shape], gpu: gpu)
        occupancies[shape] = residency
        return KernelShapeSummary(
          shape: trace[shape], id: shape, count: durations.count, total: durations.reduce(0, +),
          residency: residency)
      }
      .sorted { ($1.total, $0.id.rawValue) < ($0.total, $1.id.rawValue) }
      return KernelSummary(
        name: trace.text(name), nameID: name, role: work.roles.role(ofKernel: name), durations: distribution,
        sharePercent: percent(distribution.total, of: total), shapes: shapes)
    }
    .sorted { ($1.durations.total, $0.name) < ($0.durations.total, $1.name) }
  }
}
