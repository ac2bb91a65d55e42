import Foundation
import TestSupport
import Testing
import Trace
import TraceImport

@Suite struct KinetoTests {
  private func load(_ text: String, strict: Bool = false, keeping kept: SpanCategorySet = .all) throws -> TraceTables {
    let folder = TemporaryFolder()
    return try TraceImporter.load(path: folder.file("t.json", text), keeping: kept, strict: strict)
  }

  private static func kernel(_ name: String, ts: String, dur: String = "10", more: String = "") -> String {
    """
    {"ph": "X", "cat": "kernel", "name": "\(name)", "pid": 0, "tid": 7, "ts": \(ts), "dur": \(dur),
     "args": {"device": 0, "stream": 7, "correlation": 5, "grid": [2, 3, 1], "block": [128, 1, 1],
              "registers per thread": 40, "shared memory": 1024\(more)}}
    """
  }

  @Test func decimalMicrosecondsAreExactNanoseconds() throws {
    let trace = try load(
      "[" + Self.kernel("a", ts: "1740461679470692.123", dur: "0.001") + ","
        + Self.kernel("b", ts: "1740461679470692.125", dur: "1.5") + "]")
    #expect(trace.spans.map(\.start) == [0, 2])
    #expect(trace.spans.map(\.duration) == [1, 1500])
    #expect(trace.info.originUnixNanoseconds == 1_740_461_679_470_692_123)
  }

  @Test func launchShapesAndRemainingArgumentsAreKept() throws {
    let more = ", \"Collective name\": \"all_to_all\", \"Group size\": 64, \"nested\": {\"a\": [1, 2]}"
    let trace = try load("[" + Self.kernel("a", ts: "1", more: more) + "]")
    let span = try #require(trace.spans.first)
    let shape = trace[span.shape]
    #expect(shape.grid == Extent(x: 2, y: 3, z: 1))
    #expect(shape.registersPerThread == 40)
    #expect(shape.sharedBytes == 1024)
    #expect(
      trace.text(span.arguments) == "{\"Collective name\":\"all_to_all\",\"Group size\":64,\"nested\":{\"a\": [1, 2]}}")
    #expect(trace[span.track].name == "stream 7")
  }

  @Test func oneLaunchMayStartManyKernels() throws {
    let call = """
      {"ph": "X", "cat": "cuda_runtime", "name": "cudaGraphLaunch", "pid": 9, "tid": 9, "ts": 1, "dur": 2,
       "args": {"correlation": 5}}
      """
    let text = "[\(call), \(Self.kernel("a", ts: "10")), \(Self.kernel("b", ts: "30"))]"
    let trace = try load(text)
    let kernels = trace.spans.filter { $0.category == .kernel }
    #expect(kernels.map(\.launchLatency) == [9000, 29000])
    #expect(trace.links.map(\.kind) == [.launch, .launch])
    // A summary does not keep the call and still knows when it was.
    let summary = try load(text, keeping: .summary)
    #expect(summary.spans.map(\.launchLatency) == [9000, 29000])
    #expect(summary.spans.map(\.start) == kernels.map(\.start))
  }

  @Test func kernelsThatOverlapOnAStreamGetLanes() throws {
    let trace = try load(
      "[" + (0..<4).map { Self.kernel("k\($0)", ts: "\($0 * 6)") }.joined(separator: ",") + "]")
    #expect(trace.spans.count == 4)
    #expect(trace.lanes.map(\.lane) == [0, 1])
  }

  @Test(arguments: [
    ("trailing commas", "{\"traceEvents\": [@,], \"x\": 1,}", 1, 0),
    ("no closing brackets", "{\"traceEvents\": [@", 1, 0),
    ("bare list", "[@]", 1, 0),
    ("events one a line", "@\n@\n", 2, 0),
    ("byte order mark", "\u{FEFF}[@]", 1, 0),
    ("an event cut off", "[@, {\"ph\": \"X\", \"name\": \"cut", 1, 1),
    ("an unescaped quote", "[{\"ph\": \"X\", \"name\": \"a \"b\" c\", \"ts\": 1}, @]", 1, 1),
    ("no event", "[null, 7, {}, @]", 1, 3),
    ("a missing bracket", "[{\"ph\": \"X\", \"ts\": 1, \"args\": {\"a\": 1, @, @]", 2, 1),
    ("not a number", "[@, {\"ph\": \"X\", \"name\": \"n\", \"ts\": NaN, \"dur\": 1}]", 1, 1),
    ("a time out of range", "[@, {\"ph\": \"X\", \"name\": \"n\", \"ts\": 1e300, \"dur\": 1}]", 1, 1),
  ])
  func damageCostsOnlyTheEventsItHits(_ what: String, _ text: String, _ kept: Int, _ lost: Int) throws {
    let whole = text.split(separator: "@", omittingEmptySubsequences: false).joined(
      separator: Self.kernel("k", ts: "5"))
    let trace = try load(whole)
    #expect(trace.spans.count == kept, "\(what)")
    #expect(trace.info.loss.skippedEvents == lost, "\(what)")
    #expect((trace.info.loss.firstByte != nil) == (lost > 0), "\(what)")
    if lost > 0 { #expect(throws: ImportError.self, "\(what)") { try load(whole, strict: true) } }
  }

  @Test func namesMayHoldAnything() throws {
    let trace = try load(
      "[{\"ph\": \"X\", \"name\": \"a\\u00e9\\n\\\\C:\\path \\ud83d\\ude00\", \"ts\": 1, \"dur\": 1}]")
    #expect(trace.spans.map { trace.text($0.name) } == ["aé\n\\C:\\path 😀"])
  }

  @Test func durationsThatMakeNoSenseAreNotedAndZero() throws {
    let trace = try load("[\(Self.kernel("a", ts: "1", dur: "-5")), \(Self.kernel("b", ts: "2", dur: "null"))]")
    #expect(trace.spans.map(\.duration) == [0, 0])
    #expect(trace.spans.map(\.flags) == [.durationNegative, .durationMissing])
    #expect(trace.info.loss.repairedDurations == 2)
  }

  @Test func beginAndEndEventsNestAndFlowsBind() throws {
    let trace = try load(
      """
      [{"ph": "B", "name": "outer", "pid": 1, "tid": "main", "ts": 1}, {"ph": "B", "name": "inner", "pid": 1, "tid": "main", "ts": 2},
       {"ph": "E", "pid": 1, "tid": "main", "ts": 3}, {"ph": "B", "name": "open", "pid": 1, "tid": "main", "ts": 4},
       {"ph": "X", "name": "later", "cat": "cpu_op", "pid": 1, "tid": 2, "ts": 6, "dur": 1},
       {"ph": "s", "id": 3, "cat": "fwdbwd", "name": "f", "pid": 1, "tid": "main", "ts": 2},
       {"ph": "f", "id": 3, "cat": "fwdbwd", "name": "f", "pid": 1, "tid": 2, "ts": 6, "bp": "e"}]
      """)
    let names = trace.spans.map { trace.text($0.name) }
    #expect(Set(names) == ["outer", "inner", "open", "later"])
    let outer = try #require(trace.spans.first { trace.text($0.name) == "outer" })
    #expect(outer.flags == .unfinished)
    let link = try #require(trace.links.first)
    #expect(trace.text(trace.spans[Int(link.source) - 1].name) == "inner")
    #expect(trace.text(trace.spans[Int(link.target) - 1].name) == "later")
  }

  @Test func anyPrefixAndAnyFlippedByteIsReadWithoutATrap() throws {
    let whole = Array(
      ("{\"deviceProperties\": [{\"id\": 0, \"name\": \"NVIDIA H800\"}], \"traceEvents\": ["
        + (0..<20).map { Self.kernel("k\($0)", ts: "\($0).5") }.joined(separator: ",") + "]}").utf8)
    let folder = TemporaryFolder()
    let path = folder.path("t.json")
    var random = DeterministicGenerator(seed: 3)
    for round in 0..<400 {
      var bytes = whole
      if round.isMultiple(of: 2) {
        bytes = Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &random)))
      } else {
        for _ in 0..<3 {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
      }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      if let trace = try? TraceImporter.load(path: path) { #expect(trace.spans.count <= 20) }
    }
  }

  @Test func eventsAcrossTheEdgesOfTheWindowAreWhole() throws {
    // More than the window of a mebibyte, with one event that alone is larger.
    let long = String(repeating: "x", count: 3 << 20)
    let events = (0..<9000).map { Self.kernel("kernel \($0)", ts: "\($0 * 20)") }
    let text = "{\"traceEvents\": [" + (events + [Self.kernel(long, ts: "999999")]).joined(separator: ",\n") + "]}"
    let trace = try load(text)
    #expect(trace.spans.count == 9001)
    #expect(trace.info.loss.skippedEvents == 0)
    #expect(trace.text(trace.spans[9000].name).utf8.count == 3 << 20)
  }
}
