public import Trace

/// A chunk of a pipeline's trace.
public struct PipelineChunk: Sendable, Equatable {
  /// Its position in `TraceTables.spans`.
  public var span: Int
  /// The rank that ran it, a position of `PipelineChart.ranks`.
  public var rank: Int
  /// When it ran, in nanoseconds from the trace's origin.
  public var time: Range<Int64>
  /// What it was; `optimizer` is work beside the schedule.
  public var category: SpanCategory
  /// Its micro-batch; of an overlapped pair, that of the forward. `nil` where the trace does not say.
  public var microBatch: Int?
  /// The backward micro-batch of an overlapped pair.
  public var backwardMicroBatch: Int?
  /// Its stage; of an overlapped pair, that of the forward.
  public var stage: Int?
  /// The direction in which its micro-batch travels; of an overlapped pair, that of the forward.
  public var direction: Int?
  /// The chunk whose end let it start, a position of `PipelineChart.chunks`: its rank's last one or one that it waited
  /// for. `nil` where it was the first, or the trace does not say.
  public var cause: Int?

  /// As in a sentence: `forward 3`, `pair of forward 17 and backward 3`; `nil` where the trace gives no micro-batch.
  public var phrase: String? {
    guard let microBatch else { return nil }
    switch category {
    case .forward: return "forward \(microBatch)"
    case .backward: return "backward \(microBatch)"
    case .inputGradient: return "input gradient \(microBatch)"
    case .weightGradient: return "weight gradient \(microBatch)"
    case .overlappedPair:
      return backwardMicroBatch.map { "pair of forward \(microBatch) and backward \($0)" }
    default: return nil
    }
  }
}
