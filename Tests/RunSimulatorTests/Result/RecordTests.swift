import RunSimulator
import Testing
import Trace

@Suite("Recording a step")
struct RecordTests {
  @Test("A track a rank, a span a chunk, with its place and its micro-batch")
  func spans() throws {
    var scenario = try Scenario.builtIn("unit")
    scenario.optimizer = 500_000
    let step = try simulate(scenario)
    var recorder = TraceRecorder(info: TraceInfo(origin: .chromeJSON, sourceName: ""))
    step.record(into: &recorder)
    let trace = recorder.finish()
    #expect(trace.tracks.map(\.name) == (0..<8).map { "rank \($0)" })
    #expect(trace.tracks.allSatisfy { $0.kind == .rank })
    #expect(trace.spans.count == step.schedule.chunks.count + 8)
    #expect(trace.extent == 0..<66_500_000)
    #expect(trace.spans.allSatisfy { $0.lane == 0 })
    // Rank 0 has by then run 7 forwards of its own direction, and 3 backwards of the other, which counts from 10.
    let pair = try #require(trace.spans.first { $0.category == .overlappedPair })
    #expect(trace.text(pair.name) == "F 7 & B 13")
    #expect(
      trace.text(pair.arguments)
        == #"{"micro_batch":7,"direction":0,"stage":0,"backward_micro_batch":13,"backward_direction":1,"backward_stage":7}"#
    )
    #expect(trace.spans.filter { $0.category == .optimizer }.map(\.start) == Array(repeating: 66_000_000, count: 8))
  }

  @Test("Links lead from what was waited for to what waited, and every wait has one")
  func links() throws {
    var scenario = try Scenario.builtIn("unit")
    scenario.pointToPoint = 50_000
    let step = try simulate(scenario)
    var recorder = TraceRecorder(info: TraceInfo(origin: .simulation, sourceName: ""))
    step.record(into: &recorder)
    let trace = recorder.finish()
    for link in trace.links {
      let source = trace.spans[Int(link.source) - 1]
      let target = trace.spans[Int(link.target) - 1]
      #expect(link.kind == .dependency)
      #expect(source.track != target.track)
      #expect(source.end + 50_000 == target.start)
    }
    let waits = (0..<8).reduce(0) { count, rank in
      let positions = step.schedule.positions(ofRank: rank)
      return count
        + positions.count { step.starts[$0] > ($0 > positions.lowerBound ? step.ends[$0 - 1] : 0) }
    }
    #expect(waits > 0)
    #expect(trace.links.count == waits)
  }

  @Test("The trace holds its scenario, seed and facts")
  func info() throws {
    var scenario = try Scenario.builtIn("deepseek-v3")
    scenario.seed = 9
    let step = try simulate(scenario)
    var recorder = TraceRecorder(info: TraceInfo(origin: .chromeJSON, sourceName: ""))
    step.record(into: &recorder)
    let info = recorder.info
    #expect(info.origin == .simulation)
    #expect(info.sourceName == "deepseek-v3")
    #expect(info.seed == 9)
    #expect(try Scenario(json5: try #require(info.scenario)) == scenario)
    #expect(info.facts["schedule"] == "dualpipe")
    #expect(info.facts["ranks"] == "16")
    #expect(info.facts["step_ns"] == "\(step.stepNanoseconds)")
    #expect(info.facts["mfu_base"] == "BF16 dense")
    #expect(info.facts["exposed_communication_ns"] == nil)
  }
}
