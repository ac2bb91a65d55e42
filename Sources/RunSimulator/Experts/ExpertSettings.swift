/// How tokens choose experts and what evens the load out.
public struct ExpertSettings: Sendable, Hashable {
  /// Routed experts of a layer; the model's where `nil`.
  public var count: Int?
  /// Experts of a token; the model's where `nil`.
  public var topK: Int?
  /// Groups among which a token's experts are limited; one a node where `nil`.
  public var groups: Int?
  /// The standard deviation of the lasting popularity of experts, in natural logarithms: 0 makes all alike.
  public var skew = 0.0
  /// The standard deviation of what popularity changes from one micro-batch to the next, in natural logarithms. No balancer
  /// that goes by earlier micro-batches can follow it.
  public var drift = 0.0
  /// What evens the load out.
  public var balancing = ExpertBalancing.none
  /// Copies of experts in a layer, where balancing makes them; one a GPU where `nil`.
  public var redundant: Int?
  /// The part of the skew that an auxiliary loss leaves, in per cent. An assumption: no published run states both.
  public var auxiliaryResidualPercent = 50.0

  /// The model's experts, all alike.
  public init() {}

  /// Whether experts are unequally loaded by more than chance.
  var isUneven: Bool { skew > 0 || drift > 0 }
}
