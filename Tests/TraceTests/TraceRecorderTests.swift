import Testing

@testable import Trace

@Suite("Recording a trace")
struct TraceRecorderTests {
  private func recorder() -> TraceRecorder {
    TraceRecorder(info: TraceInfo(origin: .simulation, sourceName: "test"))
  }

  @Test("Time 0 is the first event, and spans are ordered by track, lane and start")
  func ordersAndDates() {
    var recorder = recorder()
    let host = recorder.add(Track(kind: .thread, name: "host"))
    let stream = recorder.add(Track(kind: .stream, name: "stream 7"))
    let name = recorder.names.intern("k")
    recorder.append(TraceSpan(start: 2_000, duration: 10, track: stream, name: name, category: .kernel))
    recorder.append(TraceSpan(start: 1_500, duration: 10, track: stream, name: name, category: .kernel))
    recorder.append(TraceSpan(start: 1_000, duration: 10, track: host, name: name, category: .hostOperation))
    let trace = recorder.finish()
    #expect(trace.spans.map(\.start) == [0, 500, 1_000])
    #expect(trace.spans.map(\.id) == [1, 2, 3])
    #expect(trace.extent == 0..<1_010)
  }

  @Test("Kernels that overlap on one stream get sub-lanes and none is dropped")
  func overlap() {
    var recorder = recorder()
    let stream = recorder.add(Track(kind: .stream, name: "stream 7"))
    let name = recorder.names.intern("k")
    for start in [0, 5, 10, 12] as [Int64] {
      recorder.append(TraceSpan(start: start, duration: 8, track: stream, name: name, category: .kernel))
    }
    let trace = recorder.finish()
    #expect(trace.spans.count == 4)
    #expect(trace.lanes.map(\.spans.count) == [2, 1, 1])
    for lane in trace.lanes {
      let spans = trace.spans[lane.spans]
      for (left, right) in zip(spans, spans.dropFirst()) { #expect(left.end <= right.start) }
    }
  }

  @Test("Nested work has its depth as lane, the longer of two that start together outside")
  func nesting() {
    var recorder = recorder()
    let host = recorder.add(Track(kind: .thread, name: "host"))
    let names = ["outer", "inner", "leaf", "second"].map { recorder.names.intern($0) }
    recorder.append(TraceSpan(start: 0, duration: 5, track: host, name: names[1], category: .hostOperation))
    recorder.append(TraceSpan(start: 0, duration: 10, track: host, name: names[0], category: .hostOperation))
    recorder.append(TraceSpan(start: 1, duration: 2, track: host, name: names[2], category: .hostOperation))
    recorder.append(TraceSpan(start: 6, duration: 2, track: host, name: names[3], category: .hostOperation))
    let trace = recorder.finish()
    let lanes = Dictionary(uniqueKeysWithValues: trace.spans.map { (trace.text($0.name), $0.lane) })
    #expect(lanes == ["outer": 0, "inner": 1, "leaf": 2, "second": 1])
  }

  @Test("One graph launch leads to all of its kernels; a kernel without a launch stays")
  func launches() {
    var recorder = recorder()
    let host = recorder.add(Track(kind: .thread, name: "host"))
    let stream = recorder.add(Track(kind: .stream, name: "stream 7"))
    let graph = recorder.names.intern("cudaGraphLaunch")
    let kernel = recorder.names.intern("k")
    for start in [100, 200, 300] as [Int64] {
      recorder.append(
        TraceSpan(
          start: start, duration: 50, track: stream, name: kernel, category: .kernel,
          correlation: start == 300 ? 9 : 4))
    }
    recorder.append(TraceSpan(start: 10, duration: 5, track: host, name: graph, category: .apiCall, correlation: 4))
    let trace = recorder.finish()
    #expect(trace.spans.filter { $0.category == .kernel }.map(\.launchLatency) == [90, 190, nil])
    #expect(trace.links.map(\.kind) == [.launch, .launch])
    #expect(trace.links.map(\.source) == [1, 1])
    #expect(trace.links.map(\.target) == [2, 3])
  }

  @Test("A recording that keeps no API calls still dates the work that they launched")
  func launchesWithoutCalls() {
    var recorder = TraceRecorder(info: TraceInfo(origin: .simulation, sourceName: "test"), keeping: .summary)
    let host = recorder.add(Track(kind: .thread, name: "host"))
    let stream = recorder.add(Track(kind: .stream, name: "stream 7"))
    let name = recorder.names.intern("k")
    recorder.append(TraceSpan(start: 10, duration: 5, track: host, name: name, category: .apiCall, correlation: 4))
    recorder.append(TraceSpan(start: 30, duration: 5, track: stream, name: name, category: .kernel, correlation: 4))
    let trace = recorder.finish()
    #expect(trace.spans.count == 1)
    #expect(trace.spans[0].launchLatency == 20)
    #expect(trace.extent == 0..<25)
  }

  @Test("A flow binds to the innermost spans under its ends")
  func flows() {
    var recorder = recorder()
    let host = recorder.add(Track(kind: .thread, name: "host"))
    let other = recorder.add(Track(kind: .thread, name: "autograd"))
    let name = recorder.names.intern("op")
    recorder.append(TraceSpan(start: 0, duration: 100, track: host, name: name, category: .hostOperation))
    recorder.append(TraceSpan(start: 10, duration: 20, track: host, name: name, category: .hostOperation))
    recorder.append(TraceSpan(start: 200, duration: 20, track: other, name: name, category: .hostOperation))
    recorder.flow(from: .init(track: host, time: 15), to: .init(track: other, time: 200))
    recorder.flow(from: .init(track: host, time: 150), to: .init(track: other, time: 200))
    let trace = recorder.finish()
    #expect(trace.links == [TraceLink(source: 2, target: 3, kind: .flow)])
  }

  @Test("An unfinished span ends with the trace")
  func unfinished() {
    var recorder = recorder()
    let host = recorder.add(Track(kind: .thread, name: "host"))
    let name = recorder.names.intern("op")
    recorder.append(
      TraceSpan(start: 0, duration: 0, track: host, name: name, category: .hostOperation, flags: .unfinished))
    recorder.append(TraceSpan(start: 50, duration: 50, track: host, name: name, category: .hostOperation))
    #expect(recorder.finish().spans[0].duration == 100)
  }
}
