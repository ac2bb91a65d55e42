/// Barriers of a CTA, and of a cluster.
enum BarrierOperation: UInt8, Sendable {
  case synchronize, arrive, reduceAnd, reduceOr, reducePopulation
  case clusterArrive, clusterWait

  /// Whether it reduces a predicate.
  var isReduction: Bool { self == .reduceAnd || self == .reduceOr || self == .reducePopulation }
}
