extension PipelineSummary {
  /// The answer in one sentence.
  public var headline: String {
    let name = schedule ?? "The pipeline"
    return "\(name): the bubble takes \(Quantity.percent(bubblePercent)) of a step of \(Quantity.duration(step)) "
      + "on \(ranks.count) ranks."
  }

  /// The schedule and its ranks as parts of a report.
  public var blocks: [Report.Block] {
    var line = "Step \(Quantity.duration(step)), bubble \(Quantity.duration(bubble))"
    if let microBatches { line += ", \(microBatches) micro-batches" }
    line += ", at most \(ranks.map(\.peakActivations).max() ?? 0) activations held."
    return [
      .heading("Pipeline"), .line(line),
      .table(
        ReportTable(
          [
            .init("rank", key: "rank", isNumeric: false), .init("busy", key: "busy_ns"),
            .init("idle", key: "idle_ns"), .init("idle share", key: "idle_percent"),
            .init("peak activations", key: "peak_activations"),
          ],
          rows: ranks.map { rank in
            [
              .init(rank.name), .duration(rank.busy), .duration(rank.idle), .percent(percent(rank.idle, of: step)),
              .count(rank.peakActivations),
            ]
          }, isMain: true)),
    ]
  }
}
