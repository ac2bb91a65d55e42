import RunSimulator
import Testing

/// The curve of communication SMs.
@Suite struct CommunicationCurveTests {
  private func steps(_ settings: String...) throws -> [Int64?] {
    var scenario = try Scenario.builtIn("deepseek-v3-h800")
    try scenario.apply(settings)
    let sweep = try Sweep(scenario, [SweepKnob("communication.sms=0..64:4")])
    return sweep.points(at: Array(0..<sweep.count)).map(\.step)
  }

  @Test func theCurveHasAKnee() throws {
    let steps = try steps()
    #expect(steps[0] == nil)
    let times = steps.dropFirst().compactMap { $0 }
    #expect(times.count == 16)
    let best = try #require(times.indices.min { times[$0] < times[$1] })
    // Neither end: four SMs move too little, and sixty-four leave too few for computation.
    #expect(best > 0 && best < 8)
    #expect(Double(times[0]) > 1.05 * Double(times[best]))
    #expect(zip(times[best...], times[best...].dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test func bulkCopiesNeedFewerSMs() throws {
    let waiting = try steps()
    let bulk = try steps("communication.backend=few-sm")
    #expect(try #require(bulk[1]) < #require(waiting[1]))
  }

  @Test func withoutSMsTheReasonIsGiven() throws {
    let sweep = try Sweep(Scenario.builtIn("deepseek-v3-h800"), [SweepKnob("communication.sms=0")])
    #expect(try #require(sweep.point(at: 0).refusal).contains("low-latency holds none"))
  }
}
