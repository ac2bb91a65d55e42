extension Schedule {
  /// GPipe: every rank runs all forwards, then all backwards (Huang et al., arXiv 1811.06965).
  ///
  /// - Throws: `RunError.schedule` where ranks or micro-batches are below 1.
  public static func gpipe(ranks: Int, microBatches: Int) throws(RunError) -> Schedule {
    try ScheduleRule.check(.gpipe, [], ranks: ranks, microBatches: microBatches)
    return Schedule(
      .gpipe, microBatches: microBatches, placement: Placement.straight(ranks: ranks),
      orders: (0..<ranks).map { rank in
        [ChunkKind.forward, .backward].flatMap { kind in
          (0..<microBatches).map { Chunk(kind, Pass(microBatch: $0, stage: rank)) }
        }
      })
  }

  /// One forward, one backward: rank r runs `ranks - 1 - r` forwards, then a forward and a full backward in turn, then
  /// the backwards that are left (Narayanan et al., arXiv 2104.04473, section 2.2).
  ///
  /// Any number of ranks and micro-batches has such an order.
  /// - Throws: `RunError.schedule` where either is below 1.
  public static func oneFOneB(ranks: Int, microBatches: Int) throws(RunError) -> Schedule {
    try ScheduleRule.check(.oneFOneB, [], ranks: ranks, microBatches: microBatches)
    return Schedule(
      .oneFOneB, microBatches: microBatches, placement: Placement.straight(ranks: ranks),
      orders: (0..<ranks).map { rank in
        alternating(
          count: microBatches, ahead: ranks - 1 - rank,
          forward: { Pass(microBatch: $0, stage: rank) }, backward: { Pass(microBatch: $0, stage: rank) })
      })
  }

  /// Interleaved 1F1B: each rank holds several smaller stages, and micro-batches pass them in groups of as many as there
  /// are ranks (Narayanan et al., arXiv 2104.04473, section 2.2).
  ///
  /// - Throws: `RunError.schedule` unless the micro-batches are a multiple of the ranks.
  public static func interleaved(ranks: Int, microBatches: Int, stagesPerRank: Int) throws(RunError) -> Schedule {
    try ScheduleRule.check(
      .interleaved, [.microBatchesAreMultipleOfRanks], ranks: ranks, microBatches: microBatches)
    let group = ranks * stagesPerRank
    return Schedule(
      .interleaved, microBatches: microBatches,
      placement: Placement.rounds(ranks: ranks, stagesPerRank: stagesPerRank),
      orders: (0..<ranks).map { rank in
        func pass(_ index: Int, round: Int) -> Pass {
          Pass(microBatch: index / group * ranks + index % ranks, stage: round * ranks + rank)
        }
        // With a single group nothing is gained by running ahead less than all of it.
        let ahead = microBatches == ranks ? group : 2 * (ranks - 1 - rank) + (stagesPerRank - 1) * ranks
        return alternating(
          count: microBatches * stagesPerRank, ahead: ahead,
          forward: { pass($0, round: $0 % group / ranks) },
          backward: { pass($0, round: stagesPerRank - 1 - $0 % group / ranks) })
      })
  }

  /// Some forwards ahead, then a forward and a full backward in turn, then the backwards that are left.
  private static func alternating(
    count: Int, ahead: Int, forward: (Int) -> Pass, backward: (Int) -> Pass
  ) -> [Chunk] {
    let ahead = min(ahead, count)
    var chunks: [Chunk] = []
    chunks.reserveCapacity(2 * count)
    for index in 0..<ahead { chunks.append(Chunk(.forward, forward(index))) }
    for index in 0..<count {
      if ahead + index < count { chunks.append(Chunk(.forward, forward(ahead + index))) }
      chunks.append(Chunk(.backward, backward(index)))
    }
    return chunks
  }
}
