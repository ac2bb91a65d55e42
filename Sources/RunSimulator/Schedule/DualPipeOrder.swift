/// Writes one rank's DualPipe order.
///
/// The published code numbers the directions from the rank's own side: phase 0 is the direction whose micro-batches
/// enter at the rank's half of the pipeline, phase 1 the other.
struct DualPipeOrder {
  private(set) var chunks: [Chunk] = []
  private let rank: Int
  private let ranks: Int
  private let microBatches: Int
  /// Distance to the nearer end of the pipeline.
  private let depth: Int
  /// How many forwards and backwards of each phase were written.
  private var forwards = (0, 0)
  private var backwards = (0, 0)
  /// Backward passes whose weight gradient is still to come, first in, first out.
  private var deferred: [Pass] = []
  private var nextDeferred = 0

  init(rank: Int, ranks: Int, microBatches: Int) {
    self.rank = rank
    self.ranks = ranks
    self.microBatches = microBatches
    depth = min(rank, ranks - 1 - rank)
  }

  mutating func run() {
    let half = ranks / 2
    let outer = half - depth - 1
    // 1: nF0
    for _ in 0..<(2 * outer) { forward(0) }
    // 2: nF0F1
    for _ in 0...depth {
      forward(0)
      forward(1)
    }
    // 3: nB1W1F1
    for _ in 0..<outer {
      backward(1, deferringWeights: true)
      weights()
      forward(1)
    }
    // 4: nF0B1F1B0, the main part
    for index in 0..<(microBatches / 2 - ranks + depth + 1) {
      if index == 0 && outer == 0 {
        // The two middle ranks do not overlap their first pair: its backward is then done sooner.
        forward(0)
        backward(1, deferringWeights: false)
      } else {
        pair(0, 1)
      }
      pair(1, 0)
    }
    // 5: nB1F1B0
    for _ in 0..<outer {
      backward(1, deferringWeights: false)
      pair(1, 0)
    }
    // 6: nB1B0, from the middle on with the weight gradients deferred
    for index in 0..<(2 * (depth + 1)) {
      backward(index.isMultiple(of: 2) ? 1 : 0, deferringWeights: index > depth)
    }
    // 7: nWB0
    for _ in 0..<outer {
      weights()
      backward(0, deferringWeights: true)
    }
    // 8: nW
    while nextDeferred < deferred.count { weights() }
  }

  private mutating func forward(_ phase: Int) { chunks.append(Chunk(.forward, nextForward(phase))) }

  private mutating func backward(_ phase: Int, deferringWeights: Bool) {
    let pass = nextBackward(phase)
    chunks.append(Chunk(deferringWeights ? .inputGradient : .backward, pass))
    if deferringWeights { deferred.append(pass) }
  }

  private mutating func weights() {
    chunks.append(Chunk(.weightGradient, deferred[nextDeferred]))
    nextDeferred += 1
  }

  private mutating func pair(_ forwardPhase: Int, _ backwardPhase: Int) {
    let forward = nextForward(forwardPhase)
    chunks.append(Chunk(overlapping: forward, with: nextBackward(backwardPhase)))
  }

  private mutating func nextForward(_ phase: Int) -> Pass { next(phase, &forwards) }
  private mutating func nextBackward(_ phase: Int) -> Pass { next(phase, &backwards) }

  private func next(_ phase: Int, _ counts: inout (Int, Int)) -> Pass {
    let index = phase == 0 ? counts.0 : counts.1
    if phase == 0 { counts.0 += 1 } else { counts.1 += 1 }
    let direction = rank < ranks / 2 ? phase : 1 - phase
    return Pass(
      microBatch: direction * (microBatches / 2) + index, stage: direction == 0 ? rank : ranks - 1 - rank,
      direction: direction)
  }
}
