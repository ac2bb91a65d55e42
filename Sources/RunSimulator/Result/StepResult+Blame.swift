extension StepResult {
  /// Why a rank is idle at a time; `nil` where it is not, or the pipeline has ended.
  public func idleExplanation(rank: Int, at time: Int64) -> IdleExplanation? {
    guard time >= 0, time < pipelineEnd else { return nil }
    let positions = schedule.positions(ofRank: rank)
    // The first chunk that ends after the time.
    var low = positions.lowerBound
    var high = positions.upperBound
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] <= time { low = middle + 1 } else { high = middle }
    }
    let free = low > positions.lowerBound ? ends[low - 1] : 0
    guard low < positions.upperBound else {
      guard let lastChunk else { return nil }
      return explanation(rank, free..<pipelineEnd, next: nil, from: lastChunk, at: time)
    }
    guard starts[low] > time else { return nil }
    return explanation(rank, free..<starts[low], next: low, from: Int(causes[low]), at: time)
  }

  /// Idle time of all ranks by what the rank that it waited for did meanwhile: by the kind of chunk, by its raw value,
  /// and on transfers between ranks. The sum is the idle time of all ranks.
  ///
  /// A wait is followed through every rank that waits itself, so what is named is the work that was in fact going on.
  public var blame: (byKind: [Int64], transfer: Int64) {
    var byKind = [Int64](repeating: 0, count: ChunkKind.allCases.count)
    var transfer: Int64 = 0
    for rank in 0..<schedule.ranks {
      var free: Int64 = 0
      for position in schedule.positions(ofRank: rank) {
        if starts[position] > free {
          attribute(free..<starts[position], from: Int(causes[position]), &byKind, &transfer)
        }
        free = ends[position]
      }
      if free < pipelineEnd, let lastChunk { attribute(free..<pipelineEnd, from: lastChunk, &byKind, &transfer) }
    }
    return (byKind, transfer)
  }

  /// Splits a gap by what went on along the chain of causes: each begins where the one before it ended or arrived, so
  /// together they cover the gap.
  private func attribute(_ gap: Range<Int64>, from cause: Int, _ byKind: inout [Int64], _ transfer: inout Int64) {
    var end = gap.upperBound
    var position = cause
    while position >= 0 && end > gap.lowerBound {
      transfer += end - min(end, max(gap.lowerBound, ends[position]))
      end = min(end, ends[position])
      if end <= gap.lowerBound { return }
      let start = max(gap.lowerBound, starts[position])
      byKind[Int(schedule.chunks[position].kind.rawValue)] += end - start
      end = start
      position = Int(causes[position])
    }
  }

  private func explanation(
    _ rank: Int, _ gap: Range<Int64>, next: Int?, from cause: Int, at time: Int64
  ) -> IdleExplanation {
    var chain: [IdleExplanation.Step] = []
    var position = cause
    var waitingRank = rank
    while position >= 0 {
      let rank = schedule.rank(ofPosition: position)
      chain.append(.init(chunk: position, rank: rank, occupiesRank: rank == waitingRank))
      if starts[position] <= time { break }
      waitingRank = rank
      position = Int(causes[position])
    }
    return IdleExplanation(
      rank: rank, gap: gap, next: next, chain: chain,
      isInTransfer: chain.last.map { ends[$0.chunk] <= time } ?? false)
  }

  /// The explanation in words: `idle: waits for forward 3 of rank 6, which waits for forward 3 of rank 5`.
  public func text(_ explanation: IdleExplanation) -> String {
    var text = explanation.next == nil ? "idle: has done its part; the pipeline waits for " : "idle: waits for "
    for (index, step) in explanation.chain.enumerated() {
      if index > 0 { text += step.occupiesRank ? ", which runs after " : ", which waits for " }
      text += "\(schedule.chunks[step.chunk].phrase) of rank \(step.rank)"
    }
    return explanation.isInTransfer ? text + ", whose output is on its way" : text
  }
}

extension Chunk {
  /// As in a sentence: `forward 3`, `pair of forward 17 and backward 3`.
  public var phrase: String {
    switch kind {
    case .forward: "forward \(pass.microBatch)"
    case .backward: "backward \(pass.microBatch)"
    case .inputGradient: "input gradient \(pass.microBatch)"
    case .weightGradient: "weight gradient \(pass.microBatch)"
    case .overlappedPair: "pair of forward \(pass.microBatch) and backward \(backwardPass.microBatch)"
    }
  }
}
