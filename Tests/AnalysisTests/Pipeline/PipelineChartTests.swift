import Analysis
import RunSimulator
import Testing
import Trace

@Suite("A pipeline's chart from its trace")
struct PipelineChartTests {
  private func scenarios() throws -> [Scenario] {
    var latency = try Scenario.builtIn("deepseek-v3")
    latency.pipeline = .init(ranks: 8, microBatches: 24)
    latency.pointToPoint = 2_000_000
    latency.chunks.jitterPercent = 10
    var plain = try Scenario.builtIn("deepseek-v3-1f1b")
    plain.pipeline = .init(ranks: 4, microBatches: 6)
    plain.optimizer = nil
    return [try Scenario.builtIn("unit"), try Scenario.builtIn("deepseek-v3"), latency, plain]
  }

  private func trace(_ step: StepResult) -> TraceTables {
    var recorder = TraceRecorder(info: TraceInfo(origin: .simulation, sourceName: ""))
    step.record(into: &recorder)
    return recorder.finish()
  }

  @Test("It finds in the trace alone what the simulator knew")
  func agrees() throws {
    for scenario in try scenarios() {
      let step = try simulate(scenario)
      let chart = try #require(PipelineChart(trace(step)))
      #expect(chart.stepNanoseconds == step.stepNanoseconds)
      #expect(chart.bubbleNanoseconds == step.bubbleNanoseconds)
      #expect(chart.bubblePercent == step.bubblePercent)
      #expect(chart.ranks.map(\.peakActivations) == step.ranks.map(\.peakActivations))
      #expect(chart.ranks.map(\.idle) == step.ranks.map(\.idle))
      #expect(chart.schedule == scenario.schedule.rawValue)
      #expect(chart.microBatches == scenario.pipeline.microBatches)
      for (rank, activity) in zip(chart.ranks, step.ranks) {
        for kind in ChunkKind.allCases { #expect(rank.busyByCategory[kind.category] ?? 0 == activity.busy(kind)) }
      }
    }
  }

  @Test("Idle moments are explained as the simulator explains them")
  func explains() throws {
    for scenario in try scenarios() {
      let step = try simulate(scenario)
      let trace = trace(step)
      let chart = try #require(PipelineChart(trace))
      var explained = 0
      for rank in chart.ranks.indices {
        for sample in 0..<400 {
          let time = step.pipelineEnd / 400 * Int64(sample)
          let idle = chart.idle(rank: rank, at: time)
          let expected = step.idleExplanation(rank: rank, at: time)
          #expect((chart.chunk(rank: rank, at: time) == nil) == (expected != nil))
          guard let expected else {
            #expect(idle == nil)
            continue
          }
          let found = try #require(idle)
          explained += 1
          #expect(found.gap == expected.gap)
          #expect(found.isComplete)
          #expect(found.isInTransfer == expected.isInTransfer)
          #expect(
            found.chain.map { chart.chunks[$0.chunk].time.lowerBound } == expected.chain.map { step.starts[$0.chunk] })
          #expect(found.chain.map { chart.chunks[$0.chunk].rank } == expected.chain.map(\.rank))
          // With an optimizer the trace has a chunk after every gap, without one it ends as the simulator's does.
          if expected.next != nil || scenario.optimizer == nil {
            #expect(chart.text(found, trace).hasPrefix(expected.next == nil ? "idle: has done" : "idle: waits"))
            #expect(chart.text(found, trace).hasSuffix(step.text(expected).split(separator: "for ").last ?? ""))
          }
        }
      }
      #expect(explained > 0)
    }
  }

  @Test("The text names the chain")
  func text() throws {
    var scenario = try Scenario.builtIn("unit")
    scenario.schedule = .oneFOneB
    let trace = trace(try simulate(scenario))
    let chart = try #require(PipelineChart(trace))
    let idle = try #require(chart.idle(rank: 7, at: 5_500_000))
    #expect(chart.text(idle, trace) == "idle: waits for forward 0 of rank 6, which waits for forward 0 of rank 5")
  }

  @Test("Cells hold every busy nanosecond of their column, at every zoom", arguments: [1, 7, 80, 1000])
  func cells(columns: Int) throws {
    let step = try simulate(try Scenario.builtIn("unit"))
    let chart = try #require(PipelineChart(trace(step)))
    let cells = chart.cells(chart.step, columns: columns)
    #expect(cells.count == 8 * columns)
    for rank in 0..<8 {
      let row = cells[(rank * columns)..<((rank + 1) * columns)]
      let width = Double(chart.stepNanoseconds) / Double(columns)
      let idle = row.reduce(0) { $0 + $1.idleShare * width }
      // A column's true width is within a nanosecond of the mean.
      #expect(abs(idle - Double(chart.ranks[rank].idle)) <= Double(columns))
    }
  }

  @Test("A cell shows what took the most of it")
  func dominant() throws {
    let chart = try #require(PipelineChart(trace(try simulate(try Scenario.builtIn("unit")))))
    // 66 ms in 66 columns: a column a unit.
    let cells = chart.cells(chart.step, columns: 66)
    let letters: [SpanCategory: Character] = [
      .forward: "F", .backward: "B", .inputGradient: "I", .weightGradient: "W", .overlappedPair: "x",
    ]
    let rows = (0..<8).map { rank in
      String(cells[(rank * 66)..<((rank + 1) * 66)].map { cell in cell.dominant.flatMap { letters[$0] } ?? "." })
    }
    let half = """
      FFFFFFFFIWFIWFIWFxxx...xxxxxxxxxxxxxxxBB.xxxBB.xxxBB.xxxBBIWIWIWIW
      .FFFFFFFFIWFIWFxxx..xxxxxxxxxxxxxxxxxxxxxBB.xxxBB.xxxBBBB.IIWIWIWW
      ..FFFFFFFFIWFxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxBB.xxxBBBB.BBI.IIWIWWW
      ...FFFFFFFFFBBxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxBBBB.BBBB.II.IIWWWW
      """
    #expect(rows[0..<4].joined(separator: "\n") == half)
    #expect(Array(rows[4..<8].reversed()) == Array(rows[0..<4]))
    let one = chart.cells(0..<3, columns: 10)
    #expect(one[0] == PipelineCell(dominant: .forward, idleShare: 0))
    #expect(one[3 * 10 + 9] == PipelineCell(dominant: nil, idleShare: 1))
  }

  @Test("Ranks of a foreign trace without links or arguments still have their times; nothing is made up")
  func foreign() throws {
    var recorder = TraceRecorder(info: TraceInfo(origin: .chromeJSON, sourceName: ""))
    let tracks = (0..<2).map { recorder.add(Track(kind: .rank, name: "r\($0)", order: $0)) }
    let name = recorder.names.intern("chunk")
    recorder.append(TraceSpan(start: 100, duration: 50, track: tracks[0], name: name, category: .forward))
    recorder.append(TraceSpan(start: 120, duration: 40, track: tracks[0], name: name, category: .forward))
    recorder.append(TraceSpan(start: 180, duration: 20, track: tracks[1], name: name, category: .forward))
    let trace = recorder.finish()
    let chart = try #require(PipelineChart(trace))
    #expect(chart.step == 0..<100)
    #expect(chart.ranks.map(\.busy) == [60, 20])
    #expect(chart.ranks.map(\.idle) == [40, 80])
    let idle = try #require(chart.idle(rank: 1, at: 10))
    #expect(idle.chain.isEmpty && !idle.isComplete)
    #expect(chart.text(idle, trace) == "idle: the trace does not say for what")
    #expect(chart.idle(rank: 1, at: 90) == nil)
    #expect(chart.chunk(rank: 0, at: 55) == 1)
    #expect(chart.chunks[0].microBatch == nil)
    let cells = chart.cells(chart.step, columns: 2)
    #expect(cells[0].idleShare == 0)
  }

  @Test("A trace without ranks has no chart")
  func none() {
    let recorder = TraceRecorder(info: TraceInfo(origin: .simulation, sourceName: ""))
    #expect(PipelineChart(recorder.finish()) == nil)
  }
}
