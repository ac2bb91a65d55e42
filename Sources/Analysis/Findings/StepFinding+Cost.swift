import GPU
import RunSimulator

extension StepFinding {
  /// What the run costs, does and needs beside its time: rows of the report.
  var costRows: [[ReportTable.Cell]] {
    var rows: [[ReportTable.Cell]] = []
    func add(_ label: String, _ value: Double?, _ text: (Double) -> String) {
      if let value { rows.append([.init(label), .init(text(value), plain: "\(value)")]) }
    }
    add("MFU, non-causal", step.mfuNonCausalPercent) { Quantity.percent($0) }
    add("TFLOPS a GPU, causal", step.flopPerSecondPerGPU) { Quantity.significant($0 / 1e12) }
    add("TFLOPS a GPU, non-causal", step.flopPerSecondPerGPUNonCausal) { Quantity.significant($0 / 1e12) }
    add("tokens a second", step.tokensPerSecond) { Quantity.significant($0 / 1e6) + " million" }
    let rate = "at \(Quantity.significant(step.dollarsPerGPUHour)) dollars a GPU-hour"
    add("dollars a step, \(rate)", step.dollarsPerStep) { Quantity.significant($0) }
    add("dollars per trillion tokens, \(rate)", step.dollarsPerTrillionTokens) { Quantity.count(Int($0.rounded())) }
    if let watts = step.boardWatts?.value {
      add("energy per trillion tokens, at most", step.mostMegawattHoursPerTrillionTokens) {
        "\(Quantity.significant($0)) MWh, \(watts) W a GPU all the time"
      }
    }
    if let smUse {
      let whole = smUse.compute + smUse.communication + smUse.idle
      for (label, part) in [
        ("SM-time with compute", smUse.compute), ("SM-time with communication", smUse.communication),
        ("SM-time idle", smUse.idle),
      ] {
        rows.append([.init(label), .percent(percent(part, of: whole))])
      }
    }
    if let memory {
      let peak = memory.ranks[memory.fullest].peak
      var text = "\(Quantity.bytes(peak)) on rank \(memory.fullest)"
      if let capacity = memory.capacity { text += " of \(Quantity.bytes(capacity))" }
      rows.append([.init("peak memory of a GPU, computed"), .init(text, plain: "\(peak)")])
    }
    return rows
  }

  /// The memory of each rank.
  var memoryBlocks: [Report.Block] {
    guard let memory else { return [] }
    func cell(_ bytes: Int64) -> ReportTable.Cell { .init(Quantity.bytes(bytes), plain: "\(bytes)") }
    let table = ReportTable(
      [
        .init("rank", key: "rank"), .init("weights", key: "weights_bytes"),
        .init("gradients", key: "gradients_bytes"), .init("optimizer", key: "optimizer_bytes"),
        .init("activations", key: "peak_activation_bytes"), .init("peak", key: "peak_bytes"),
        .init("at", key: "peak_ns"),
      ],
      rows: memory.ranks.enumerated().map { rank, own in
        [
          .count(rank), cell(own.weights), cell(own.gradients), cell(own.optimizer), cell(own.peakActivations),
          cell(own.peak), .duration(own.peakTime),
        ]
      })
    var blocks: [Report.Block] = [
      .heading("Memory of a GPU, computed from what its stages hold"), .table(table),
      .line("Without buffers of messages, work spaces and what an allocator wastes."),
    ]
    if let capacity = memory.capacity, memory.ranks[memory.fullest].peak > capacity {
      blocks.append(
        .line(
          "Rank \(memory.fullest) needs more than the \(Quantity.bytes(capacity)) that its GPU has: it would not run."))
    }
    return blocks
  }
}

/// The energy of a run at most.
struct EnergyBound: Encodable {
  let watts_per_gpu: Int
  let source: String
  let joules_per_step: Double?
  let mwh_per_trillion_tokens: Double?

  /// `nil` where nothing is known of the board.
  init?(_ step: StepResult) {
    guard let watts = step.boardWatts else { return nil }
    watts_per_gpu = watts.value
    source = watts.source
    joules_per_step = step.mostJoulesPerStep
    mwh_per_trillion_tokens = step.mostMegawattHoursPerTrillionTokens
  }
}

/// SM-time by role as JSON.
struct SMUseKeys: Encodable {
  let compute_ns: Int64
  let communication_ns: Int64
  let idle_ns: Int64
  let multiprocessors: Int

  init(_ use: SMUse) {
    compute_ns = use.compute
    communication_ns = use.communication
    idle_ns = use.idle
    multiprocessors = use.multiprocessors
  }
}

/// Memory as JSON.
struct MemoryKeys: Encodable {
  /// A rank; over time the peaks of equal parts of the step.
  struct Rank: Encodable {
    let rank: Int
    let weights_bytes: Int64
    let gradients_bytes: Int64
    let optimizer_bytes: Int64
    let peak_activation_bytes: Int64
    let peak_bytes: Int64
    let peak_ns: Int64
    let over_time_bytes: [Int64]
  }

  let capacity_bytes: Int64?
  let peak_bytes: Int64
  let peak_rank: Int
  let ranks: [Rank]

  private static let parts = 64

  init(_ step: StepResult, _ memory: StepMemory) {
    capacity_bytes = memory.capacity
    peak_rank = memory.fullest
    peak_bytes = memory.ranks[memory.fullest].peak
    ranks = memory.ranks.enumerated().map { rank, own in
      Rank(
        rank: rank, weights_bytes: own.weights, gradients_bytes: own.gradients, optimizer_bytes: own.optimizer,
        peak_activation_bytes: own.peakActivations, peak_bytes: own.peak, peak_ns: own.peakTime,
        over_time_bytes: step.memoryPeaks(ofRank: rank, memory, parts: Self.parts))
    }
  }
}
