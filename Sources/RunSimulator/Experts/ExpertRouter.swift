import Glibc

/// Assigns tokens to experts as DeepSeek-V3 does: groups first, by their two best experts, then experts of these groups
/// (arXiv 2412.19437, section 2.1.2).
///
/// A token's affinity to an expert is the expert's popularity plus noise of Gumbel's distribution, so that without limits
/// an expert is drawn in proportion to the exponential of its popularity. Equal seeds give equal assignments.
public struct ExpertRouter: Sendable, Hashable {
  /// Experts.
  public var experts: Int
  /// Experts of a token.
  public var topK: Int
  /// Groups, with equally many experts each in order.
  public var groups: Int
  /// The most groups of a token.
  public var groupLimit: Int
  /// The standard deviation of the lasting popularities, in natural logarithms: 0 makes all experts alike.
  public var skew: Double
  /// The standard deviation of what popularities change from batch to batch, in natural logarithms.
  public var drift: Double
  /// The seed.
  public var seed: UInt64
  /// The layer, which has popularities of its own.
  public var layer: Int

  /// A router.
  public init(
    experts: Int, topK: Int, groups: Int, groupLimit: Int, skew: Double, drift: Double = 0, seed: UInt64 = 0,
    layer: Int = 0
  ) {
    self.experts = experts
    self.topK = topK
    self.groups = groups
    self.groupLimit = groupLimit
    self.skew = skew
    self.drift = drift
    self.seed = seed
    self.layer = layer
  }

  /// The lasting popularity of each expert, in natural logarithms.
  public var popularity: [Double] {
    var noise = SplitMix(seed: seed, UInt64(layer), 0)
    return (0..<experts).map { _ in skew * noise.normal() }
  }

  /// The experts of some tokens.
  ///
  /// - Parameters:
  ///   - bias: added to the affinity of each expert when experts are chosen; empty for none.
  ///   - batch: which tokens: other batches have other noise.
  public func assignment(tokens: Int, bias: [Double] = [], batch: UInt64 = 0) -> ExpertAssignment {
    var changes = SplitMix(seed: seed, UInt64(layer), 1, batch)
    var affinity = popularity
    for expert in 0..<experts {
      affinity[expert] += drift * changes.normal() + (bias.isEmpty ? 0 : bias[expert])
    }
    var race = ExpertRace(
      weights: affinity.map(exp), topK: topK, groups: groups, groupLimit: groupLimit,
      noise: SplitMix(seed: seed, UInt64(layer), 2, batch))
    return ExpertAssignment(experts: experts, topK: race.topK, choices: race.choices(tokens: tokens))
  }

  /// How many of some tokens each expert gets; parameters as `assignment`.
  public func loads(tokens: Int, bias: [Double] = [], batch: UInt64 = 0) -> [Int] {
    assignment(tokens: tokens, bias: bias, batch: batch).loads
  }

  /// Biases that even the loads out without an auxiliary loss: after each batch those of overloaded experts fall by a
  /// step and those of others rise. They settle, up to the step, where every expert is as likely as any other: at the
  /// negative of the lasting popularity.
  public func balancingBias(tokens: Int, batches: Int, step: Double) -> [Double] {
    var bias = [Double](repeating: 0, count: experts)
    let mean = tokens * topK / experts
    for batch in 0..<batches {
      let loads = loads(tokens: tokens, bias: bias, batch: UInt64(batch))
      for expert in 0..<experts where loads[expert] != mean { bias[expert] += loads[expert] > mean ? -step : step }
    }
    return bias
  }
}
