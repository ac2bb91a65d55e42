import Analysis
import Trace

/// What the SMs hold, in words.
enum SMText {
  /// `combine 20 SMs, fp8_dptp128c 112 SMs, idle 0`: the kernels by the SMs that they hold.
  static func line(_ allocation: SMAllocation, at time: Int64, names: [NameID: String]) -> String {
    var parts: [String] = []
    for (kernel, sms) in holders(allocation, at: time) {
      let name = names[kernel.name].map { KernelTitle.family($0).shortened(to: 28) } ?? "a kernel"
      parts.append("\(name) \(sms) SM\(sms == 1 ? "" : "s")")
    }
    let idle = allocation.roles(at: time).count { $0 == .idle }
    parts.append("idle \(idle)")
    return parts.joined(separator: ", ")
  }

  /// The kernels that hold SMs at a time, the one with the most SMs first.
  static func holders(_ allocation: SMAllocation, at time: Int64) -> [(kernel: TraceSpan, sms: Int)] {
    allocation.residencies(at: time)
      .map { (allocation.kernels[$0.kernel], allocation.placements[$0.placement].count { $0 > 0 }) }
      .sorted { ($1.1, $0.0.id) < ($0.1, $1.0.id) }
  }
}
