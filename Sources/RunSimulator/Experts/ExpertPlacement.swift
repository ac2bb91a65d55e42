/// Which experts lie on which GPU, and what each GPU gets.
public struct ExpertPlacement: Sendable, Equatable {
  /// The experts of each GPU; with redundant ones an expert may be on several.
  public let ranks: [[Int]]
  /// The load of each GPU.
  public let loads: [Double]

  /// Experts in order, equally many a GPU.
  public init(inOrder loads: [Int], ranks count: Int) {
    let each = loads.count / count
    ranks = (0..<count).map { Array($0 * each..<($0 + 1) * each) }
    self.loads = ranks.map { $0.reduce(0.0) { $0 + Double(loads[$1]) } }
  }

  /// With redundant experts: copies go one by one to the expert whose copies are most loaded; copies are then dealt, the
  /// heaviest first, to the least loaded GPU that has room and not that expert yet where there is one (the two steps of
  /// deepseek-ai/EPLB within a node).
  public init(balancing loads: [Int], ranks count: Int, redundant: Int) {
    var copies = [Int](repeating: 1, count: loads.count)
    func share(_ expert: Int) -> Double { Double(loads[expert]) / Double(copies[expert]) }
    for _ in 0..<redundant {
      guard let heaviest = loads.indices.max(by: { share($0) < share($1) }) else { break }
      copies[heaviest] += 1
    }
    let room = (loads.count + redundant + count - 1) / count
    var placed = [[Int]](repeating: [], count: count)
    var weights = [Double](repeating: 0, count: count)
    let order = loads.indices.sorted { (share($0), $1) > (share($1), $0) }
    for expert in order {
      for _ in 0..<copies[expert] {
        let open = (0..<count).filter { placed[$0].count < room }
        let fresh = open.filter { !placed[$0].contains(expert) }
        guard let rank = (fresh.isEmpty ? open : fresh).min(by: { (weights[$0], $0) < (weights[$1], $1) }) else {
          break
        }
        placed[rank].append(expert)
        weights[rank] += share(expert)
      }
    }
    ranks = placed
    self.loads = weights
  }

  /// How much more than the mean the most loaded GPU gets, in per cent: what `experts.imbalance_percent` takes.
  public var imbalancePercent: Double {
    let mean = loads.reduce(0, +) / Double(max(1, loads.count))
    return mean == 0 ? 0 : 100 * ((loads.max() ?? 0) / mean - 1)
  }

  /// The load of each node.
  public func nodeLoads(gpusPerNode: Int) -> [Double] {
    stride(from: 0, to: loads.count, by: gpusPerNode).map { first in
      loads[first..<min(first + gpusPerNode, loads.count)].reduce(0, +)
    }
  }
}
