import RunSimulator
import Testing
import Trace

@Suite("A step kernel by kernel")
struct DetailTests {
  private func trace(_ scenario: String, _ detail: TraceDetail, settings: [String] = []) throws -> TraceTables {
    var scenario = try Scenario.builtIn(scenario)
    try scenario.apply(settings)
    var recorder = TraceRecorder(info: TraceInfo(origin: .simulation, sourceName: ""))
    try simulate(scenario).record(into: &recorder, detail)
    return recorder.finish()
  }

  @Test("Kernels lie within their chunks without overlap, and a chunk ends soon after its last kernel or message")
  func kernels() throws {
    let detail = TraceDetail(ranks: [0, 15], microBatches: 3...4)
    for settings in [[], ["chunks.jitter_percent=5"]] {
      let trace = try trace("deepseek-v3-h800", detail, settings: settings)
      let kernels = trace.spans.filter { $0.category == .kernel }
      #expect(Set(kernels.map { trace[$0.track].group }) == ["rank 0", "rank 15"])
      #expect(kernels.allSatisfy { $0.lane == 0 && trace[$0.track].kind == .stream })
      for rank in [0, 15] {
        let chunks = trace.spans.filter { span in
          guard span.category.isPipelineChunk, trace[span.track].number == Int64(rank) else { return false }
          let name = trace.text(span.name)
          return [" 3", " 4"].contains { name.hasSuffix($0) || name.contains($0 + " &") }
        }
        let own = kernels.filter { trace[$0.track].group == "rank \(rank)" }
        #expect(chunks.count >= 4)
        var inside = 0
        for chunk in chunks {
          let within = own.filter { $0.start >= chunk.start && $0.end <= chunk.end }
          inside += within.count
          // The chunk waits for the most loaded GPU; the kernels are those of one near the mean.
          let last = try #require(within.map(\.end).max())
          #expect(chunk.end - last < chunk.duration / 10)
        }
        #expect(inside == own.count)
      }
    }
  }

  @Test("A kernel beside communication has the other SMs, and its launch shape is that of the bundled kernel")
  func shapes() throws {
    let trace = try trace(
      "deepseek-v3-h800", TraceDetail(ranks: [7], microBatches: 40...40, isExcerpt: true))
    let kernels = trace.spans.filter { $0.category == .kernel }
    let dispatch = try #require(kernels.first { trace.text($0.name).hasPrefix("tuiperf::ep::dispatch<fp8") })
    #expect(trace[dispatch.shape].grid.count == 20)
    #expect(trace[dispatch.shape].registersPerThread == 113)
    let gemm = try #require(
      kernels.first {
        trace.text($0.name).hasPrefix("fp8_gemm_") && trace.text($0.arguments).contains("\"sms\":112")
      })
    #expect(trace[gemm.shape].ctaCount <= 112)
    #expect(trace[gemm.shape].registersPerThread != nil)
    #expect(kernels.contains { trace.text($0.name).contains(", est.>") })
    // An excerpt has no pipeline, and time begins with its first chunk.
    #expect(!trace.tracks.contains { $0.kind == .rank })
    #expect(trace.spans.map(\.start).min() == 0)
    #expect(trace.spans.filter(\.category.isPipelineChunk).count == 2)
  }

  @Test("CTAs on SMs: communication holds the first, compute the others, and none is held longer than its kernel")
  func ctas() throws {
    let whole = try trace("deepseek-v3-h800", TraceDetail(ranks: [7], microBatches: 40...40))
    let pair = try #require(
      whole.spans.first {
        $0.category == .overlappedPair && whole[$0.track].number == 7 && whole.text($0.name).hasPrefix("F 40 &")
      })
    let window = pair.start..<pair.start + 10_000_000
    let trace = try trace("deepseek-v3-h800", TraceDetail(ranks: [7], microBatches: 40...40, ctas: window))
    let slices = trace.spans.filter { $0.category == .cta }
    #expect(Set(slices.map { trace[$0.track].number }).count == 132)
    #expect(slices.allSatisfy { window.contains($0.start) && $0.lane == 0 })
    for slice in slices {
      let isCommunication = trace.text(slice.name).contains("::ep::")
      #expect(isCommunication == (trace[slice.track].number < 20))
    }
    let kernels = trace.spans.filter { $0.category == .kernel && window.contains($0.start) && $0.shape != .none }
    for kernel in kernels {
      let own = slices.filter { $0.start == kernel.start && $0.name == kernel.name }
      #expect(own.map(\.duration).max() == kernel.duration)
    }
    #expect(trace.info.facts["cta_level_rule"]?.hasPrefix("simulated") == true)
  }

  @Test("SM-time adds up, and without overlap communication holds its SMs alone")
  func smTime() throws {
    let step = try simulate(Scenario.builtIn("deepseek-v3-h800"))
    let use = try #require(step.smUse)
    #expect(use.compute + use.communication + use.idle == 132 * step.stepNanoseconds)
    #expect(use.idle > 0)
    let plain = try #require(try simulate(Scenario.builtIn("deepseek-v3-no-overlap")).smUse)
    #expect(
      Double(plain.compute) / Double(132 * step.stepNanoseconds) > 0.4 && plain.idle > use.idle)
    #expect(try simulate(Scenario.builtIn("deepseek-v3")).smUse == nil)
  }

  @Test("What cannot be recorded is refused")
  func refusals() throws {
    #expect(throws: RunError.self) { try trace("deepseek-v3", TraceDetail(ranks: [0])) }
    #expect(throws: RunError.self) { try trace("deepseek-v3-h800", TraceDetail(ranks: [16])) }
    #expect(throws: RunError.self) { try trace("deepseek-v3-h800", TraceDetail(ranks: [0], microBatches: 0...120)) }
  }
}
