/// A rung of the efficiency ladder: what is added, and the settings of a run without it.
public struct Optimisation: Sendable, Equatable {
  /// What is added.
  public let title: String
  /// The settings of a run without it.
  public let without: [String]

  /// Why hand-written PTX is no rung.
  static let withoutPTX =
    "hand-written PTX is no rung: without it CUDA C++ multiplies on CUDA cores, where nobody trains; the PTX of "
    + "libraries' kernels is taken for granted at the plain end"

  /// From the plain end to the full system.
  static let ladder: [Optimisation] = [
    Optimisation(title: "GEMMs in FP8", without: ["precision.gemm=bf16"]),
    Optimisation(title: "balanced experts", without: ["experts.balancing=none"]),
    Optimisation(title: "all-to-all in kernels of its own", without: ["communication.backend=nccl"]),
    Optimisation(title: "a token to at most four nodes", without: ["communication.node_limit=8"]),
    Optimisation(title: "dispatch in FP8", without: ["communication.dispatch=bf16"]),
    Optimisation(title: "all-to-all beside kernels", without: ["communication.overlap=off"]),
    Optimisation(title: "DualPipe in place of 1F1B", without: ["schedule.name=1f1b"]),
  ]
}
