/// Writes one rank's ZB-V order for stages whose forward, input and weight gradients take equally long.
struct ZeroBubbleVOrder {
  private(set) var chunks: [Chunk] = []
  private let rank: Int
  private let ranks: Int
  private let microBatches: Int
  /// How many forwards, input gradients and weight gradients of the way out and of the way back were written.
  private var forwards = [0, 0]
  private var gradients = [0, 0]
  private var weights = [0, 0]

  init(rank: Int, ranks: Int, microBatches: Int) {
    self.rank = rank
    self.ranks = ranks
    self.microBatches = microBatches
  }

  mutating func run() {
    // The order is that of a pipeline which has micro-batches enough to be full once; those that there are not are left out.
    let count = max(microBatches, 2 * ranks - 1)
    for _ in 0..<(2 * (ranks - rank) - 1) { forward(0) }
    for _ in 0..<rank {
      forward(1)
      forward(0)
    }
    for _ in 0..<(ranks - rank) {
      forward(1)
      backward(1)
    }
    while forwards[1] < forwards[0] || forwards[0] < count {
      if forwards[0] < count { forward(0) }
      backward(0)
      forward(1)
      backward(1)
    }
    // What is left are gradients; the weights' fill in where the pipeline runs dry.
    for _ in 0..<rank {
      gradient(0)
      gradient(1)
    }
    for _ in 0..<(ranks - rank) {
      gradient(0)
      weight(0)
    }
    while weights[1] < gradients[1] { weight(1) }
    while weights[0] < gradients[0] { weight(0) }
  }

  private mutating func forward(_ way: Int) {
    write(.forward, forwards[way], way)
    forwards[way] += 1
  }

  private mutating func gradient(_ way: Int) {
    write(.inputGradient, gradients[way], way)
    gradients[way] += 1
  }

  private mutating func weight(_ way: Int) {
    write(.weightGradient, weights[way], way)
    weights[way] += 1
  }

  private mutating func backward(_ way: Int) {
    gradient(way)
    weight(way)
  }

  private mutating func write(_ kind: ChunkKind, _ index: Int, _ way: Int) {
    guard index < microBatches else { return }
    chunks.append(Chunk(kind, Pass(microBatch: index, stage: way == 0 ? rank : 2 * ranks - 1 - rank)))
  }
}
