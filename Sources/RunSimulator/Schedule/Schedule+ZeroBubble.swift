extension Schedule {
  /// ZB-H1: 1F1B whose weight gradients are put off where they would make the ranks before wait, a micro-batch more on
  /// each rank, so that no rank holds more activations than 1F1B's first (Qi et al., arXiv 2401.10241, section 2).
  ///
  /// - Throws: `RunError.schedule` where ranks or micro-batches are below 1.
  public static func zeroBubbleH1(ranks: Int, microBatches: Int) throws(RunError) -> Schedule {
    try handcrafted(.zeroBubbleH1, lead: 1, ranks: ranks, microBatches: microBatches)
  }

  /// ZB-H2: twice as many forwards ahead fill the pipeline's start too (Qi et al., arXiv 2401.10241, section 2).
  ///
  /// - Throws: `RunError.schedule` where ranks or micro-batches are below 1.
  public static func zeroBubbleH2(ranks: Int, microBatches: Int) throws(RunError) -> Schedule {
    try handcrafted(.zeroBubbleH2, lead: 2, ranks: ranks, microBatches: microBatches)
  }

  /// Forwards ahead by `lead` for each rank that follows, weight gradients behind by `lead` for each rank before.
  private static func handcrafted(
    _ name: ScheduleName, lead: Int, ranks: Int, microBatches: Int
  ) throws(RunError) -> Schedule {
    try ScheduleRule.check(name, [], ranks: ranks, microBatches: microBatches)
    return Schedule(
      name, microBatches: microBatches, placement: Placement.straight(ranks: ranks),
      orders: (0..<ranks).map { rank in
        let ahead = min(lead * (ranks - 1 - rank), microBatches)
        let behind = min(lead * rank, microBatches)
        func chunk(_ kind: ChunkKind, _ index: Int) -> Chunk { Chunk(kind, Pass(microBatch: index, stage: rank)) }
        var chunks: [Chunk] = []
        chunks.reserveCapacity(3 * microBatches)
        for index in 0..<ahead { chunks.append(chunk(.forward, index)) }
        for index in 0..<microBatches {
          if ahead + index < microBatches { chunks.append(chunk(.forward, ahead + index)) }
          chunks.append(chunk(.inputGradient, index))
          if index >= behind { chunks.append(chunk(.weightGradient, index - behind)) }
        }
        for index in (microBatches - behind)..<microBatches { chunks.append(chunk(.weightGradient, index)) }
        return chunks
      })
  }

  /// ZB-V: each rank holds two stages of half its share, one on the way to the last rank and one on the way back, so that
  /// the rank that sees a micro-batch first also sees its gradient first (Qi et al., arXiv 2401.10241, section 6).
  ///
  /// - Throws: `RunError.schedule` where ranks or micro-batches are below 1.
  public static func zeroBubbleV(ranks: Int, microBatches: Int) throws(RunError) -> Schedule {
    try ScheduleRule.check(.zeroBubbleV, [], ranks: ranks, microBatches: microBatches)
    return Schedule(
      .zeroBubbleV, microBatches: microBatches, placement: Placement.vShaped(ranks: ranks),
      orders: (0..<ranks).map { rank in
        var order = ZeroBubbleVOrder(rank: rank, ranks: ranks, microBatches: microBatches)
        order.run()
        return order.chunks
      })
  }
}
