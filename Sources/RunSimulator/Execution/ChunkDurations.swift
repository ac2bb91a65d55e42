/// How long each chunk of a schedule takes, in whole nanoseconds.
struct ChunkDurations: Sendable {
  private let forward: [Int64]
  private let backward: [Int64]
  private let inputGradient: [Int64]
  private let weightGradient: [Int64]
  /// The forward and the backward half of an overlapped pair, by stage; their sum is the pair's duration.
  private let pairForward: [Int64]
  private let pairBackward: [Int64]
  /// The durations of pairs by the stages of both halves, where they are not the sum of two halves; else empty.
  private let pair: [Int64]
  /// Largest deviation of a chunk from its mean, in parts of a million.
  private let jitter: Int64
  private let seed: UInt64

  /// The durations that a scenario's chunk times, which are those of a rank's share of the model, give for each stage.
  init(_ times: Scenario.ChunkTimes, _ schedule: Schedule, seed: UInt64) {
    let part = Double(schedule.stagesPerRank)
    func scaled(_ nanoseconds: Int64) -> [Int64] {
      let multipliers = times.stageMultipliers ?? Array(repeating: 1, count: schedule.stages)
      return multipliers.map { Int64((Double(nanoseconds) * $0 / part).rounded()) }
    }
    forward = scaled(times.forward)
    inputGradient = scaled(times.inputGradient)
    weightGradient = scaled(times.weightGradient)
    backward = zip(inputGradient, weightGradient).map(+)
    // A pair joins two stages that may be of unequal weight: each half is given its share of the pair by the time that
    // it takes alone.
    let pair = times.overlappedPair ?? 0
    let alone = Double(times.forward + times.inputGradient + times.weightGradient)
    let share = alone > 0 ? Double(times.forward) / alone : 0.5
    let forwardShare = Int64((Double(pair) * share).rounded())
    pairForward = scaled(forwardShare)
    pairBackward = scaled(pair - forwardShare)
    self.pair = []
    jitter = Int64((times.jitterPercent * 10_000).rounded())
    self.seed = seed
  }

  /// The durations that the kernels and messages of each stage give.
  init(_ times: StageTimes, jitterPercent: Double, seed: UInt64) {
    forward = times.forward.map(\.span)
    backward = times.backward.map(\.span)
    inputGradient = times.inputGradient.map(\.span)
    weightGradient = times.weightGradient.map(\.span)
    pairForward = []
    pairBackward = []
    pair = times.pair.map(\.span)
    jitter = Int64((jitterPercent * 10_000).rounded())
    self.seed = seed
  }

  /// The duration of the chunk at a position of a schedule.
  @inline(__always)
  func duration(of chunk: Chunk, at position: Int) -> Int64 {
    let stage = Int(chunk.pass.stage)
    let mean =
      switch chunk.kind {
      case .forward: forward[stage]
      case .backward: backward[stage]
      case .inputGradient: inputGradient[stage]
      case .weightGradient: weightGradient[stage]
      case .overlappedPair:
        pair.isEmpty
          ? pairForward[stage] + pairBackward[Int(chunk.backwardPass.stage)]
          : pair[stage * forward.count + Int(chunk.backwardPass.stage)]
      }
    return jitter == 0 ? mean : jittered(mean, position)
  }

  /// The longest duration that any chunk can have.
  var longest: Int64 {
    let pairs = pair.max() ?? (pairForward.max() ?? 0) + (pairBackward.max() ?? 0)
    let longest = max(forward.max() ?? 0, backward.max() ?? 0, pairs)
    return longest + longest / 1_000_000 * jitter + jitter
  }

  /// A mean moved by up to the jitter, evenly spread; the same for a seed and position whatever ran before.
  private func jittered(_ mean: Int64, _ position: Int) -> Int64 {
    // SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
    var bits = seed &+ (UInt64(position) &+ 1) &* 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    bits ^= bits >> 31
    let offset = Int64(bits.multipliedFullWidth(by: UInt64(2 * jitter + 1)).high) - jitter
    let product = mean.multipliedFullWidth(by: offset)
    return mean + Int64(1_000_000).dividingFullWidth(product).quotient
  }
}
