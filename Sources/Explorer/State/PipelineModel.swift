public import Analysis
public import Trace

/// A pipeline's chart with the trace that it was read from, which has the chunks' names.
public struct PipelineModel: Sendable {
  /// The chart.
  public let chart: PipelineChart
  /// The trace.
  public let trace: TraceTables

  /// The model of a trace; `nil` where no rank has a chunk.
  public init?(_ trace: TraceTables) {
    guard let chart = PipelineChart(trace) else { return nil }
    self.chart = chart
    self.trace = trace
  }
}
