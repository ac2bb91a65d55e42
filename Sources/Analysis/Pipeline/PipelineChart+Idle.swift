public import Trace

extension PipelineChart {
  /// The chunk that a rank runs at a time, or, where it is idle, `nil`. Of chunks that overlap, the one begun last.
  ///
  /// - Complexity: O(log chunks), and the chunks that overlap.
  public func chunk(rank: Int, at time: Int64) -> Int? {
    let range = ranks[rank].chunks
    var index = firstIndex(in: range) { chunks[$0].time.lowerBound > time } - 1
    while index >= range.lowerBound && busyUntil[index] > time {
      if chunks[index].time.upperBound > time { return index }
      index -= 1
    }
    return nil
  }

  /// Why a rank is idle at a time; `nil` where it is not, or the time is outside the step.
  public func idle(rank: Int, at time: Int64) -> PipelineIdle? {
    guard step.contains(time) else { return nil }
    let range = ranks[rank].chunks
    // The first chunk that the rank had not put behind it by then.
    let index = firstIndex(in: range) { busyUntil[$0] > time }
    let free = index > range.lowerBound ? busyUntil[index - 1] : step.lowerBound
    guard index < range.upperBound else {
      return explain(rank, free..<step.upperBound, next: nil, from: lastChunk, at: time)
    }
    guard chunks[index].time.lowerBound > time else { return nil }
    return explain(rank, free..<chunks[index].time.lowerBound, next: index, from: chunks[index].cause, at: time)
  }

  /// The explanation in words: `idle: waits for forward 3 of rank 6, which waits for forward 3 of rank 5`.
  public func text(_ idle: PipelineIdle, _ trace: TraceTables) -> String {
    guard !idle.chain.isEmpty else { return "idle: the trace does not say for what" }
    var text = idle.next == nil ? "idle: has done its part; the step waits for " : "idle: waits for "
    for (index, link) in idle.chain.enumerated() {
      if index > 0 { text += link.occupiesRank ? ", which runs after " : ", which waits for " }
      let chunk = chunks[link.chunk]
      text += "\(chunk.phrase ?? trace.text(trace.spans[chunk.span].name)) of \(ranks[chunk.rank].name)"
    }
    if idle.isInTransfer { return text + ", whose output is on its way" }
    return idle.isComplete ? text : text + ", and the trace does not say what that waits for"
  }

  private func explain(
    _ rank: Int, _ gap: Range<Int64>, next: Int?, from cause: Int?, at time: Int64
  ) -> PipelineIdle {
    var chain: [PipelineIdle.Step] = []
    var waiting = rank
    var cause = cause
    var isComplete = false
    while let index = cause {
      chain.append(PipelineIdle.Step(chunk: index, occupiesRank: chunks[index].rank == waiting))
      if chunks[index].time.lowerBound <= time {
        isComplete = true
        break
      }
      waiting = chunks[index].rank
      cause = chunks[index].cause
    }
    let isInTransfer = isComplete && chunks[chain[chain.count - 1].chunk].time.upperBound <= time
    return PipelineIdle(
      rank: rank, gap: gap, next: next, chain: chain, isInTransfer: isInTransfer, isComplete: isComplete)
  }

  /// The chunk that ends with the step; of several, that of the first rank.
  private var lastChunk: Int? {
    chunks.indices.first { chunks[$0].time.upperBound == step.upperBound }
  }

  /// The first index of a range for which a condition holds that stays true from there on; the end where for none.
  func firstIndex(in range: Range<Int>, where holds: (Int) -> Bool) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
