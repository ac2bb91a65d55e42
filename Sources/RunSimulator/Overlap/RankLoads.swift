import Dispatch
import Synchronization

/// How much of a layer's work and messages each GPU of a group has, in parts of the mean.
struct RankLoads: Sendable, Equatable {
  /// Rows of the experts' GEMMs.
  var rows: [Double]
  /// Tokens that arrive over NVLink.
  var arrivals: [Double]
  /// Tokens that arrive over the network; at least 1, the own ones to send.
  var network: [Double]

  /// One GPU for all, with so many times the mean.
  init(all factor: Double) {
    rows = [factor]
    arrivals = [factor]
    network = [factor]
  }

  /// As counted.
  ///
  /// - Parameter scale: tokens that the tally stands for, over those that it counts.
  init(_ tally: ExpertTally, scale: Double) {
    rows = Self.parts(tally.ranks, scale)
    arrivals = Self.parts(tally.rankTokens, scale)
    let nodes = Self.parts(tally.nodeTokens, scale)
    network = rows.indices.map { max(1, nodes[$0 / ExpertGroup.gpusPerNode]) }
  }

  /// Loads in parts of their mean. A sample spreads them more than all tokens would: a count of m deviates by chance by
  /// the square root of m, so deviations are shrunk by what the sample adds to their variance.
  private static func parts(_ loads: [Double], _ scale: Double) -> [Double] {
    let mean = loads.reduce(0, +) / Double(max(1, loads.count))
    guard mean > 0 else { return loads.map { _ in 1 } }
    let parts = loads.map { $0 / mean }
    let variance = parts.reduce(0) { $0 + ($1 - 1) * ($1 - 1) } / Double(parts.count)
    guard variance > 0 else { return parts }
    let excess = 1 / mean - 1 / (mean * scale)
    let shrinking = (max(0, variance - excess) / variance).squareRoot()
    return parts.map { 1 + ($0 - 1) * shrinking }
  }
}

/// The loads of the layers of a chunk, forward and backward.
struct ChunkLoads: Sendable, Equatable {
  /// Those of forward layers, taken in turn.
  private let forward: [RankLoads]
  /// Those of backward layers, which work on another micro-batch.
  private let backward: [RankLoads]
  /// The GPU with the load nearest to the mean, whose kernels are shown.
  let typical: Int
  /// The tokens' ways, summed over all layers; `nil` where they follow from the number of experts.
  let tally: ExpertTally?

  /// GPUs.
  var ranks: Int { forward[0].rows.count }

  subscript(layer: Int, isBackward: Bool) -> RankLoads {
    isBackward ? backward[layer % backward.count] : forward[layer % forward.count]
  }

  /// Every GPU with so many times the mean.
  init(all factor: Double) {
    forward = [RankLoads(all: factor)]
    backward = forward
    typical = 0
    tally = nil
  }

  /// Layers each way with popular experts of their own; the stages of a pipeline have about as many.
  private static let layers = 4

  private init(_ tallies: [ExpertTally], scale: Double) {
    let loads = tallies.map { RankLoads($0, scale: scale) }
    forward = Array(loads.prefix(Self.layers))
    backward = Array(loads.dropFirst(Self.layers))
    let sums = loads[0].rows.indices.map { rank in loads.reduce(0) { $0 + $1.rows[rank] } }
    let mean = Double(loads.count)
    typical = sums.indices.min { (abs(sums[$0] - mean), $0) < (abs(sums[$1] - mean), $1) } ?? 0
    var sum = tallies[0]
    for tally in tallies.dropFirst() {
      sum.nodeTokens = zip(sum.nodeTokens, tally.nodeTokens).map(+)
      sum.rankTokens = zip(sum.rankTokens, tally.rankTokens).map(+)
    }
    tally = sum
  }

  /// Tokens that the tally counts.
  static func counted(_ group: ExpertGroup) -> Double { Double(2 * layers * group.sampled) }

  private static let known = Mutex<[ExpertGroup: ChunkLoads]>([:])
  /// Groups whose loads are kept: as many as a sweep is likely to come back to.
  private static let mostKnown = 64

  /// The loads of a group as its scenario balances them, kept for the next that asks.
  static func of(_ group: ExpertGroup) -> ChunkLoads {
    if let loads = known.withLock({ $0[group] }) { return loads }
    let tallies = Mutex([ExpertTally?](repeating: nil, count: 2 * layers))
    DispatchQueue.concurrentPerform(iterations: 2 * layers) { layer in
      let tally = group.tally(layer: layer, batch: layer < layers ? 1 : 2, isBalanced: true)
      tallies.withLock { $0[layer] = tally }
    }
    let loads = ChunkLoads(
      tallies.withLock { $0.compactMap { $0 } }, scale: Double(group.tokens) / Double(max(1, group.sampled)))
    known.withLock {
      if $0.count >= mostKnown { $0.removeAll() }
      $0[group] = loads
    }
    return loads
  }
}
