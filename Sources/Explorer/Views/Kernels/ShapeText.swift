import Analysis
import Trace

/// Launch shapes in words.
enum ShapeText {
  /// A shape with how often it was launched.
  static func line(_ summary: KernelShapeSummary) -> String {
    guard summary.id != .none else { return "\(summary.count) launches without a recorded shape" }
    return "\(summary.count)x  " + line(summary.shape, summary.residency)
  }

  /// A shape and the occupancy that it allows.
  static func line(_ shape: LaunchShape, _ residency: KernelShapeSummary.Residency?) -> String {
    var parts = ["grid \(shape.grid)", "block \(shape.block)"]
    if let cluster = shape.cluster { parts.append("cluster \(cluster)") }
    if let registers = shape.registersPerThread { parts.append("\(registers) registers") }
    if let shared = shape.sharedBytes, shared > 0 { parts.append("\(Quantity.bytes(Int64(shared))) shared") }
    if let residency, let percent = residency.occupancyPercent, let warps = residency.warpsPerSM {
      parts.append("\(Quantity.percent(percent)) occupancy (\(warps) warps, \(residency.limiter ?? "-"))")
    }
    return parts.joined(separator: "  ")
  }
}
