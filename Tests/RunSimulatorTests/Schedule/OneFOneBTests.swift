import RunSimulator
import Testing

@Suite("1F1B")
struct OneFOneBTests {
  @Test(
    "The bubble is (p-1)(F+B) on every rank, for any number of ranks and micro-batches",
    arguments: [1, 2, 3, 5, 8, 16], [1, 2, 3, 7, 16, 40])
  func bubble(ranks: Int, microBatches: Int) throws {
    let scenario = unitScenario(
      .oneFOneB, ranks: ranks, microBatches: microBatches, forward: 7, inputGradient: 9, weightGradient: 4)
    let step = try simulate(scenario)
    // With fewer micro-batches than ranks too, the last rank starts p-1 forwards late and ends p-1 backwards early.
    let bubble = Int64(ranks - 1) * (7 + 13)
    #expect(step.stepNanoseconds == Int64(microBatches) * 20 + bubble)
    #expect(step.ranks.allSatisfy { $0.idle == bubble })
    #expect(step.bubbleNanoseconds == bubble)
  }

  @Test("Steps of unit chunks", arguments: [(8, 20, 81), (8, 32, 117), (16, 256, 813), (64, 256, 957)])
  func unitSteps(ranks: Int, microBatches: Int, units: Int64) throws {
    let step = try simulate(unitScenario(.oneFOneB, ranks: ranks, microBatches: microBatches))
    #expect(step.stepNanoseconds == units)
  }

  @Test("Rank r holds p-r activations at most, and never more than there are micro-batches")
  func activations() throws {
    let full = try simulate(unitScenario(.oneFOneB, ranks: 8, microBatches: 20))
    #expect(full.ranks.map(\.peakActivations) == [8, 7, 6, 5, 4, 3, 2, 1])
    let few = try simulate(unitScenario(.oneFOneB, ranks: 8, microBatches: 3))
    #expect(few.ranks.map(\.peakActivations) == [3, 3, 3, 3, 3, 3, 2, 1])
  }

  @Test("The order of a rank: warm up, alternate, drain")
  func order() throws {
    let schedule = try Schedule.oneFOneB(ranks: 3, microBatches: 4)
    #expect(schedule.order(ofRank: 0).map(\.description) == ["F 0", "F 1", "F 2", "B 0", "F 3", "B 1", "B 2", "B 3"])
    #expect(schedule.order(ofRank: 2).map(\.description) == ["F 0", "B 0", "F 1", "B 1", "F 2", "B 2", "F 3", "B 3"])
  }

  @Test("No ranks or no micro-batches is refused with the rule")
  func refusals() {
    #expect(
      throws: RunError.schedule(
        .oneFOneB, rule: .ranksArePositive, ranks: 0, microBatches: 4, nearestRanks: 1, nearestMicroBatches: 4)
    ) { try Schedule.oneFOneB(ranks: 0, microBatches: 4) }
    #expect(
      throws: RunError.schedule(
        .oneFOneB, rule: .microBatchesArePositive, ranks: 2, microBatches: 0, nearestRanks: 2, nearestMicroBatches: 1)
    ) { try Schedule.oneFOneB(ranks: 2, microBatches: 0) }
  }
}
