import RunSimulator

extension SweepFinding {
  /// The finding for people: every point as a row with a bar as long as it is fast, the best one marked.
  public var report: Report {
    let refused = points.filter { $0.refusal != nil }.count
    var blocks: [Report.Block] = [.heading(heading(refused: refused)), .table(table)]
    if points.count < pointCount {
      blocks.append(.line("A part of the sweep: \(points.count) of \(Quantity.count(pointCount, "point"))."))
    }
    return Report(blocks)
  }

  private func heading(refused: Int) -> String {
    var text = Quantity.count(points.count, "point") + " over " + varied.map(\.key).joined(separator: " x ")
    if let best, let point = points.first(where: { $0.index == best }), let step = point.step {
      let settings = zip(varied, point.values).map { "\($0.key)=\($1)" }.joined(separator: " ")
      text += "; the best is \(settings) with a step of \(Quantity.duration(step))"
    }
    return refused == 0 ? text : text + "; \(refused) refused"
  }

  private var table: ReportTable {
    let fastest = points.compactMap(\.speed).max() ?? 0
    let hasTokens = points.contains { $0.tokensPerDay != nil }
    let hasUtilisation = points.contains { $0.mfuCausalPercent != nil }
    var columns = varied.map { ReportTable.Column($0.key, key: $0.key) }
    columns += [
      .init("step", key: "step_ns"), .init("bubble", key: "bubble_percent"),
      .init("peak activations", key: "peak_activations"),
    ]
    if hasTokens { columns.append(.init("tokens a day", key: "tokens_per_day")) }
    if hasUtilisation { columns.append(.init("MFU, causal", key: "mfu_causal_percent")) }
    columns.append(.init(hasTokens ? "tokens a day" : "micro-batches a second", key: "note", isNumeric: false))
    return ReportTable(
      columns,
      rows: points.map { point in
        var row = point.values.map { ReportTable.Cell($0) }
        row.append(point.step.map { .duration($0) } ?? .unknown)
        row.append(point.bubblePercent.map { .percent($0) } ?? .unknown)
        row.append(point.peakActivations.map { .init(Quantity.significant($0), plain: "\($0)") } ?? .unknown)
        if hasTokens {
          row.append(
            point.tokensPerDay.map { .init(Quantity.significant($0 / 1e9) + " billion", plain: "\($0)") } ?? .unknown)
        }
        if hasUtilisation { row.append(point.mfuCausalPercent.map { .percent($0) } ?? .unknown) }
        row.append(note(point, fastest: fastest))
        return row
      }, isMain: true)
  }

  /// The point's place on the curve, or why it has none.
  private func note(_ point: SweepPoint, fastest: Double) -> ReportTable.Cell {
    if let refusal = point.refusal { return .init("refused: \(refusal)", plain: "refused: \(refusal)") }
    let length = fastest > 0 ? Int((24 * (point.speed ?? 0) / fastest).rounded()) : 0
    let isBest = point.index == best
    return .init(String(repeating: "█", count: length) + (isBest ? " best" : ""), plain: isBest ? "best" : "")
  }
}
