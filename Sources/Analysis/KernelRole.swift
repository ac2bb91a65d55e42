/// What a piece of GPU work is for; the same role has the same colour in every view.
public enum KernelRole: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  /// A kernel that computes.
  case compute = 0
  /// A kernel that exchanges data with other GPUs.
  case communication = 1
  /// A copy or a fill.
  case memory = 2

  /// The word that reports and screens use.
  public var label: String {
    switch self {
    case .compute: "compute"
    case .communication: "communication"
    case .memory: "memory"
    }
  }
}
