extension KernelComparison {
  /// The finding for people; CSV has the metrics.
  public var report: Report {
    var blocks: [Report.Block] = [.heading(findings.first ?? "")]
    blocks += findings.dropFirst().map { .line($0) }
    blocks.append(.table(Self.table("", metrics, first.kernel, second.kernel, isMain: true)))
    blocks += [
      .heading("Warp states, cycles an instruction"), .table(Self.table("state", states, first.kernel, second.kernel)),
      .heading("PTX lines that differ most"), .table(lineTable),
    ]
    let extrapolations = [first, second].filter { $0.extrapolated.detailedCTAs < $0.extrapolated.ctas }
    for profile in extrapolations {
      blocks.append(
        .line(
          "≈ \(profile.kernel): \(profile.extrapolated.detailedCTAs) of \(profile.extrapolated.ctas) CTAs simulated."))
    }
    return Report(blocks)
  }

  static func table(
    _ title: String, _ metrics: [ComparedMetric], _ first: String, _ second: String, isMain: Bool = false
  ) -> ReportTable {
    ReportTable(
      [
        .init(title, key: "metric", isNumeric: false), .init(first, key: "first"), .init(second, key: "second"),
        .init("difference", key: "difference"), .init("", key: "second_is", isNumeric: false),
      ],
      rows: metrics.map {
        [
          .init($0.title, plain: $0.key), .init($0.text($0.first), plain: "\($0.first)"),
          .init($0.text($0.second), plain: "\($0.second)"), .init($0.differenceText, plain: "\($0.difference)"),
          .init($0.verdict),
        ]
      }, isMain: isMain)
  }

  private var lineTable: ReportTable {
    ReportTable(
      [
        .init("of", key: "kernel", isNumeric: false), .init("line", key: "line"), .init("issues", key: "issues"),
        .init("warp time", key: "percent"), .init("other", key: "other_percent"),
        .init("mostly", key: "state", isNumeric: false), .init("PTX", key: "text", isNumeric: false),
      ],
      rows: lines.prefix(12).map {
        [
          .init($0.side == 0 ? first.kernel : second.kernel), .count($0.line.line),
          .count(Int($0.line.issues.rounded())), .percent($0.percent), .percent($0.otherPercent),
          .init($0.line.mainStall ?? "-"), .init($0.line.text),
        ]
      })
  }
}
