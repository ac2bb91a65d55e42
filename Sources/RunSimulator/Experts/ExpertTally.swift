/// What experts, GPUs and nodes get of some tokens.
public struct ExpertTally: Sendable, Equatable {
  /// Pairs of token and expert, by expert.
  public var experts: [Double]
  /// Pairs of token and expert, by GPU: rows of the experts' GEMMs.
  public var ranks: [Double]
  /// Pairs of token and expert, by node.
  public var nodes: [Double]
  /// Different tokens, by GPU: what arrives over NVLink.
  public var rankTokens: [Double]
  /// Different tokens, by node: what arrives over the network.
  public var nodeTokens: [Double]

  /// Counts an assignment under a placement; the tokens of an expert with copies take them in turn.
  public init(_ assignment: ExpertAssignment, _ placement: ExpertPlacement, gpusPerNode: Int) {
    let count = placement.ranks.count
    var firsts = [Int](repeating: 0, count: assignment.experts + 1)
    for held in placement.ranks { for expert in held { firsts[expert + 1] += 1 } }
    for expert in 0..<assignment.experts { firsts[expert + 1] += firsts[expert] }
    var filled = firsts
    var copies = [Int32](repeating: 0, count: firsts[assignment.experts])
    for (rank, held) in placement.ranks.enumerated() {
      for expert in held {
        copies[filled[expert]] = Int32(rank)
        filled[expert] += 1
      }
    }
    let nodeCount = max(1, (count + gpusPerNode - 1) / gpusPerNode)
    var turns = [Int](repeating: 0, count: assignment.experts)
    var pairs = [Int](repeating: 0, count: count)
    var arrived = pairs
    var reached = [Int](repeating: 0, count: nodeCount)
    var arrivedFor = [Int](repeating: -1, count: count)
    var reachedFor = [Int](repeating: -1, count: nodeCount)
    let topK = assignment.topK
    for (place, choice) in assignment.choices.enumerated() {
      let token = place / topK
      let expert = Int(choice)
      let rank = Int(copies[firsts[expert] + turns[expert]])
      turns[expert] += 1
      if firsts[expert] + turns[expert] == firsts[expert + 1] { turns[expert] = 0 }
      pairs[rank] += 1
      if arrivedFor[rank] != token {
        arrivedFor[rank] = token
        arrived[rank] += 1
      }
      let node = rank / gpusPerNode
      if reachedFor[node] != token {
        reachedFor[node] = token
        reached[node] += 1
      }
    }
    experts = assignment.loads.map(Double.init)
    ranks = pairs.map(Double.init)
    rankTokens = arrived.map(Double.init)
    nodeTokens = reached.map(Double.init)
    nodes = Self.sums(ranks, of: gpusPerNode)
  }

  private static func sums(_ loads: [Double], of count: Int) -> [Double] {
    stride(from: 0, to: loads.count, by: count).map { loads[$0..<min($0 + count, loads.count)].reduce(0, +) }
  }

  /// The same with all counts times a factor.
  func scaled(by factor: Double) -> ExpertTally {
    var scaled = self
    for part in [\ExpertTally.experts, \.ranks, \.nodes, \.rankTokens, \.nodeTokens] {
      scaled[keyPath: part] = self[keyPath: part].map { $0 * factor }
    }
    return scaled
  }

  /// The largest of some loads over their mean; 1 where there are none.
  public static func maxOverMean(_ loads: [Double]) -> Double {
    let sum = loads.reduce(0, +)
    return sum == 0 ? 1 : (loads.max() ?? 0) * Double(loads.count) / sum
  }
}
