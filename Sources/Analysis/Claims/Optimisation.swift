import RunSimulator

/// A rung of the efficiency ladder: what is added, and the settings of a run without it.
public struct Optimisation: Sendable, Equatable {
  /// What is added.
  public let title: String
  /// The settings of a run without it.
  public let without: [String]

  /// A run whose experts nothing balances: by the skew of the scenario where scenarios have balancing, else an imbalance
  /// that is assumed.
  static let unbalanced: (title: String, setting: String) =
    Scenario.keys.contains { $0.path == "experts.balancing" }
    ? ("nothing evens out how often experts are chosen", "experts.balancing=none")
    : ("the most loaded GPU gets half as much again", "experts.imbalance_percent=50")

  /// From the plain end to the full system.
  ///
  /// Matrix kernels use the tensor cores from the start: CUDA C++ without PTX has no way to wgmma, but nobody trains on
  /// CUDA cores; libraries' kernels hold that PTX.
  static let ladder: [Optimisation] = [
    Optimisation(title: "GEMMs in FP8", without: ["precision.gemm=bf16"]),
    Optimisation(title: "balanced experts", without: [unbalanced.setting]),
    Optimisation(title: "all-to-all in kernels of its own", without: ["communication.backend=nccl"]),
    Optimisation(title: "a token to at most four nodes", without: ["communication.node_limit=8"]),
    Optimisation(title: "dispatch in FP8", without: ["communication.dispatch=bf16"]),
    Optimisation(title: "all-to-all beside kernels", without: ["communication.overlap=off"]),
    Optimisation(title: "DualPipe in place of 1F1B", without: ["schedule.name=1f1b"]),
  ]
}
