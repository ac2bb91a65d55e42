import Analysis
import TestSupport
import Testing
import Trace
import TraceImport

/// The figures that claims take from the published trace are those that the trace has.
@Suite struct PublishedTraceFiguresTests {
  @Test(.enabled(if: SharedFiles.areAvailable, SharedFiles.reason))
  func thePublishedTraceHasThePublishedFigures() throws {
    let path = SharedFiles.path("traces/deepseek-v3-h800-train.json")
    let tables = try TraceImporter.load(path: path, keeping: .summary, strict: false) { _ in true }
    let figures = TraceFigures(Summary(of: tables))
    let published = TraceFigures.published
    #expect(figures.span == published.span)
    #expect(abs(try #require(figures.hiddenPercent) - 96.3) < 0.05)
    #expect(abs(try #require(figures.exposedPercent) - 3.24) < 0.05)
    #expect(figures.communicationSMs == published.communicationSMs)
    #expect(figures.matrixSMs == published.matrixSMs)
    #expect(abs(try #require(figures.fp8Percent) - 57.1) < 0.5)
    #expect(figures.dispatch == published.dispatch)
    #expect(figures.combine == published.combine)
    #expect(figures.matrixRegisters == 168)
    #expect(figures.matrixThreads == 384)
  }
}
