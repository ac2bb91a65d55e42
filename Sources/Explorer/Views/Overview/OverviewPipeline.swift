import Analysis
import Terminal

/// The overview of a trace that holds a pipeline and no kernels.
struct OverviewPipeline {
  let pipeline: PipelineSummary
  let width: Int

  /// From top to bottom.
  var lines: [OverviewPage.Line] {
    var lines: [OverviewPage.Line] = [
      OverviewText.bar("busy, mean rank", pipeline.step - pipeline.bubble, of: pipeline.step, .compute, width: width),
      OverviewText.bar("bubble", pipeline.bubble, of: pipeline.step, .problem, width: width),
      { _, _ in },
    ]
    for (label, value) in facts {
      lines.append { canvas, y in
        canvas.write(label, x: 1, y: y, canvas.theme.style(.dim))
        canvas.write(value, x: 34, y: y)
      }
    }
    lines.append { _, _ in }
    lines += pipeline.ranks.map { rank in
      OverviewText.bar(rank.name, rank.busy, of: pipeline.step, .compute, width: width)
    }
    return lines
  }

  private var facts: [(String, String)] {
    var facts: [(String, String)] = []
    if let microBatches = pipeline.microBatches { facts.append(("micro-batches", "\(microBatches)")) }
    facts.append(("activations held at most", "\(pipeline.ranks.map(\.peakActivations).max() ?? 0)"))
    if let tokens = number("tokens_per_day") {
      facts.append(("tokens a day, simulated", Quantity.significant(tokens / 1e9) + " billion"))
    }
    if let hours = number("gpu_hours_per_trillion_tokens") {
      facts.append(("GPU-hours per trillion tokens", Quantity.count(Int(hours.rounded()))))
    }
    if let utilisation = number("mfu_causal_percent") {
      facts.append(
        ("MFU, causal", Quantity.percent(utilisation) + (pipeline.facts["mfu_base"].map { " of \($0)" } ?? "")))
    }
    facts += cost
    if let estimated = number("estimated_kernel_time_percent") {
      facts.append(("kernel time that is estimated", "est. \(Quantity.percent(estimated))"))
    }
    return facts
  }

  /// What the run achieves, costs and needs.
  private var cost: [(String, String)] {
    var facts: [(String, String)] = []
    if let utilisation = number("mfu_non_causal_percent") {
      facts.append(("MFU, non-causal", Quantity.percent(utilisation)))
    }
    if let rate = number("flop_per_s_per_gpu") {
      facts.append(("TFLOPS a GPU, causal", Quantity.significant(rate / 1e12)))
    }
    if let dollars = number("usd_per_trillion_tokens"), let rate = number("usd_per_gpu_hour") {
      facts.append(
        (
          "dollars per trillion tokens",
          "\(Quantity.count(Int(dollars.rounded()))) at \(Quantity.significant(rate)) a GPU-hour"
        ))
    }
    if let energy = number("energy_at_most_mwh_per_trillion_tokens") {
      facts.append(("energy per trillion tokens", "at most \(Quantity.significant(energy)) MWh (rated power)"))
    }
    if let exposed = number("exposed_communication_ns") {
      facts.append(("exposed communication", Quantity.duration(Int64(exposed))))
    }
    if let compute = number("sm_time_compute_ns"), let communication = number("sm_time_communication_ns"),
      let idle = number("sm_time_idle_ns")
    {
      let whole = compute + communication + idle
      func share(_ part: Double) -> String { Quantity.percent(100 * part / max(1, whole)) }
      facts.append(
        (
          "SM-time", "compute \(share(compute)), communication \(share(communication)), idle \(share(idle))"
        ))
    }
    if let peak = number("peak_memory_bytes"), let rank = pipeline.facts["peak_memory_rank"] {
      let capacity = number("memory_capacity_bytes").map { " of \(Quantity.bytes(Int64($0)))" } ?? ""
      facts.append(("peak memory of a GPU, computed", "\(Quantity.bytes(Int64(peak)))\(capacity), rank \(rank)"))
    }
    return facts
  }

  private func number(_ key: String) -> Double? { pipeline.facts[key].flatMap { Double($0) } }
}
