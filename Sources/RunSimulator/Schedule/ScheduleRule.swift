/// What a schedule asks of the number of ranks and micro-batches.
public enum ScheduleRule: String, Sendable, CaseIterable, CustomStringConvertible {
  /// At least one rank.
  case ranksArePositive
  /// At least one micro-batch.
  case microBatchesArePositive
  /// An even number of ranks: the two directions mirror each other.
  case ranksAreEven
  /// An even number of micro-batches: half of them travel each way.
  case microBatchesAreEven
  /// At least two micro-batches a rank: fewer do not fill the pipeline before the overlapped part begins.
  case microBatchesFillThePipeline
  /// A multiple of the ranks: micro-batches pass in groups of that many.
  case microBatchesAreMultipleOfRanks

  /// The rule in words.
  public var description: String {
    switch self {
    case .ranksArePositive: "needs at least 1 rank"
    case .microBatchesArePositive: "needs at least 1 micro-batch"
    case .ranksAreEven: "needs an even number of ranks"
    case .microBatchesAreEven: "needs an even number of micro-batches"
    case .microBatchesFillThePipeline: "needs at least 2 micro-batches a rank"
    case .microBatchesAreMultipleOfRanks: "needs a multiple of its ranks as micro-batches"
    }
  }
}
