import RunSimulator
import Testing

/// Published steps, bubbles and activations: deepseek-ai/DualPipe at 3da1bbe, README; Qi et al., arXiv 2401.10241, Table 2;
/// Narayanan et al., arXiv 2104.04473, section 2.2; Li and Hoefler, arXiv 2107.06925, Table 2.
@Suite("Schedules against their formulas")
struct ScheduleFormulaTests {
  /// A step whose chunks can be halved.
  private func step(
    _ name: ScheduleName, _ ranks: Int, _ microBatches: Int, forward: Int64 = 2, inputGradient: Int64 = 2,
    weightGradient: Int64 = 2, interleaving: Int = 2
  ) throws -> StepResult {
    var scenario = unitScenario(
      name, ranks: ranks, microBatches: microBatches, forward: forward, inputGradient: inputGradient,
      weightGradient: weightGradient, pair: forward + inputGradient + weightGradient)
    scenario.interleaving = interleaving
    return try simulate(scenario)
  }

  @Test(
    "Steps in half units, F = B = W",
    arguments: [
      (ScheduleName.zeroBubbleH1, 8, 20, 134), (.interleaved, 8, 32, 213), (.zeroBubbleH1, 8, 32, 206),
      (.interleaved, 16, 256, 1581), (.zeroBubbleH1, 16, 256, 1566), (.dualPipeV, 16, 256, 1566),
      (.oneFOneB, 16, 256, 1626), (.dualPipe, 16, 256, 1564),
    ])
  func publishedSteps(name: ScheduleName, ranks: Int, microBatches: Int, halves: Int64) throws {
    #expect(try step(name, ranks, microBatches).stepNanoseconds == halves)
  }

  @Test("GPipe's bubble is (p-1)(F+B), and it holds every micro-batch", arguments: [1, 2, 5, 8], [1, 4, 9])
  func gpipe(ranks: Int, microBatches: Int) throws {
    let step = try step(.gpipe, ranks, microBatches, forward: 7, inputGradient: 9, weightGradient: 4)
    #expect(step.ranks.allSatisfy { $0.idle == Int64(ranks - 1) * 20 && $0.peakActivations == microBatches })
  }

  @Test("The interleaved bubble is (p-1)(F+B)/v", arguments: [2, 3, 4, 8], [1, 2, 3, 4])
  func interleaved(ranks: Int, stagesPerRank: Int) throws {
    for groups in 2...4 {
      let times = Int64(12 * stagesPerRank)
      let step = try step(
        .interleaved, ranks, groups * ranks, forward: times, inputGradient: times, weightGradient: times,
        interleaving: stagesPerRank)
      #expect(step.ranks.allSatisfy { $0.idle == Int64(ranks - 1) * 36 })
      #expect(step.schedule.stages == ranks * stagesPerRank)
    }
  }

  @Test("ZB-H1's bubble is (p-1)(F+B-W) with 1F1B's activations", arguments: [2, 3, 4, 8, 16])
  func zeroBubbleH1(ranks: Int) throws {
    for microBatches in [2 * ranks, 2 * ranks + 3, 5 * ranks] {
      let even = try step(.zeroBubbleH1, ranks, microBatches)
      #expect(even.bubbleWithinRanks == Int64(ranks - 1) * 2)
      #expect(even.ranks.allSatisfy { $0.idle == Int64(ranks - 1) * 2 })
      #expect(even.peakActivations == ranks)
      let uneven = try step(
        .zeroBubbleH1, ranks, microBatches, forward: 10, inputGradient: 10, weightGradient: 8)
      #expect(uneven.bubbleWithinRanks == Int64(ranks - 1) * (10 + 10 - 8))
    }
  }

  @Test("ZB-H2 leaves no rank idle within its own work, with 2p-1 activations", arguments: [2, 3, 4, 8, 16])
  func zeroBubbleH2(ranks: Int) throws {
    for microBatches in [2 * ranks, 3 * ranks, 5 * ranks + 1] {
      let step = try step(.zeroBubbleH2, ranks, microBatches)
      #expect(step.bubbleWithinRanks == 0)
      #expect(step.peakActivations == 2 * ranks - 1)
      // The last rank begins p-1 forwards late.
      #expect(step.bubbleNanoseconds == Int64(ranks - 1) * 2)
    }
  }

  @Test("ZB-V leaves no rank idle within its own work, with 1F1B's activations", arguments: [2, 3, 4, 8, 16])
  func zeroBubbleV(ranks: Int) throws {
    for microBatches in [2 * ranks, 3 * ranks, 5 * ranks + 1] {
      let step = try step(.zeroBubbleV, ranks, microBatches)
      #expect(step.bubbleWithinRanks == 0)
      // Halves of a rank's share.
      #expect(step.peakActivations == 2 * ranks)
    }
  }

  @Test("Chimera's step is 2N+D-2 slots where forwards and backwards take one each", arguments: [2, 4, 6, 8, 16])
  func chimera(ranks: Int) throws {
    for groups in 1...4 {
      let step = try step(.chimera, ranks, groups * ranks, forward: 1, inputGradient: 1, weightGradient: 0)
      #expect(step.stepNanoseconds == Int64(2 * groups * ranks + ranks - 2))
      #expect(step.ranks.allSatisfy { $0.idle == Int64(ranks - 2) })
      let held = step.ranks.map(\.peakActivations)
      #expect(held.max() == ranks)
      #expect(held.min() == ranks / 2 + 1)
    }
  }

  @Test("DualPipeV's bubble is (p-1)(F&B+B-3W) in half chunks, on as many ranks", arguments: [1, 2, 3, 4, 8, 16])
  func dualPipeV(ranks: Int) throws {
    for microBatches in [2 * ranks, 2 * ranks + 1, 5 * ranks] {
      let step = try step(.dualPipeV, ranks, microBatches)
      #expect(step.ranks.allSatisfy { $0.idle == Int64(ranks - 1) * (3 + 2 - 3) })
      #expect(step.ranks.allSatisfy { $0.peakActivations == 2 * ranks + 1 })
    }
  }

  @Test("Every schedule runs at every size that it takes, and does all work once", arguments: ScheduleName.allCases)
  func everySize(name: ScheduleName) throws {
    var taken = 0
    for ranks in 1...9 {
      for microBatches in 1...24 {
        let step: StepResult
        do {
          step = try self.step(name, ranks, microBatches, forward: 3, inputGradient: 5, weightGradient: 2)
        } catch let RunError.schedule(_, _, _, _, nearestRanks, nearestMicroBatches) {
          _ = try self.step(name, nearestRanks, nearestMicroBatches)
          continue
        }
        taken += 1
        // Halves are rounded up: 3 becomes 2 and 2, 5 becomes 3 and 3.
        let isHalved = step.schedule.stagesPerRank == 2
        let work: Int64 = name.overlapsPairs ? 0 : isHalved ? 12 : 10
        if work > 0 { #expect(step.ranks.allSatisfy { $0.busy == work * Int64(microBatches) }) }
        let forwards = step.schedule.chunks.filter { $0.kind.runsForward }.map(\.pass)
        let gradients = step.schedule.chunks.filter { $0.kind.makesInputGradient }.map(\.backwardPass)
        let weights = step.schedule.chunks.filter { $0.kind.releasesActivations }.map(\.backwardPass)
        let passes = microBatches * step.schedule.stages
        for done in [forwards, gradients, weights] { #expect(done.count == passes && Set(done).count == passes) }
      }
    }
    #expect(taken >= 15)
  }

  @Test("Interleaving and Chimera refuse a rest of micro-batches")
  func refusals() {
    for name in [ScheduleName.interleaved, .chimera] {
      #expect(
        throws: RunError.schedule(
          name, rule: .microBatchesAreMultipleOfRanks, ranks: 4, microBatches: 9, nearestRanks: 4,
          nearestMicroBatches: 12)
      ) { try name.schedule(ranks: 4, microBatches: 9) }
    }
  }
}
