public import Trace

/// A rank's work in one column of a chart.
public struct PipelineCell: Sendable, Equatable {
  /// The category that took the most of the column; `nil` where the rank was idle throughout.
  public var dominant: SpanCategory?
  /// The idle part of the column, from 0 to 1.
  public var idleShare: Double

  /// A cell.
  public init(dominant: SpanCategory?, idleShare: Double) {
    self.dominant = dominant
    self.idleShare = idleShare
  }
}
