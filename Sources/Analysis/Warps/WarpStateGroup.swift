/// Nsight Compute's warp states by what they have in common, for colours.
public enum WarpStateGroup: UInt8, Sendable, CaseIterable {
  /// It issues.
  case issuing
  /// It could, but another warp does.
  case ready
  /// It waits for memory or for room in a queue to it.
  case memory
  /// It waits for an arithmetic pipe or for the tensor core.
  case pipe
  /// It waits for other warps.
  case synchronisation
  /// It waits for its own last instruction.
  case latency

  /// The group of a state's name.
  public init(_ name: String) {
    switch name {
    case "selected": self = .issuing
    case "not_selected": self = .ready
    case "long_scoreboard", "short_scoreboard", "lg_throttle", "mio_throttle", "drain", "tex_throttle", "imc_miss":
      self = .memory
    case "gmma", "math_pipe_throttle": self = .pipe
    case "barrier", "membar", "sleeping": self = .synchronisation
    default: self = .latency
    }
  }

  /// What people read.
  public var title: String {
    switch self {
    case .issuing: "issues"
    case .ready: "not selected"
    case .memory: "memory"
    case .pipe: "pipe, tensor"
    case .synchronisation: "barrier"
    case .latency: "latency"
    }
  }
}
