extension Schedule {
  /// DualPipe: micro-batches enter at both ends, each rank holds a stage of both directions, and in the main part a
  /// forward of one direction overlaps a backward of the other.
  ///
  /// The order of a rank follows the eight steps of deepseek-ai/DualPipe (dualpipe.py at 3da1bbe, `step`). Micro-batches
  /// `0..<n/2` travel from rank 0, the others from the last rank.
  /// - Throws: `RunError.schedule` unless ranks are even, and micro-batches even and at least twice the ranks.
  public static func dualPipe(ranks: Int, microBatches: Int) throws(RunError) -> Schedule {
    try checkDualPipe(ranks: ranks, microBatches: microBatches)
    var chunks: [Chunk] = []
    // A forward and a backward for each micro-batch, at most one more where the weight gradient is split off.
    chunks.reserveCapacity(2 * ranks * microBatches + ranks * ranks)
    var rankStarts = [0]
    for rank in 0..<ranks {
      var order = DualPipeOrder(rank: rank, ranks: ranks, microBatches: microBatches)
      order.run()
      chunks.append(contentsOf: order.chunks)
      rankStarts.append(chunks.count)
    }
    let forward = Array(0..<ranks)
    return Schedule(
      .dualPipe, ranks: ranks, microBatches: microBatches, chunks: chunks, rankStarts: rankStarts,
      placement: [forward, forward.reversed()])
  }

  private static func checkDualPipe(ranks: Int, microBatches: Int) throws(RunError) {
    var nearestRanks = max(2, ranks)
    // Of the two even neighbours the larger, unless only the smaller has micro-batches enough.
    if !nearestRanks.isMultiple(of: 2) { nearestRanks += 2 * (nearestRanks + 1) <= microBatches ? 1 : -1 }
    let fewest = 2 * nearestRanks
    let nearestMicroBatches = max(fewest, microBatches + (microBatches.isMultiple(of: 2) ? 0 : 1))
    func check(_ rule: ScheduleRule, _ holds: Bool) throws(RunError) {
      if holds { return }
      throw .schedule(
        .dualPipe, rule: rule, ranks: ranks, microBatches: microBatches, nearestRanks: nearestRanks,
        nearestMicroBatches: nearestMicroBatches)
    }
    try check(.ranksArePositive, ranks >= 1)
    try check(.microBatchesArePositive, microBatches >= 1)
    try check(.ranksAreEven, ranks.isMultiple(of: 2))
    try check(.microBatchesAreEven, microBatches.isMultiple(of: 2))
    try check(.microBatchesFillThePipeline, microBatches >= 2 * ranks)
  }
}
