/// How the cards of nodes are joined: in either, card i of every node meets card i of every other directly, and eight
/// such networks run side by side.
public enum ClusterNetwork: String, Sendable, CaseIterable {
  /// Eight planes that nothing joins: a message to another card's plane first goes over NVLink to the GPU with that card.
  case multiPlane = "multi-plane"
  /// Eight rails that upper switches join.
  case multiRail = "multi-rail"

  /// The most GPUs with 64-port switches: two layers a plane (IS068), or three layers (IS069).
  var mostGPUs: Int { self == .multiPlane ? 16_384 : 65_536 }

  /// What a message to a GPU with another card takes longer, in nanoseconds: a message over NVLink (IS055), or the way
  /// through upper switches, as across leaves in place of within one (IS054 less IS053).
  var crossingLatency: Double { self == .multiPlane ? 3_330 : 900 }
}
