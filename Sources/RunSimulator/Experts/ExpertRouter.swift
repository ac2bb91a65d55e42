import Glibc

/// Assigns tokens to experts as DeepSeek-V3 does: nodes first, by their two best experts, then experts of these nodes
/// (arXiv 2412.19437, section 2.1.2).
///
/// A token's affinity to an expert is the expert's popularity plus noise of Gumbel's distribution, so that without limits
/// an expert is drawn in proportion to the exponential of its popularity. Equal seeds give equal assignments.
public struct ExpertRouter: Sendable, Equatable {
  /// Experts.
  public var experts: Int
  /// Experts of a token.
  public var topK: Int
  /// Nodes, with equally many experts each in order.
  public var nodes: Int
  /// The most nodes of a token.
  public var nodeLimit: Int
  /// The standard deviation of the popularities, in natural logarithms: 0 makes all experts alike.
  public var skew: Double
  /// The seed.
  public var seed: UInt64

  /// A router.
  public init(experts: Int, topK: Int, nodes: Int, nodeLimit: Int, skew: Double, seed: UInt64 = 0) {
    self.experts = experts
    self.topK = topK
    self.nodes = nodes
    self.nodeLimit = nodeLimit
    self.skew = skew
    self.seed = seed
  }

  /// How many of some tokens each expert gets.
  ///
  /// - Parameters:
  ///   - bias: added to the affinity of each expert when experts are chosen; empty for none.
  ///   - batch: which tokens: other batches have other noise.
  public func loads(tokens: Int, bias: [Double] = [], batch: UInt64 = 0) -> [Int] {
    var popularity = Noise(seed: seed)
    var base = (0..<experts).map { _ in skew * popularity.normal() }
    if !bias.isEmpty { for expert in 0..<experts { base[expert] += bias[expert] } }
    var noise = Noise(seed: seed &+ (batch &+ 1) &* 0x9E37_79B9_7F4A_7C15)
    var loads = [Int](repeating: 0, count: experts)
    var scores = base
    let perNode = experts / nodes
    for _ in 0..<tokens {
      for expert in 0..<experts { scores[expert] = base[expert] + noise.gumbel() }
      let groups = (0..<nodes).map { node -> (score: Double, node: Int) in
        var best = -Double.infinity
        var second = -Double.infinity
        for expert in node * perNode..<(node + 1) * perNode {
          let score = scores[expert]
          if score > best {
            second = best
            best = score
          } else if score > second {
            second = score
          }
        }
        return (second == -.infinity ? best : best + second, node)
      }.sorted { $0.score > $1.score }
      var allowed: [Int] = []
      for group in groups.prefix(nodeLimit) { allowed += group.node * perNode..<(group.node + 1) * perNode }
      for _ in 0..<min(topK, allowed.count) {
        guard let place = allowed.indices.max(by: { scores[allowed[$0]] < scores[allowed[$1]] }) else { break }
        loads[allowed[place]] += 1
        allowed.swapAt(place, allowed.count - 1)
        allowed.removeLast()
      }
    }
    return loads
  }

  /// Biases that even the loads out without an auxiliary loss: after each batch those of overloaded experts fall by a
  /// step and those of others rise.
  public func balancingBias(tokens: Int, batches: Int, step: Double) -> [Double] {
    var bias = [Double](repeating: 0, count: experts)
    let mean = tokens * topK / experts
    for batch in 0..<batches {
      let loads = loads(tokens: tokens, bias: bias, batch: UInt64(batch))
      for expert in 0..<experts where loads[expert] != mean { bias[expert] += loads[expert] > mean ? -step : step }
    }
    return bias
  }

  /// Reproducible noise.
  private struct Noise {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    /// Evenly spread above 0 and below 1.
    private mutating func uniform() -> Double {
      // SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
      state &+= 0x9E37_79B9_7F4A_7C15
      var bits = state
      bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
      bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
      bits ^= bits >> 31
      return (Double(bits >> 11) + 0.5) / 9_007_199_254_740_992
    }

    mutating func gumbel() -> Double { -log(-log(uniform())) }

    mutating func normal() -> Double { sqrt(-2 * log(uniform())) * cos(2 * Double.pi * uniform()) }
  }
}
