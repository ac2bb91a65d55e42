import RunSimulator
import Testing

@Suite("DualPipe")
struct DualPipeTests {
  @Test("Steps of unit chunks", arguments: [(8, 20, 66), (16, 256, 782), (64, 256, 830)])
  func unitSteps(ranks: Int, microBatches: Int, units: Int64) throws {
    let step = try simulate(unitScenario(.dualPipe, ranks: ranks, microBatches: microBatches))
    #expect(step.stepNanoseconds == units)
  }

  @Test("With unit chunks every rank's bubble is (p/2-1)(F&B+B-3W)", arguments: [2, 4, 6, 8, 12, 16, 22])
  func bubble(ranks: Int) throws {
    for microBatches in stride(from: 2 * ranks, through: 4 * ranks + 6, by: 2) {
      let step = try simulate(unitScenario(.dualPipe, ranks: ranks, microBatches: microBatches))
      let bubble = Int64(ranks / 2 - 1) * (3 + 2 - 3)
      #expect(step.stepNanoseconds == Int64(3 * microBatches) + bubble)
      #expect(step.ranks.allSatisfy { $0.idle == bubble })
    }
  }

  @Test("Chunks of each kind per rank at 16 ranks and 120 micro-batches, PS029 to PS036")
  func published() throws {
    let step = try simulate(unitScenario(.dualPipe, ranks: 16, microBatches: 120))
    let alone = [23, 22, 21, 20, 19, 18, 17, 17]
    let pairs = [97, 98, 99, 100, 101, 102, 103, 103]
    let weights = [15, 14, 13, 12, 11, 10, 9, 8]
    for rank in 0..<8 {
      for activity in [step.ranks[rank], step.ranks[15 - rank]] {
        #expect(activity.chunkCount(.forward) == alone[rank])
        #expect(activity.chunkCount(.overlappedPair) == pairs[rank])
        #expect(activity.chunkCount(.backward) + activity.chunkCount(.inputGradient) == alone[rank])
        #expect(activity.chunkCount(.weightGradient) == weights[rank])
        #expect(activity.chunkCount(.inputGradient) == weights[rank])
      }
    }
  }

  @Test("Every rank holds PP+1 activations at most", arguments: [2, 4, 8, 16])
  func activations(ranks: Int) throws {
    let step = try simulate(unitScenario(.dualPipe, ranks: ranks, microBatches: 3 * ranks))
    #expect(step.ranks.allSatisfy { $0.peakActivations == ranks + 1 })
  }

  @Test("Every micro-batch passes every stage once each way, halves from either end")
  func completeness() throws {
    let schedule = try Schedule.dualPipe(ranks: 6, microBatches: 14)
    var forwards: Set<Pass> = []
    var backwards: Set<Pass> = []
    var weights: Set<Pass> = []
    for rank in 0..<6 {
      for chunk in schedule.order(ofRank: rank) {
        if chunk.kind.runsForward { #expect(forwards.insert(chunk.pass).inserted) }
        if chunk.kind.makesInputGradient { #expect(backwards.insert(chunk.backwardPass).inserted) }
        if chunk.kind.releasesActivations { #expect(weights.insert(chunk.backwardPass).inserted) }
        #expect(schedule.rank(ofStage: Int(chunk.pass.stage), direction: Int(chunk.pass.direction)) == rank)
      }
    }
    let expected = Set(
      (0..<14).flatMap { micro in (0..<6).map { Pass(microBatch: micro, stage: $0, direction: micro < 7 ? 0 : 1) } })
    #expect(forwards == expected)
    #expect(backwards == expected)
    #expect(weights == expected)
  }

  @Test(
    "A choice without an order names the rule and the nearest that works",
    arguments: [
      (7, 20, ScheduleRule.ranksAreEven, 8, 20), (7, 15, .ranksAreEven, 6, 16), (1, 4, .ranksAreEven, 2, 4),
      (8, 21, .microBatchesAreEven, 8, 22), (8, 14, .microBatchesFillThePipeline, 8, 16),
      (0, 4, .ranksArePositive, 2, 4), (2, 0, .microBatchesArePositive, 2, 4),
    ])
  func refusals(ranks: Int, microBatches: Int, rule: ScheduleRule, nearestRanks: Int, nearestMicroBatches: Int) throws {
    #expect(
      throws: RunError.schedule(
        .dualPipe, rule: rule, ranks: ranks, microBatches: microBatches, nearestRanks: nearestRanks,
        nearestMicroBatches: nearestMicroBatches)
    ) { try Schedule.dualPipe(ranks: ranks, microBatches: microBatches) }
    _ = try Schedule.dualPipe(ranks: nearestRanks, microBatches: nearestMicroBatches)
  }
}
