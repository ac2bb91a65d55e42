/// A simulated training step. Times are nanoseconds from its beginning.
public struct StepResult: Sendable {
  /// The scenario that it was simulated from.
  public let scenario: Scenario
  /// The order that the ranks kept.
  public let schedule: Schedule
  /// When each chunk of `schedule.chunks` started.
  public let starts: [Int64]
  /// When each chunk ended.
  public let ends: [Int64]
  /// The chunk whose end let each one start: its rank's last one, or the one that it waited for; -1 at time 0.
  public let causes: [Int32]
  /// What each rank did.
  public let ranks: [RankActivity]
  /// When the pipeline's last chunk ended.
  public let pipelineEnd: Int64
  /// The whole step: the pipeline, then the optimizer where it is modelled.
  public let stepNanoseconds: Int64
  /// The bubble: idle time until the pipeline's end, summed over the ranks and divided by them, rounded down.
  public let bubbleNanoseconds: Int64
  /// The most time that any rank is idle between its first chunk and its last: the bubble where the optimizer does not hold
  /// all ranks up, as Qi et al. (arXiv 2401.10241, section 4) count it.
  public var bubbleWithinRanks: Int64 { ranks.map(\.idleWithin).max() ?? 0 }
  /// What the chunk times follow from; `nil` where the scenario gives them.
  public let stageTimes: StageTimes?
  /// Communication with no kernel beside it, summed over the ranks and divided by them: idle time during which what a
  /// rank waited for was on its way from another (a part of the bubble), and what the all-to-all within chunks exposes
  /// where chunk times follow from a model. `nil` where the scenario models neither.
  public let exposedCommunicationNanoseconds: Int64?

  init(
    _ scenario: Scenario, _ schedule: Schedule, _ execution: Execution, _ stageTimes: StageTimes?
  ) throws(RunError) {
    self.scenario = scenario
    self.stageTimes = stageTimes
    self.schedule = schedule
    starts = execution.starts
    ends = execution.ends
    causes = execution.causes
    let end = (0..<schedule.ranks).reduce(Int64(0)) { latest, rank in
      let positions = schedule.positions(ofRank: rank)
      return positions.isEmpty ? latest : max(latest, execution.ends[positions.upperBound - 1])
    }
    pipelineEnd = end
    let (step, overflow) = end.addingReportingOverflow(scenario.optimizer ?? 0)
    // Idle time is summed over the ranks.
    if overflow || step.multipliedReportingOverflow(by: Int64(max(1, schedule.ranks))).overflow { throw .tooLong }
    stepNanoseconds = step
    ranks = (0..<schedule.ranks).map {
      RankActivity(rank: $0, schedule, execution, pipelineEnd: end, transfers: scenario.pointToPoint != nil)
    }
    let count = Int64(max(1, schedule.ranks))
    bubbleNanoseconds = ranks.reduce(0) { $0 + $1.idle } / count
    let waiting = ranks.reduce(Int64(0)) { $0 + ($1.waitingForTransfer ?? 0) }
    let within = stageTimes.map { times in schedule.chunks.reduce(Int64(0)) { $0 + times.cost(of: $1).exposed } }
    exposedCommunicationNanoseconds =
      scenario.pointToPoint == nil && within == nil ? nil : (waiting + (within ?? 0)) / count
  }

  /// The bubble as a share of the whole step.
  public var bubblePercent: Double { percentOfStep(bubbleNanoseconds) }

  /// A rank's idle time as a share of the whole step.
  public func bubblePercent(ofRank rank: Int) -> Double { percentOfStep(ranks[rank].idle) }

  /// The most activations that any rank held at once.
  public var peakActivations: Int { ranks.map(\.peakActivations).max() ?? 0 }

  private func percentOfStep(_ nanoseconds: Int64) -> Double {
    stepNanoseconds == 0 ? 0 : 100 * Double(nanoseconds) / Double(stepNanoseconds)
  }
}

extension RankActivity {
  init(rank: Int, _ schedule: Schedule, _ execution: Execution, pipelineEnd: Int64, transfers: Bool) {
    busyByKind = Array(repeating: 0, count: ChunkKind.allCases.count)
    chunksByKind = Array(repeating: 0, count: ChunkKind.allCases.count)
    peakActivations = 0
    var held = 0
    var free: Int64 = 0
    var idle: Int64 = 0
    var waiting: Int64 = 0
    for position in schedule.positions(ofRank: rank) {
      let kind = schedule.chunks[position].kind
      let start = execution.starts[position]
      let gap = start - free
      idle += gap
      let cause = Int(execution.causes[position])
      if gap > 0 && cause >= 0 { waiting += start - max(free, execution.ends[cause]) }
      free = execution.ends[position]
      busyByKind[Int(kind.rawValue)] += free - start
      chunksByKind[Int(kind.rawValue)] += 1
      if kind.runsForward { held += 1 }
      peakActivations = max(peakActivations, held)
      if kind.releasesActivations { held -= 1 }
    }
    self.idle = idle + pipelineEnd - free
    let first = schedule.positions(ofRank: rank).first
    idleWithin = idle - (first.map { execution.starts[$0] } ?? 0)
    waitingForTransfer = transfers ? waiting : nil
  }
}
