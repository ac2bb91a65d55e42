/// What evens the load of experts out.
public enum ExpertBalancing: String, Sendable, CaseIterable {
  /// Nothing.
  case none
  /// A loss in training that makes popular experts less so.
  case auxiliaryLoss = "auxiliary_loss"
  /// A bias of each expert in the choice of experts, moved until all are chosen equally often (arXiv 2408.15664).
  case bias
  /// Copies of popular experts, placed by the hierarchical balancer.
  case redundant
}
