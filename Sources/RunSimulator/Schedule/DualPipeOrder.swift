/// Writes one rank's order of DualPipe or DualPipeV, which differ only in what their two phases are.
///
/// Of DualPipe's phases, 0 is the direction whose micro-batches enter at the rank's half of the pipeline, and 1 the other.
/// Of DualPipeV's, 0 is the rank's stage on the way out, and 1 its stage on the way back.
struct DualPipeOrder {
  private(set) var chunks: [Chunk] = []
  /// Ranks between this one and the turn: the middle of DualPipe, the last rank of DualPipeV.
  private let outer: Int
  /// Ranks between the entry and this one.
  private let depth: Int
  /// Micro-batches of a phase.
  private let phaseLength: Int
  /// The first micro-batch, stage and direction of each phase.
  private let phases: (Pass, Pass)
  /// How many forwards and backwards of each phase were written.
  private var forwards = (0, 0)
  private var backwards = (0, 0)
  /// Backward passes whose weight gradient is still to come, first in, first out.
  private var deferred: [Pass] = []
  private var nextDeferred = 0

  /// DualPipe's order.
  static func bidirectional(rank: Int, ranks: Int, microBatches: Int) -> [Chunk] {
    let half = microBatches / 2
    func phase(_ direction: Int) -> Pass {
      Pass(microBatch: direction * half, stage: direction == 0 ? rank : ranks - 1 - rank, direction: direction)
    }
    let own = rank < ranks / 2 ? 0 : 1
    let depth = min(rank, ranks - 1 - rank)
    return DualPipeOrder(
      outer: ranks / 2 - depth - 1, depth: depth, phaseLength: half, phases: (phase(own), phase(1 - own))
    ).written()
  }

  /// DualPipeV's order.
  static func vShaped(rank: Int, ranks: Int, microBatches: Int) -> [Chunk] {
    DualPipeOrder(
      outer: ranks - 1 - rank, depth: rank, phaseLength: microBatches,
      phases: (Pass(microBatch: 0, stage: rank), Pass(microBatch: 0, stage: 2 * ranks - 1 - rank))
    ).written()
  }

  private init(outer: Int, depth: Int, phaseLength: Int, phases: (Pass, Pass)) {
    self.outer = outer
    self.depth = depth
    self.phaseLength = phaseLength
    self.phases = phases
  }

  private consuming func written() -> [Chunk] {
    run()
    return chunks
  }

  private mutating func run() {
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
    for index in 0..<(phaseLength - 2 * outer - depth - 1) {
      if index == 0 && outer == 0 {
        // A rank at the turn does not overlap its first pair: its backward is then done sooner.
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
    var pass = phase == 0 ? phases.0 : phases.1
    pass.microBatch += UInt32(index)
    return pass
  }
}
