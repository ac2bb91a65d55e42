/// What each rank of a pipeline runs, in order, in one training step.
///
/// A schedule says nothing of time: the executor starts each chunk once its rank is free and what it needs is there.
public struct Schedule: Sendable, Equatable {
  /// Which schedule it is; `nil` for an order of one's own.
  public let name: ScheduleName?
  /// Ranks of the pipeline.
  public let ranks: Int
  /// Micro-batches of the step, all directions together.
  public let microBatches: Int
  /// Stages that each micro-batch passes.
  public let stages: Int
  /// Into how many stages a rank's share of the model is cut; a stage then takes that part of a chunk's time. An order of
  /// one's own has stages of whole chunks.
  public let stagesPerRank: Int
  /// Directions in which micro-batches travel.
  public let directions: Int
  /// Every rank's chunks in order, rank after rank.
  public let chunks: [Chunk]
  /// Where each rank's chunks begin in `chunks`; one more entry than ranks.
  public let rankStarts: [Int]
  /// The rank that holds each stage, by direction, then stage.
  let placement: [Int32]

  /// A schedule from each rank's order.
  ///
  /// - Parameters:
  ///   - orders: what each rank runs.
  ///   - microBatches: micro-batches of the step, all directions together.
  ///   - placement: the rank that holds each stage, by direction, then stage; only ranks that have an order.
  /// - Throws: `RunError.misplacedChunk` for a chunk whose micro-batch, stage or direction does not exist or whose
  ///   stage is held by another rank. Whether the order can run shows only when it does.
  public init(orders: [[Chunk]], microBatches: Int, placement: [[Int]]) throws(RunError) {
    name = nil
    stagesPerRank = 1
    ranks = orders.count
    self.microBatches = microBatches
    directions = placement.count
    stages = placement.first?.count ?? 0
    precondition(placement.allSatisfy { $0.count == placement[0].count }, "directions have the same stages")
    precondition(placement.allSatisfy { $0.allSatisfy(orders.indices.contains) }, "stages are held by ranks")
    self.placement = placement.flatMap { $0.map(Int32.init) }
    chunks = orders.flatMap { $0 }
    var starts = [0]
    for order in orders { starts.append(starts[starts.count - 1] + order.count) }
    rankStarts = starts
    for rank in orders.indices {
      for (position, chunk) in orders[rank].enumerated() {
        for pass in [chunk.pass, chunk.backwardPass] where !holds(pass, rank: rank) {
          throw RunError.misplacedChunk(rank: rank, position: position, chunk: chunk)
        }
      }
    }
  }

  /// A schedule whose order is right by construction.
  init(_ name: ScheduleName, microBatches: Int, placement: [[Int]], orders: [[Chunk]]) {
    self.name = name
    ranks = orders.count
    self.microBatches = microBatches
    directions = placement.count
    stages = placement[0].count
    stagesPerRank = placement[0].count / orders.count
    self.placement = placement.flatMap { $0.map(Int32.init) }
    chunks = orders.flatMap { $0 }
    rankStarts = orders.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
  }

  /// The positions of a rank's chunks.
  public func positions(ofRank rank: Int) -> Range<Int> { rankStarts[rank]..<rankStarts[rank + 1] }

  /// A rank's chunks in order.
  public func order(ofRank rank: Int) -> ArraySlice<Chunk> { chunks[positions(ofRank: rank)] }

  /// The rank that runs the chunk at a position of `chunks`.
  ///
  /// - Complexity: O(log ranks).
  public func rank(ofPosition position: Int) -> Int {
    var low = 0
    var high = ranks - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if rankStarts[middle] <= position { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The rank that holds a stage.
  public func rank(ofStage stage: Int, direction: Int = 0) -> Int { Int(placement[direction * stages + stage]) }

  private func holds(_ pass: Pass, rank: Int) -> Bool {
    Int(pass.microBatch) < microBatches && Int(pass.stage) < stages && Int(pass.direction) < directions
      && self.rank(ofStage: Int(pass.stage), direction: Int(pass.direction)) == rank
  }
}
