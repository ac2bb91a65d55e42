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
    if let estimated = number("estimated_kernel_time_percent") {
      facts.append(("kernel time that is estimated", "est. \(Quantity.percent(estimated))"))
    }
    return facts
  }

  private func number(_ key: String) -> Double? { pipeline.facts[key].flatMap { Double($0) } }
}
