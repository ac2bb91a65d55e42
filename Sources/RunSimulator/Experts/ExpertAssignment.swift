/// Which experts each of some tokens goes to.
public struct ExpertAssignment: Sendable, Equatable {
  /// Experts of the layer.
  public let experts: Int
  /// Experts of a token.
  public let topK: Int
  /// The experts, `topK` of the first token, then of the next.
  public let choices: [UInt16]

  /// Tokens.
  public var tokens: Int { topK == 0 ? 0 : choices.count / topK }

  /// How many tokens each expert gets.
  public var loads: [Int] {
    var loads = [Int](repeating: 0, count: experts)
    for expert in choices { loads[Int(expert)] += 1 }
    return loads
  }
}
