/// The schedules that can be simulated. The raw value is what a scenario's `schedule.name` says.
public enum ScheduleName: String, Sendable, CaseIterable {
  /// One forward, one backward (Narayanan et al., arXiv 2104.04473).
  case oneFOneB = "1f1b"
  /// DeepSeek's bidirectional schedule with overlapped pairs (arXiv 2412.19437, section 3.2.1).
  case dualPipe = "dualpipe"

  /// As papers write it.
  public var title: String {
    switch self {
    case .oneFOneB: "1F1B"
    case .dualPipe: "DualPipe"
    }
  }

  /// Whether its ranks run overlapped pairs, so that a scenario must say how long one takes.
  public var overlapsPairs: Bool { self == .dualPipe }

  /// The order of every rank's chunks.
  ///
  /// - Throws: `RunError.schedule` where the schedule has no order for this choice.
  public func schedule(ranks: Int, microBatches: Int) throws(RunError) -> Schedule {
    switch self {
    case .oneFOneB: try Schedule.oneFOneB(ranks: ranks, microBatches: microBatches)
    case .dualPipe: try Schedule.dualPipe(ranks: ranks, microBatches: microBatches)
    }
  }
}
