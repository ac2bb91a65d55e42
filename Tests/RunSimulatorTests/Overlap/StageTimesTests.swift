import Testing

@testable import RunSimulator

@Suite struct StageTimesTests {
  private func times(_ settings: String...) throws -> StageTimes {
    var scenario = try Scenario.builtIn("deepseek-v3-h800")
    try scenario.apply(settings)
    return try #require(try scenario.stageTimes(stages: 16))
  }

  @Test func everyLayerIsInAStage() throws {
    let stages = try times().stages
    #expect(stages.count == 16)
    #expect(stages.joined() == "ddd" + String(repeating: "m", count: 58) + "hmh")
  }

  @Test func fourLayersOverlappedTakeWhatTheTraceShows() throws {
    let pair = try times().expertPair(layers: 4)
    // TR01: 129.0 ms. No parameter was taken from it.
    #expect(abs(Double(pair.span) / 129.012e6 - 1) < 0.1)
    #expect(pair.exposedCommunication + pair.computeBusy <= pair.span)
  }

  @Test func overlapHidesMessages() throws {
    let on = try times().expertPair(layers: 4)
    let off = try times("communication.overlap=off").expertPair(layers: 4)
    #expect(off.span > on.span + on.communicationBusy / 2)
    #expect(off.exposedCommunication == off.communicationBusy + off.waiting)
    // A message beside kernels has less of the memory and is never shorter for it.
    #expect(off.communicationBusy <= on.communicationBusy)
  }

  @Test func gpusWaitForTheMostLoaded() throws {
    let even = try times("experts.drift=0").expertPair(layers: 4)
    let uneven = try times().expertPair(layers: 4)
    #expect(uneven.span > even.span)
    #expect(uneven.waiting > 10 * even.waiting)
    #expect(uneven.exposedCommunication > even.exposedCommunication)
    // The GPU that is shown has an average load: it computes about as long.
    #expect(abs(Double(uneven.computeBusy) / Double(even.computeBusy) - 1) < 0.03)
  }

  @Test func exposedMessagesAreCountedInTheStep() throws {
    let on = try simulate(Scenario.builtIn("deepseek-v3-h800"))
    let off = try simulate(Scenario.builtIn("deepseek-v3-no-overlap"))
    let transfers = on.ranks.reduce(Int64(0)) { $0 + ($1.waitingForTransfer ?? 0) } / 16
    let exposed = try #require(on.exposedCommunicationNanoseconds)
    // Chunks that have no partner show their messages.
    #expect(exposed > transfers)
    #expect(try #require(off.exposedCommunicationNanoseconds) > 2 * exposed)
  }

  @Test func whatIsEstimatedIsNamed() throws {
    let times = try times()
    #expect(times.estimatedKernels.contains("experts' SwiGLU, gradient"))
    #expect(!times.estimatedKernels.contains("attention gradient"))
    #expect(times.estimatedPercent > 0 && times.estimatedPercent < 100)
  }

  @Test func otherKernelTimesAreTaken() throws {
    var scenario = try Scenario.builtIn("deepseek-v3-h800")
    try scenario.apply(["training.sequence_length_tokens=2048"])
    #expect(throws: RunError.self) { try simulate(scenario) }
    let tokens = try #require(scenario.tokensPerMicroBatch)
    var table = KernelTimeTable()
    for key in scenario.modelRun.kernelKeys(tokens: tokens) { try table.add("\(key)@132 1000000") }
    #expect(try simulate(scenario, table: table).stepNanoseconds > 0)
  }

  @Test func streamsDoOneThingAtATime() throws {
    let spans = try times().expertPair(layers: 2).spans
    for isMessage in [true, false] {
      let stream = spans.filter { ($0.role == nil) == isMessage }
      #expect(zip(stream, stream.dropFirst()).allSatisfy { $0.end <= $1.start })
    }
  }

  @Test func wholeStepsAreSimulated() throws {
    let published = try simulate(Scenario.builtIn("deepseek-v3-h800"))
    #expect(published.stepNanoseconds > 15_000_000_000 && published.stepNanoseconds < 25_000_000_000)
    for name in ["deepseek-v3-no-dualpipe", "deepseek-v3-no-overlap"] {
      let step = try simulate(Scenario.builtIn(name))
      #expect(step.stepNanoseconds > published.stepNanoseconds)
    }
    let again = try simulate(Scenario(json5: Scenario.builtIn("deepseek-v3-h800").canonicalJSON))
    #expect(again.ends == published.ends)
  }
}
