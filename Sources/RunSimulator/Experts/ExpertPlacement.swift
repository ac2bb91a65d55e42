/// Which experts lie on which GPU.
public struct ExpertPlacement: Sendable, Equatable {
  /// The experts of each GPU; with redundant ones an expert may be on several.
  public let ranks: [[Int]]

  /// Experts in order, equally many a GPU.
  public init(inOrder experts: Int, ranks count: Int) {
    let each = experts / count
    ranks = (0..<count).map { Array($0 * each..<($0 + 1) * each) }
  }

  /// With redundant experts, by the hierarchical balancer (deepseek-ai/EPLB): groups are dealt to nodes, the heaviest
  /// first to the lightest node with room; within each node copies go one by one to the expert whose copies are most
  /// loaded; copies are then dealt to the node's GPUs as groups were to nodes. Where groups do not divide among nodes, all
  /// GPUs are as one node.
  ///
  /// - Parameters:
  ///   - loads: of each expert, the groups' in order.
  ///   - redundant: copies beside the experts themselves.
  public init(balancing loads: [Int], ranks count: Int, nodes: Int, groups: Int, redundant: Int) {
    let isHierarchical = groups.isMultiple(of: nodes) && redundant.isMultiple(of: nodes) && count.isMultiple(of: nodes)
    let nodes = isHierarchical ? nodes : 1
    let groups = isHierarchical ? groups : 1
    let perGroup = loads.count / groups
    let groupLoads = (0..<groups).map { group in
      Double(loads[group * perGroup..<(group + 1) * perGroup].reduce(0, +))
    }
    var placed: [[Int]] = []
    for held in Self.dealt(groupLoads, into: nodes) {
      let members = held.sorted().flatMap { Array($0 * perGroup..<($0 + 1) * perGroup) }
      var copies = [Int](repeating: 1, count: members.count)
      func share(_ place: Int) -> Double { Double(loads[members[place]]) / Double(copies[place]) }
      for _ in 0..<(redundant / nodes) {
        guard let heaviest = members.indices.max(by: { share($0) < share($1) }) else { break }
        copies[heaviest] += 1
      }
      let slots = members.indices.flatMap { Array(repeating: $0, count: copies[$0]) }
      placed += Self.dealt(slots.map(share), into: count / nodes).map { $0.map { members[slots[$0]] }.sorted() }
    }
    ranks = placed
  }

  /// Deals weighted items to bins of equal room, the heaviest first to the lightest bin that has room.
  private static func dealt(_ weights: [Double], into count: Int) -> [[Int]] {
    let room = (weights.count + count - 1) / count
    var bins = [[Int]](repeating: [], count: count)
    var sums = [Double](repeating: 0, count: count)
    for item in weights.indices.sorted(by: { (weights[$0], $1) > (weights[$1], $0) }) {
      var best = -1
      for bin in 0..<count where bins[bin].count < room {
        if best < 0 || sums[bin] < sums[best] { best = bin }
      }
      bins[best].append(item)
      sums[best] += weights[item]
    }
    return bins
  }
}
