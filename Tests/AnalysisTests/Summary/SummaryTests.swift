import Analysis
import Foundation
import TestSupport
import Testing
import Trace

@Suite struct SummaryTests {
  @Test func theModelTraceCountedByHand() throws {
    let summary = Summary(of: ModelTrace.make())
    let layers = Int64(ModelTrace.layers)
    #expect(summary.kernelCount == 40)
    #expect(summary.memoryCount == 1)
    // The first kernel starts with the first layer, the last one ends 960 us into the last layer.
    #expect(summary.span == (layers - 1) * 1_000_000 + 960_000)
    #expect(summary.activity.compute == layers * (460_000 + 60_000 + 400_000))
    #expect(summary.activity.communication == layers * 750_000)
    // Dispatch overlaps the GEMM by 380 us; combine lies within the pointwise kernel and the next GEMM, less a gap.
    #expect(summary.activity.overlap == layers * (380_000 + 330_000))
    #expect(summary.activity.busy + summary.activity.idle == summary.span)
    #expect(summary.launchLatency?.median == 40_000)
    #expect(summary.kernels.first?.role == .compute)
    #expect(summary.phases.map(\.name) == ["attn(F)", "mlp(F)"])
    #expect(summary.phases.map(\.count) == [4, 4])
  }

  @Test func theFormsOfASummaryAreStable() throws {
    let summary = Summary(of: ModelTrace.make())
    try Golden.expect(summary.report().text, is: "summary-text")
    try Golden.expect(summary.report().markdown, is: "summary-markdown")
    try Golden.expect(summary.report().csv, is: "summary-csv")
    try Golden.expect(JSONText.encode(summary), is: "summary-json")
  }

  @Test func theDocumentedKeysAreThere() throws {
    let text = try JSONText.encode(Summary(of: ModelTrace.make()))
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    for key in [
      "span_ns", "busy_ns", "idle_ns", "compute_ns", "communication_ns", "overlap_ns", "exposed_communication_ns",
      "kernel_count", "skipped_events", "kernels", "sm_time",
    ] { #expect(object[key] != nil, "\(key)") }
    let kernel = try #require((object["kernels"] as? [[String: Any]])?.first)
    for key in ["name", "count", "total_ns", "min_ns", "median_ns", "p99_ns", "max_ns"] {
      #expect(kernel[key] != nil, "\(key)")
    }
    let time = try #require(object["sm_time"] as? [String: Any])
    for key in ["compute_ns", "communication_ns", "idle_ns", "inferred"] { #expect(time[key] != nil, "\(key)") }
  }

  @Test func theUsersPatternsReplaceTheList() throws {
    var options = Summary.Options()
    options.patterns = try CommunicationPatterns(["combine"])
    #expect(Summary(of: ModelTrace.make(), options: options).activity.communication == 8 * 350_000)
    #expect(throws: CommunicationPatterns.InvalidExpression.self) { try CommunicationPatterns(["["]) }
  }

  @Test func anEmptyTraceHasNothingToSay() {
    let trace = TraceRecorder(info: TraceInfo(origin: .chromeJSON, sourceName: "empty")).finish()
    #expect(Summary(of: trace).headline == "No GPU work was recorded.")
  }
}
