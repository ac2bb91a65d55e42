import Analysis
import TestSupport
import Testing
import Trace
import TraceImport

/// Real traces; skipped where they are not beside the project.
@Suite(.enabled(if: SharedFiles.areAvailable, SharedFiles.reason)) struct SharedTraceTests {
  private func load(_ name: String) throws -> TraceTables {
    try TraceImporter.load(path: SharedFiles.path("traces/\(name)"))
  }

  @Test(arguments: ["deepseek-v3-h800-train.json", "nsys-h800-sample.sqlite"])
  func theTrainingTraceHasItsTruths(_ name: String) throws {
    let trace = try load(name)
    func count(_ category: SpanCategory) -> Int { trace.spans.count { $0.category == category } }
    #expect(count(.kernel) == 963)
    #expect(count(.memoryCopy) == 8)
    #expect(count(.memorySet) == 12)
    #expect(count(.apiCall) == 3893)
    #expect(count(.annotation) == 42)
    #expect(trace.info.loss == ImportLoss())

    let summary = Summary(of: trace)
    #expect(summary.span == 129_012_000)
    #expect(summary.activity.busy == 128_500_000)
    #expect(summary.activity.idle == 512_000)
    #expect(summary.activity.compute == 124_310_000)
    #expect(summary.activity.communication == 113_440_000)
    #expect(summary.activity.overlap == 109_250_000)
    #expect(summary.activity.exposedCommunication == 4_190_000)
    #expect(summary.activityWithMemory.busy == 128_515_000)
    #expect(summary.activityWithMemory.exposedCommunication == 4_177_000)
    #expect(summary.launchLatency?.minimum == 5_000)
    #expect(summary.launchLatency?.median == 15_486_000)
    #expect(summary.launchLatency?.maximum == 24_349_000)
    #expect(summary.streams.map(\.kernelCount).sorted() == [16, 40, 907])
  }

  @Test func bothFormatsGiveTheSameKernelsStreamsAndSMs() throws {
    let json = Summary(of: try load("deepseek-v3-h800-train.json"))
    let nsight = Summary(of: try load("nsys-h800-sample.sqlite"))
    #expect(json.smTime == nsight.smTime)
    #expect(json.streams == nsight.streams)
    #expect(json.kernels.map(\.name) == nsight.kernels.map(\.name))
    #expect(json.kernels.map(\.durations) == nsight.kernels.map(\.durations))
    #expect(json.kernels.map { $0.shapes.map(\.residency) } == nsight.kernels.map { $0.shapes.map(\.residency) })
  }

  @Test func twentySMsCommunicateWhile112Compute() throws {
    let time = try #require(Summary(of: try load("deepseek-v3-h800-train.json")).smTime)
    let longest = try #require(time.splits.first)
    #expect(longest.communication == 20)
    #expect(longest.compute == 112)
    #expect(longest.idle == 0)
    #expect(time.unplacedCount == 0)
    #expect(time.compute + time.communication + time.idle == 132 * 129_012_000)
  }

  @Test(arguments: [
    ("h100-bert-small.json.gz", 60), ("kineto-string-tids.json", 30), ("cuda-event-sync-multi-stream.json.gz", 3),
    ("chrome-export-golden.json", 3),
  ])
  func otherProfilersAreRead(_ name: String, _ kernels: Int) throws {
    let trace = try load(name)
    #expect(trace.spans.count { $0.category == .kernel } == kernels)
    #expect(trace.info.loss.skippedEvents == 0)
  }

  @Test(arguments: [
    ("01_trailing_comma.json", 0), ("03_truncated_after_comma.json", 0), ("05_invalid_utf8_in_name.json", 0),
    ("07_unescaped_quote.json", 1), ("09_nan_infinity.json", 0), ("11_bom_crlf.json", 0),
    ("13_ts_dur_pid_strings.json", 0), ("15_bad_events.json", 2), ("19_pdl_overlap_same_stream.json", 0),
    ("21_multi_member.json.gz", 0), ("23_deep_nesting.json", 0),
  ])
  func malformedTracesLoseOnlyWhatIsBroken(_ name: String, _ lost: Int) throws {
    #expect(try load("malformed/\(name)").info.loss.skippedEvents == lost)
  }

  @Test func theEmptyFileSaysSo() {
    #expect(throws: ImportError.empty(path: SharedFiles.path("traces/malformed/17_empty_file.json"))) {
      try load("malformed/17_empty_file.json")
    }
  }
}
