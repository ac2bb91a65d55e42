extension Schedule {
  /// Chimera: two 1F1B pipelines of opposite directions, which fill each other's bubbles; a group of as many micro-batches
  /// as there are ranks runs half of them each way, and groups follow one another (Li and Hoefler, arXiv 2107.06925,
  /// section 3, without forward doubling).
  ///
  /// - Throws: `RunError.schedule` unless ranks are even and the micro-batches a multiple of them.
  public static func chimera(ranks: Int, microBatches: Int) throws(RunError) -> Schedule {
    try ScheduleRule.check(
      .chimera, [.ranksAreEven, .microBatchesAreMultipleOfRanks], ranks: ranks, microBatches: microBatches)
    return Schedule(
      .chimera, microBatches: microBatches, placement: Placement.bidirectional(ranks: ranks),
      orders: (0..<ranks).map { chimeraOrder(rank: $0, ranks: ranks, groups: microBatches / ranks) })
  }

  /// The chunks of both directions by the slot in which each would run if all took one slot: forwards of one direction and
  /// backwards of the other take the even slots, or the odd ones, so that no two meet.
  private static func chimeraOrder(rank: Int, ranks: Int, groups: Int) -> [Chunk] {
    let half = ranks / 2
    var slots: [(slot: Int, chunk: Chunk)] = []
    for group in 0..<groups {
      for direction in 0..<2 {
        let stage = direction == 0 ? rank : ranks - 1 - rank
        for index in 0..<half {
          let pass = Pass(microBatch: (group * 2 + direction) * half + index, stage: stage, direction: direction)
          let start = group * 2 * ranks + 2 * index
          slots.append((start + stage, Chunk(.forward, pass)))
          slots.append((start + 2 * ranks - 1 - stage, Chunk(.backward, pass)))
        }
      }
    }
    return slots.sorted { $0.slot < $1.slot }.map(\.chunk)
  }
}
