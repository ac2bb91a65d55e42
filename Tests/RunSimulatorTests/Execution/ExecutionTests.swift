import RunSimulator
import Testing

@Suite("Running a schedule")
struct ExecutionTests {
  @Test("No chunk starts before its rank is free and what it needs has arrived", arguments: [0, 3] as [Int64])
  func dependencies(latency: Int64) throws {
    var scenario = unitScenario(
      .dualPipe, ranks: 8, microBatches: 24, forward: 5, inputGradient: 7, weightGradient: 4, pair: 13)
    scenario.pointToPoint = latency
    scenario.chunks.jitterPercent = 20
    let step = try simulate(scenario)
    let schedule = step.schedule
    var forwardEnd: [Pass: Int64] = [:]
    var gradientEnd: [Pass: Int64] = [:]
    for (chunk, end) in zip(schedule.chunks, step.ends) {
      if chunk.kind.runsForward { forwardEnd[chunk.pass] = end }
      if chunk.kind.makesInputGradient { gradientEnd[chunk.backwardPass] = end }
    }
    for rank in 0..<8 {
      var free: Int64 = 0
      for position in schedule.positions(ofRank: rank) {
        let chunk = schedule.chunks[position]
        var earliest = free
        if chunk.kind.runsForward && chunk.pass.stage > 0 {
          var before = chunk.pass
          before.stage -= 1
          earliest = max(earliest, try #require(forwardEnd[before]) + latency)
        }
        if chunk.kind.makesInputGradient {
          var after = chunk.backwardPass
          earliest = max(earliest, try #require(forwardEnd[after]))
          after.stage += 1
          if after.stage < 8 { earliest = max(earliest, try #require(gradientEnd[after]) + latency) }
        }
        if chunk.kind == .weightGradient { earliest = max(earliest, try #require(gradientEnd[chunk.pass])) }
        #expect(step.starts[position] == earliest)
        free = step.ends[position]
      }
    }
  }

  @Test("A latency between stages lengthens 1F1B's fill and drain, and what it exposes is counted")
  func latency() throws {
    var scenario = unitScenario(.oneFOneB, ranks: 2, microBatches: 1, forward: 10, inputGradient: 12, weightGradient: 8)
    #expect(try simulate(scenario).exposedCommunicationNanoseconds == nil)
    scenario.pointToPoint = 5
    let step = try simulate(scenario)
    #expect(step.stepNanoseconds == 10 + 5 + 10 + 20 + 5 + 20)
    // Rank 0 waits 5 for the gradient, rank 1 waits 5 for the activations.
    #expect(step.ranks.map(\.waitingForTransfer) == [5, 5])
    #expect(step.exposedCommunicationNanoseconds == 5)
    #expect(step.ranks.map(\.idle) == [40, 40])
  }

  @Test("A slow stage slows the pipeline; a multiplier of 1 changes nothing")
  func multipliers() throws {
    var scenario = unitScenario(.dualPipe, ranks: 4, microBatches: 16, forward: 10, inputGradient: 11, pair: 20)
    let even = try simulate(scenario)
    scenario.chunks.stageMultipliers = [1, 1, 1, 1]
    #expect(try simulate(scenario).ends == even.ends)
    scenario.chunks.stageMultipliers = [1, 1, 1, 2]
    let slow = try simulate(scenario)
    #expect(slow.stepNanoseconds > even.stepNanoseconds)
    // Stage 3 is rank 3's one way and rank 0's the other; only these have more to do.
    let busy = zip(slow.ranks, even.ranks).map { $0.busy > $1.busy }
    #expect(busy == [true, false, false, true])
  }

  @Test("Jitter keeps its bounds, follows its seed, and is the same every time")
  func jitter() throws {
    var scenario = unitScenario(
      .oneFOneB, ranks: 4, microBatches: 64, forward: 1_000_000, inputGradient: 1_000_000, weightGradient: 1_000_000)
    scenario.chunks.jitterPercent = 10
    let first = try simulate(scenario)
    #expect(try simulate(scenario).ends == first.ends)
    scenario.seed = 1
    #expect(try simulate(scenario).ends != first.ends)
    let forwards = first.schedule.chunks.indices.filter { first.schedule.chunks[$0].kind == .forward }
      .map { first.ends[$0] - first.starts[$0] }
    #expect(forwards.allSatisfy { (900_000...1_100_000).contains($0) })
    let mean = forwards.reduce(0, +) / Int64(forwards.count)
    #expect((980_000...1_020_000).contains(mean))
    #expect(Set(forwards).count > 200)
  }

  @Test("An order that cannot run is a deadlock with its rank and chunk")
  func deadlock() throws {
    let pass = { Pass(microBatch: 0, stage: $0) }
    let scenario = unitScenario(.oneFOneB, ranks: 2, microBatches: 1)
    // Rank 1 would run its backward before the forward that it is the backward of.
    let schedule = try Schedule(
      orders: [
        [Chunk(.forward, pass(0)), Chunk(.backward, pass(0))], [Chunk(.backward, pass(1)), Chunk(.forward, pass(1))],
      ], microBatches: 1, placement: [[0, 1]])
    #expect(
      throws: RunError.deadlock(
        rank: 0, position: 1, chunk: Chunk(.backward, pass(0)),
        waitsFor: "the input gradient of micro-batch 0 at stage 1")
    ) { try simulate(schedule, scenario) }
    let early = try Schedule(
      orders: [[Chunk(.weightGradient, pass(0)), Chunk(.forward, pass(0))], []], microBatches: 1, placement: [[0, 1]])
    #expect(
      throws: RunError.deadlock(
        rank: 0, position: 0, chunk: Chunk(.weightGradient, pass(0)),
        waitsFor: "the input gradient of micro-batch 0 at stage 0")
    ) { try simulate(early, scenario) }
  }

  @Test("An order that does a thing twice, or another rank's work, is refused")
  func brokenOrders() throws {
    let pass = Pass(microBatch: 0, stage: 0)
    let scenario = unitScenario(.oneFOneB, ranks: 1, microBatches: 1)
    for kinds in [
      [ChunkKind.forward, .forward], [.forward, .backward, .inputGradient], [.forward, .backward, .weightGradient],
    ] {
      let schedule = try Schedule(orders: [kinds.map { Chunk($0, pass) }], microBatches: 1, placement: [[0]])
      #expect(
        throws: RunError.repeatedChunk(rank: 0, position: kinds.count - 1, chunk: Chunk(kinds[kinds.count - 1], pass))
      ) { try simulate(schedule, scenario) }
    }
    #expect(throws: RunError.misplacedChunk(rank: 1, position: 0, chunk: Chunk(.forward, pass))) {
      try Schedule(orders: [[], [Chunk(.forward, pass)]], microBatches: 1, placement: [[0, 1]])
    }
    #expect(throws: RunError.misplacedChunk(rank: 0, position: 0, chunk: Chunk(.forward, pass))) {
      try Schedule(orders: [[Chunk(.forward, pass)]], microBatches: 0, placement: [[0]])
    }
  }

  @Test("Values that make no sense are refused in scenarios made in code too")
  func nonsense() throws {
    func expectRefusal(_ path: String, _ change: (inout Scenario) -> Void) {
      var scenario = unitScenario(.dualPipe, ranks: 4, microBatches: 8)
      change(&scenario)
      do {
        _ = try simulate(scenario)
        Issue.record("\(path) was taken")
      } catch {
        #expect(error.description.hasPrefix(path))
      }
    }
    expectRefusal("chunks.forward_ns") { $0.chunks.forward = -1 }
    expectRefusal("chunks.jitter_percent") { $0.chunks.jitterPercent = .nan }
    expectRefusal("chunks.overlapped_pair_ns") { $0.chunks.overlappedPair = nil }
    expectRefusal("chunks.stage_multipliers") { $0.chunks.stageMultipliers = [1, 1, 1, -2] }
    expectRefusal("pipeline.ranks") { $0.pipeline.ranks = 0 }
    expectRefusal("seed") { $0.seed = .max }
    expectRefusal("pipeline.ranks, pipeline.micro_batches") { $0.pipeline = .init(ranks: 4096, microBatches: 100_000) }
    expectRefusal("the step is too long") {
      $0.chunks = .init(forward: 1_000_000_000_000, inputGradient: 0, weightGradient: 0, overlappedPair: 0)
      $0.chunks.stageMultipliers = Array(repeating: 1000, count: 4)
      $0.pipeline.microBatches = 8_000
    }
  }

  @Test("A schedule of one's own with split backwards runs: two stages on one rank wait for no transfer")
  func ownSchedule() throws {
    var scenario = unitScenario(.oneFOneB, ranks: 1, microBatches: 1, forward: 10, inputGradient: 20, weightGradient: 3)
    scenario.pointToPoint = 7
    let first = Pass(microBatch: 0, stage: 0)
    let second = Pass(microBatch: 0, stage: 1)
    let schedule = try Schedule(
      orders: [
        [
          Chunk(.forward, first), Chunk(.forward, second), Chunk(.inputGradient, second), Chunk(.inputGradient, first),
          Chunk(.weightGradient, second), Chunk(.weightGradient, first),
        ]
      ], microBatches: 1, placement: [[0, 0]])
    let step = try simulate(schedule, scenario)
    #expect(step.stepNanoseconds == 10 + 10 + 20 + 20 + 3 + 3)
    #expect(step.schedule.name == nil)
    #expect(step.peakActivations == 2)
  }
}
