import Testing
import Trace

@testable import Analysis

@Suite struct TraceFiguresTests {
  @Test func aTraceWithoutCommunicationShowsNothingOfIt() {
    let figures = TraceFigures(
      Summary(of: TraceRecorder(info: TraceInfo(origin: .simulation, sourceName: "x")).finish()))
    for criterion in [TraceFigures.Criterion.hiddenCommunication, .dividedSMs, .fp8GEMMs, .compressedDispatch] {
      #expect(figures.finding(criterion) == nil, "\(criterion)")
    }
  }

  @Test func criteriaCanFail() {
    var figures = TraceFigures.published
    #expect(figures.finding(.hiddenCommunication)?.stance == .for)
    #expect(figures.finding(.dividedSMs)?.stance == .for)
    figures.hiddenPercent = 50
    figures.communicationSMs = 24
    figures.fp8Percent = 3
    figures.dispatch = 7_000_000
    for criterion in [TraceFigures.Criterion.hiddenCommunication, .dividedSMs, .fp8GEMMs, .compressedDispatch] {
      #expect(figures.finding(criterion)?.stance == .against, "\(criterion)")
    }
  }
}
