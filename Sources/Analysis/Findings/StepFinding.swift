public import RunSimulator

/// A simulated training step as a finding.
public struct StepFinding: Sendable, Encodable {
  let step: StepResult
  let memory: StepMemory?
  let smUse: SMUse?

  /// The finding of a step.
  public init(_ step: StepResult) {
    self.step = step
    memory = step.memory
    smUse = step.smUse
  }

  enum CodingKeys: String, CodingKey {
    case scenario
    case schedule
    case ranks
    case microBatches = "micro_batches"
    case stagesPerRank = "stages_per_rank"
    case step = "step_ns"
    case pipeline = "pipeline_ns"
    case bubble = "bubble_ns"
    case bubblePercent = "bubble_percent"
    case bubbleWithinRanks = "bubble_within_ranks_ns"
    case exposedCommunication = "exposed_communication_ns"
    case tokensPerStep = "tokens_per_step"
    case tokensPerDay = "tokens_per_day"
    case tokensPerSecond = "tokens_per_s"
    case gpuHours = "gpu_hours_per_trillion_tokens"
    case flops = "flop_per_s_per_gpu"
    case utilisation = "mfu_causal_percent"
    case utilisationBase = "mfu_base"
    case nonCausalFlops = "flop_per_s_per_gpu_non_causal"
    case nonCausalUtilisation = "mfu_non_causal_percent"
    case rate = "usd_per_gpu_hour"
    case stepCost = "usd_per_step"
    case tokenCost = "usd_per_trillion_tokens"
    case energy = "energy_at_most"
    case smTime = "sm_time"
    case memory
    case peakActivations = "peak_activations"
    case phases = "mean_busy_ns"
    case rankRows = "rank_activity"
    case calibratedBy = "calibrated_by"
    case estimatedPercent = "estimated_kernel_time_percent"
    case estimatedKernels = "estimated_kernels"
    case interpolatedPercent = "interpolated_kernel_time_percent"
    case seed
  }

  private struct RankRow: Encodable {
    let rank: Int
    let busy_ns: Int64
    let idle_ns: Int64
    let bubble_percent: Double
    let peak_activations: Int
  }

  /// Writes the step; what the scenario does not model is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(step.scenario.name, forKey: .scenario)
    try container.encode(step.schedule.name?.rawValue, forKey: .schedule)
    try container.encode(step.schedule.ranks, forKey: .ranks)
    try container.encode(step.schedule.microBatches, forKey: .microBatches)
    try container.encode(step.schedule.stagesPerRank, forKey: .stagesPerRank)
    try container.encode(step.stepNanoseconds, forKey: .step)
    try container.encode(step.pipelineEnd, forKey: .pipeline)
    try container.encode(step.bubbleNanoseconds, forKey: .bubble)
    try container.encode(step.bubblePercent, forKey: .bubblePercent)
    try container.encode(step.bubbleWithinRanks, forKey: .bubbleWithinRanks)
    try container.encode(step.exposedCommunicationNanoseconds, forKey: .exposedCommunication)
    try container.encode(step.tokensPerStep, forKey: .tokensPerStep)
    try container.encode(step.tokensPerDay, forKey: .tokensPerDay)
    try container.encode(step.gpuHoursPerTrillionTokens, forKey: .gpuHours)
    try container.encode(step.flopPerSecondPerGPU, forKey: .flops)
    try container.encode(step.mfuCausalPercent, forKey: .utilisation)
    try container.encode(step.mfuCausalPercent == nil ? nil : step.scenario.training.peakBase, forKey: .utilisationBase)
    try container.encode(step.flopPerSecondPerGPUNonCausal, forKey: .nonCausalFlops)
    try container.encode(step.mfuNonCausalPercent, forKey: .nonCausalUtilisation)
    try container.encode(step.tokensPerSecond, forKey: .tokensPerSecond)
    try container.encode(step.dollarsPerGPUHour, forKey: .rate)
    try container.encode(step.dollarsPerStep, forKey: .stepCost)
    try container.encode(step.dollarsPerTrillionTokens, forKey: .tokenCost)
    try container.encode(EnergyBound(step), forKey: .energy)
    try container.encode(smUse.map { SMUseKeys($0) }, forKey: .smTime)
    try container.encode(memory.map { MemoryKeys(step, $0) }, forKey: .memory)
    try container.encode(step.peakActivations, forKey: .peakActivations)
    try container.encode(
      Dictionary(uniqueKeysWithValues: meanBusy.map { ($0.kind.key, $0.time) }), forKey: .phases)
    try container.encode(
      step.ranks.enumerated().map { rank, activity in
        RankRow(
          rank: rank, busy_ns: activity.busy, idle_ns: activity.idle,
          bubble_percent: step.bubblePercent(ofRank: rank), peak_activations: activity.peakActivations)
      }, forKey: .rankRows)
    try container.encode(step.scenario.calibratedBy, forKey: .calibratedBy)
    try container.encode(step.stageTimes?.estimatedPercent, forKey: .estimatedPercent)
    try container.encode(step.stageTimes?.estimatedKernels, forKey: .estimatedKernels)
    try container.encode(step.stageTimes?.interpolatedPercent, forKey: .interpolatedPercent)
    try container.encode(step.scenario.seed, forKey: .seed)
  }

  /// The time of each kind of chunk, summed over the ranks and divided by them.
  private var meanBusy: [(kind: ChunkKind, time: Int64)] {
    ChunkKind.allCases.compactMap { kind in
      let sum = step.ranks.reduce(Int64(0)) { $0 + $1.busy(kind) }
      return sum == 0 ? nil : (kind, sum / Int64(max(1, step.ranks.count)))
    }
  }

  /// How much is derived from other work, and which kernels most of it is.
  private static func estimated(_ times: StageTimes) -> String {
    let names = times.estimatedKernels
    let shown = names.prefix(3).joined(separator: "; ")
    let rest = names.count > 3 ? "; and \(names.count - 3) more, which JSON lists" : ""
    return "est. \(Quantity.percent(times.estimatedPercent)) of kernel time is derived from kernels that do other work"
      + (names.isEmpty ? "." : ": \(shown)\(rest).")
  }

  /// The finding for people.
  public var report: Report {
    let title = step.schedule.name?.title ?? "custom order"
    var blocks: [Report.Block] = [
      .heading(
        "\(step.scenario.name), simulated: a step takes \(Quantity.duration(step.stepNanoseconds)) with \(title), "
          + "\(Quantity.percent(step.bubblePercent)) of it bubble")
    ]
    blocks.append(.table(resultTable))
    if let times = step.stageTimes {
      blocks.append(.line(Self.estimated(times)))
      if times.interpolatedPercent > 0 {
        blocks.append(
          .line(
            "est. \(Quantity.percent(times.interpolatedPercent)) of kernel time is interpolated between numbers of SMs."
          ))
      }
      let run = step.scenario.modelRun
      if run.device != run.timedDevice {
        blocks.append(
          .line("est. kernels are timed as on \(run.timedDevice); only the links are those of \(run.device)."))
      }
    }
    if step.exposedCommunicationNanoseconds == nil {
      blocks.append(
        .line("Transfers between stages are not modelled by this scenario (communication.point_to_point_ns)."))
    }
    if !step.scenario.calibratedBy.isEmpty {
      let rows = step.scenario.calibratedBy.keys.sorted().joined(separator: ", ")
      blocks.append(.line("Taken from published rows, so not predicted: \(rows)."))
    }
    blocks += [.heading("Mean rank"), .table(phaseTable), .heading("Ranks"), .table(rankTable)]
    blocks += memoryBlocks
    return Report(blocks)
  }

  private var resultTable: ReportTable {
    var rows: [[ReportTable.Cell]] = [
      [.init("ranks x micro-batches"), .init("\(step.schedule.ranks) x \(step.schedule.microBatches)")],
      [.init("step"), .duration(step.stepNanoseconds)],
      [.init("bubble"), .duration(step.bubbleNanoseconds)],
      [.init("bubble within a rank's own work, at most"), .duration(step.bubbleWithinRanks)],
      [.init("peak activations of a rank"), peakActivations],
    ]
    if let exposed = step.exposedCommunicationNanoseconds {
      rows.append([.init("exposed communication"), .duration(exposed)])
    }
    if let tokens = step.tokensPerDay {
      rows.append([.init("tokens a day"), .init(Quantity.significant(tokens / 1e9) + " billion", plain: "\(tokens)")])
    }
    if let hours = step.gpuHoursPerTrillionTokens {
      rows.append([
        .init("GPU-hours per trillion tokens"), .init(Quantity.count(Int(hours.rounded())), plain: "\(hours)"),
      ])
    }
    if let utilisation = step.mfuCausalPercent {
      let base = step.scenario.training.peakBase.map { " of \($0)" } ?? ""
      rows.append([.init("MFU, causal"), .init(Quantity.percent(utilisation) + base, plain: "\(utilisation)")])
    }
    rows += costRows
    return ReportTable(
      [.init("quantity", key: "quantity", isNumeric: false), .init("value", key: "value")], rows: rows, isMain: true)
  }

  /// Activations of stages; where a rank's share is cut into several, what they are in shares.
  private var peakActivations: ReportTable.Cell {
    let count = step.peakActivations
    let parts = step.schedule.stagesPerRank
    guard parts > 1 else { return .count(count) }
    let shares = Quantity.significant(Double(count) / Double(parts))
    return .init("\(count) of 1/\(parts) rank, as \(shares)", plain: "\(count)")
  }

  private var phaseTable: ReportTable {
    var rows: [[ReportTable.Cell]] = meanBusy.map { kind, time in
      [.init(kind.title), .duration(time), .percent(percent(time, of: step.stepNanoseconds))]
    }
    rows.append([
      .init("bubble"), .duration(step.bubbleNanoseconds),
      .percent(percent(step.bubbleNanoseconds, of: step.stepNanoseconds)),
    ])
    if let optimizer = step.scenario.optimizer {
      rows.append([
        .init("optimizer"), .duration(optimizer), .percent(percent(optimizer, of: step.stepNanoseconds)),
      ])
    }
    return ReportTable(
      [
        .init("phase", key: "phase", isNumeric: false), .init("time", key: "time_ns"),
        .init("share", key: "share_percent"),
      ], rows: rows)
  }

  private var rankTable: ReportTable {
    ReportTable(
      [
        .init("rank", key: "rank"), .init("busy", key: "busy_ns"), .init("idle", key: "idle_ns"),
        .init("bubble", key: "bubble_percent"), .init("peak activations", key: "peak_activations"),
      ],
      rows: step.ranks.enumerated().map { rank, activity in
        [
          .count(rank), .duration(activity.busy), .duration(activity.idle),
          .percent(step.bubblePercent(ofRank: rank)), .count(activity.peakActivations),
        ]
      })
  }
}

extension ChunkKind {
  /// The words of reports.
  fileprivate var title: String {
    switch self {
    case .forward: "forward"
    case .backward: "backward"
    case .inputGradient: "input gradient"
    case .weightGradient: "weight gradient"
    case .overlappedPair: "overlapped pair"
    }
  }

  /// The key of JSON.
  fileprivate var key: String { String(title.map { $0 == " " ? "_" : $0 }) }
}
