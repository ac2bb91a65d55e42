import Analysis
import GPU
import RunSimulator
import Testing
import Trace

/// The SMs of a simulated chunk, which the trace records.
@Suite struct SMSlicesTests {
  private static let window: Int64 = 6_000_000

  private func trace() throws -> TraceTables {
    var recorder = TraceRecorder(info: TraceInfo(origin: .simulation, sourceName: ""))
    try simulate(Scenario.builtIn("deepseek-v3-h800")).record(
      into: &recorder, TraceDetail(ranks: [7], places: 60...60, ctas: 0..<Self.window, isExcerpt: true))
    return recorder.finish()
  }

  @Test func communicationAndComputeHoldWhatTheTraceSays() throws {
    let trace = try trace()
    let work = GPUWork(in: trace, device: 7)
    let allocation = try #require(SMAllocation(of: trace, work: work, gpu: .h800SXM))
    #expect(allocation.isRecorded)
    #expect(allocation.extent.lowerBound == 0 && allocation.extent.upperBound >= Self.window)
    // Before it a smaller kernel waits for the other GPUs.
    let dispatch = try #require(work.spans.first { trace.text($0.name).contains("::dispatch") })
    #expect(work.role(of: dispatch) == .communication)
    let roles = allocation.roles(at: dispatch.start)
    #expect(roles.prefix(20).allSatisfy { $0 == .communication })
    #expect(roles.dropFirst(20).allSatisfy { $0 == .compute })
    // DeepEP's dispatch has 16 warps a CTA, and a CTA an SM.
    #expect(allocation.warps(at: dispatch.start).prefix(20) == ArraySlice(Array(repeating: 16, count: 20)))
    // After the window nothing is known, and nothing is made up.
    #expect(allocation.residencies(at: allocation.extent.upperBound + 1).isEmpty)
    #expect(allocation.roles(at: allocation.extent.upperBound).allSatisfy { $0 == .idle })
  }

  @Test func smTimeIsThatOfTheSlices() throws {
    let trace = try trace()
    let summary = Summary(of: trace)
    let time = try #require(summary.smTime)
    #expect(!time.inferred)
    // The first 20 SMs hold communication alone: its SM-time is the length of their slices.
    let slices = trace.spans.filter { $0.category == .cta }
    let held = slices.filter { trace[$0.track].number < 20 }.reduce(0) { $0 + $1.duration }
    #expect(time.communication == held)
    #expect(time.compute == slices.reduce(0) { $0 + $1.duration } - held)
    #expect(summary.recordedPart?.contains("chunks 60..60") == true)
  }

  @Test func withoutSlicesTheShapesDecide() throws {
    var recorder = TraceRecorder(info: TraceInfo(origin: .simulation, sourceName: ""))
    try simulate(Scenario.builtIn("deepseek-v3-h800")).record(
      into: &recorder, TraceDetail(ranks: [7], places: 60...60, isExcerpt: true))
    let summary = Summary(of: recorder.finish())
    #expect(summary.smTime?.inferred == true)
  }
}
