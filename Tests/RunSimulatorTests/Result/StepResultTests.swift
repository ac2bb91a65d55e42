import RunSimulator
import Testing

@Suite("A step's result")
struct StepResultTests {
  private func steps() throws -> [StepResult] {
    var latency = unitScenario(
      .dualPipe, ranks: 6, microBatches: 16, forward: 50, inputGradient: 70, weightGradient: 40, pair: 130)
    latency.pointToPoint = 9
    var uneven = latency
    uneven.chunks.stageMultipliers = [1.3, 1, 1, 1, 1, 0.8]
    uneven.chunks.jitterPercent = 15
    var plain = uneven
    plain.schedule = .oneFOneB
    return try [latency, uneven, plain].map { (scenario) in try simulate(scenario) }
  }

  @Test("The critical path is gapless but for transfers, from time 0 to the pipeline's end")
  func criticalPath() throws {
    for step in try steps() {
      let path = step.criticalPath
      let first = try #require(path.first)
      let last = try #require(path.last)
      #expect(step.starts[first] == 0)
      #expect(step.ends[last] == step.pipelineEnd)
      for (earlier, later) in zip(path, path.dropFirst()) {
        let sameRank = step.schedule.rank(ofPosition: earlier) == step.schedule.rank(ofPosition: later)
        #expect(step.starts[later] - step.ends[earlier] == (sameRank ? 0 : 9))
      }
    }
  }

  @Test("Busy and idle of a rank add up to the pipeline, and blame to all idle time")
  func sums() throws {
    for step in try steps() {
      for rank in step.ranks { #expect(rank.busy + rank.idle == step.pipelineEnd) }
      let blame = step.blame
      #expect(blame.byKind.reduce(0, +) + blame.transfer == step.ranks.map(\.idle).reduce(0, +))
      #expect(blame.transfer > 0)
    }
  }

  @Test("Every idle moment is explained by a chunk that runs then, or whose output is on its way")
  func explanations() throws {
    for step in try steps() {
      for rank in 0..<6 {
        for time in stride(from: Int64(0), to: step.pipelineEnd, by: 7) {
          let positions = step.schedule.positions(ofRank: rank)
          let isBusy = positions.contains { step.starts[$0] <= time && time < step.ends[$0] }
          let explanation = step.idleExplanation(rank: rank, at: time)
          #expect((explanation == nil) == isBusy)
          guard let explanation else { continue }
          #expect(explanation.gap.contains(time))
          let last = try #require(explanation.chain.last)
          #expect(step.starts[last.chunk] <= time)
          #expect(explanation.isInTransfer == (step.ends[last.chunk] <= time))
          if explanation.isInTransfer { #expect(time < step.ends[last.chunk] + 9) }
        }
      }
      #expect(step.idleExplanation(rank: 0, at: step.pipelineEnd) == nil)
    }
  }

  @Test("At the start the last rank waits for the first forward all the way up")
  func text() throws {
    let step = try simulate(unitScenario(.oneFOneB, ranks: 3, microBatches: 2, forward: 10, pair: nil))
    let start = try #require(step.idleExplanation(rank: 2, at: 0))
    #expect(step.text(start) == "idle: waits for forward 0 of rank 1, which waits for forward 0 of rank 0")
    let later = try #require(step.idleExplanation(rank: 2, at: 10))
    #expect(step.text(later) == "idle: waits for forward 0 of rank 1")
    let end = try #require(step.idleExplanation(rank: 2, at: step.pipelineEnd - 1))
    #expect(end.next == nil)
    #expect(step.text(end) == "idle: has done its part; the pipeline waits for backward 1 of rank 0")
  }

  @Test("Tokens, GPU-hours and utilisation follow from the published step as the papers count them")
  func training() throws {
    // DX001, DX002, DX006, DX013: 15360 sequences of 4096 tokens in 19.926 s on 2048 GPUs.
    var scenario = try Scenario.builtIn("deepseek-v3-1f1b")
    scenario.pipeline.ranks = 1
    scenario.optimizer = nil
    scenario.training.gpusPerRank = 16
    scenario.chunks = .init(forward: 19_926_000_000 / 120, inputGradient: 0, weightGradient: 0)
    let step = try simulate(scenario)
    #expect(step.stepNanoseconds == 19_926_000_000)
    #expect(step.sequencesPerStep == 15360)
    #expect(abs(try #require(step.tokensPerDay) / 272.8e9 - 1) < 0.0001)
    #expect(abs(try #require(step.gpuHoursPerTrillionTokens) / 180_180 - 1) < 0.0001)
    #expect(abs(try #require(step.mfuCausalPercent) - 38.97) < 0.01)
  }

  @Test("What the scenario does not give is absent, not zero")
  func absent() throws {
    let step = try simulate(unitScenario(.oneFOneB, ranks: 2, microBatches: 2))
    #expect(step.tokensPerDay == nil)
    #expect(step.gpuHoursPerTrillionTokens == nil)
    #expect(step.mfuCausalPercent == nil)
    #expect(step.exposedCommunicationNanoseconds == nil)
    #expect(step.ranks.allSatisfy { $0.waitingForTransfer == nil })
  }

  @Test("DeepSeek-V3: the phases are those published, which calibrate it; the bubble is what is predicted")
  func deepSeek() throws {
    let step = try simulate(Scenario.builtIn("deepseek-v3"))
    // IS005, IS009, IS011 and IS013, in seconds, as means over the ranks.
    let mean = { (kinds: [ChunkKind]) in
      kinds.map { kind in step.ranks.map { Double($0.busy(kind)) }.reduce(0, +) }.reduce(0, +) / 16 / 1e9
    }
    #expect(abs(mean([.forward]) - 1.13) < 0.0001)
    #expect(abs(mean([.backward, .inputGradient]) - 1.99) < 0.0001)
    #expect(abs(mean([.weightGradient]) - 0.48) < 0.0001)
    #expect(abs(mean([.overlappedPair]) - 13.95) < 0.0001)
    #expect(step.stepNanoseconds == step.pipelineEnd + 290_000_000)
    let total = step.ranks.map(\.busy).reduce(0, +) / 16 + step.bubbleNanoseconds + 290_000_000
    #expect(abs(total - step.stepNanoseconds) <= 1)
    #expect(step.peakActivations == 17)
    let plain = try simulate(Scenario.builtIn("deepseek-v3-1f1b"))
    #expect(plain.stepNanoseconds > step.stepNanoseconds)
    #expect(plain.bubblePercent > step.bubblePercent)
  }
}
