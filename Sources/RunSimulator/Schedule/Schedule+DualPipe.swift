extension Schedule {
  /// DualPipe: micro-batches enter at both ends, each rank holds a stage of both directions, and in the main part a
  /// forward of one direction overlaps a backward of the other.
  ///
  /// The order of a rank follows the eight steps of deepseek-ai/DualPipe (dualpipe.py at 3da1bbe, `step`). Micro-batches
  /// `0..<n/2` travel from rank 0, the others from the last rank.
  /// - Throws: `RunError.schedule` unless ranks are even, and micro-batches even and at least twice the ranks.
  public static func dualPipe(ranks: Int, microBatches: Int) throws(RunError) -> Schedule {
    try ScheduleRule.check(
      .dualPipe, [.ranksAreEven, .microBatchesAreEven, .microBatchesFillThePipeline], ranks: ranks,
      microBatches: microBatches)
    return Schedule(
      .dualPipe, microBatches: microBatches, placement: Placement.bidirectional(ranks: ranks),
      orders: (0..<ranks).map { DualPipeOrder.bidirectional(rank: $0, ranks: ranks, microBatches: microBatches) })
  }

  /// DualPipeV: each rank holds two stages of half its share, one on the way to the last rank and one on the way back,
  /// and a forward of one overlaps a backward of the other (deepseek-ai/DualPipe at 3da1bbe, dualpipev.py, `step`).
  ///
  /// - Throws: `RunError.schedule` unless there are at least two micro-batches a rank.
  public static func dualPipeV(ranks: Int, microBatches: Int) throws(RunError) -> Schedule {
    try ScheduleRule.check(.dualPipeV, [.microBatchesFillThePipeline], ranks: ranks, microBatches: microBatches)
    return Schedule(
      .dualPipeV, microBatches: microBatches, placement: Placement.vShaped(ranks: ranks),
      orders: (0..<ranks).map { DualPipeOrder.vShaped(rank: $0, ranks: ranks, microBatches: microBatches) })
  }
}
