extension Schedule {
  /// One forward, one backward: rank r runs `ranks - 1 - r` forwards, then a forward and a full backward in turn, then
  /// the backwards that are left (Narayanan et al., arXiv 2104.04473, section 2.2).
  ///
  /// Any number of ranks and micro-batches has such an order.
  /// - Throws: `RunError.schedule` where either is below 1.
  public static func oneFOneB(ranks: Int, microBatches: Int) throws(RunError) -> Schedule {
    func check(_ rule: ScheduleRule, _ holds: Bool) throws(RunError) {
      if holds { return }
      throw .schedule(
        .oneFOneB, rule: rule, ranks: ranks, microBatches: microBatches, nearestRanks: max(1, ranks),
        nearestMicroBatches: max(1, microBatches))
    }
    try check(.ranksArePositive, ranks >= 1)
    try check(.microBatchesArePositive, microBatches >= 1)

    var chunks: [Chunk] = []
    chunks.reserveCapacity(2 * ranks * microBatches)
    var rankStarts = [0]
    for rank in 0..<ranks {
      let ahead = min(ranks - 1 - rank, microBatches)
      for index in 0..<ahead { chunks.append(Chunk(.forward, Pass(microBatch: index, stage: rank))) }
      for index in 0..<microBatches {
        if ahead + index < microBatches {
          chunks.append(Chunk(.forward, Pass(microBatch: ahead + index, stage: rank)))
        }
        chunks.append(Chunk(.backward, Pass(microBatch: index, stage: rank)))
      }
      rankStarts.append(chunks.count)
    }
    return Schedule(
      .oneFOneB, ranks: ranks, microBatches: microBatches, chunks: chunks, rankStarts: rankStarts,
      placement: [Array(0..<ranks)])
  }
}
