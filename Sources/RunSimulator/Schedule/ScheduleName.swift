/// The schedules that can be simulated. The raw value is what a scenario's `schedule.name` says.
public enum ScheduleName: String, Sendable, CaseIterable {
  /// All forwards, then all backwards (Huang et al., arXiv 1811.06965).
  case gpipe
  /// One forward, one backward (Narayanan et al., arXiv 2104.04473, section 2.2).
  case oneFOneB = "1f1b"
  /// 1F1B over several stages a rank (Narayanan et al., arXiv 2104.04473, section 2.2).
  case interleaved = "interleaved-1f1b"
  /// Zero bubble with 1F1B's activations (Qi et al., arXiv 2401.10241, section 2).
  case zeroBubbleH1 = "zb-h1"
  /// Zero bubble with twice the activations (Qi et al., arXiv 2401.10241, section 2).
  case zeroBubbleH2 = "zb-h2"
  /// Zero bubble over a V of two stages a rank (Qi et al., arXiv 2401.10241, section 6).
  case zeroBubbleV = "zb-v"
  /// Two directions of 1F1B with a model replica each (Li and Hoefler, arXiv 2107.06925).
  case chimera
  /// DeepSeek's bidirectional schedule with overlapped pairs (arXiv 2412.19437, section 3.2.1).
  case dualPipe = "dualpipe"
  /// DualPipe cut in half: a V of two stages a rank, without the second replica (deepseek-ai/DualPipe at 3da1bbe).
  case dualPipeV = "dualpipev"

  /// As papers write it.
  public var title: String {
    switch self {
    case .gpipe: "GPipe"
    case .oneFOneB: "1F1B"
    case .interleaved: "interleaved 1F1B"
    case .zeroBubbleH1: "ZB-H1"
    case .zeroBubbleH2: "ZB-H2"
    case .zeroBubbleV: "ZB-V"
    case .chimera: "Chimera"
    case .dualPipe: "DualPipe"
    case .dualPipeV: "DualPipeV"
    }
  }

  /// Whether its ranks run overlapped pairs, so that a scenario must say how long one takes.
  public var overlapsPairs: Bool { self == .dualPipe || self == .dualPipeV }

  /// Into how many stages it cuts a rank's share of the model.
  ///
  /// - Parameter interleaving: what the interleaved schedule, which leaves it open, is asked for.
  public func stagesPerRank(interleaving: Int) -> Int {
    switch self {
    case .interleaved: interleaving
    case .zeroBubbleV, .dualPipeV: 2
    default: 1
    }
  }

  /// The order of every rank's chunks.
  ///
  /// - Parameter interleaving: stages a rank of the interleaved schedule; others do not ask.
  /// - Throws: `RunError.schedule` where the schedule has no order for this choice.
  public func schedule(ranks: Int, microBatches: Int, interleaving: Int = 2) throws(RunError) -> Schedule {
    switch self {
    case .gpipe: try Schedule.gpipe(ranks: ranks, microBatches: microBatches)
    case .oneFOneB: try Schedule.oneFOneB(ranks: ranks, microBatches: microBatches)
    case .interleaved:
      try Schedule.interleaved(ranks: ranks, microBatches: microBatches, stagesPerRank: interleaving)
    case .zeroBubbleH1: try Schedule.zeroBubbleH1(ranks: ranks, microBatches: microBatches)
    case .zeroBubbleH2: try Schedule.zeroBubbleH2(ranks: ranks, microBatches: microBatches)
    case .zeroBubbleV: try Schedule.zeroBubbleV(ranks: ranks, microBatches: microBatches)
    case .chimera: try Schedule.chimera(ranks: ranks, microBatches: microBatches)
    case .dualPipe: try Schedule.dualPipe(ranks: ranks, microBatches: microBatches)
    case .dualPipeV: try Schedule.dualPipeV(ranks: ranks, microBatches: microBatches)
    }
  }
}
