extension InspectionComparison {
  /// The finding for people; CSV has a row for each number of each pair.
  public var report: Report {
    var blocks: [Report.Block] = [.heading("\(first.file) and \(second.file) on \(first.device)")]
    blocks += (first.notes + second.notes.filter { !first.notes.contains($0) }).map { .line($0) }
    if pairs.count == 1, let pair = pairs.first { blocks.append(.line("\(pair.first) and \(pair.second):")) }
    let hasNames = pairs.count > 1
    let names: [ReportTable.Column] = [
      .init("first kernel", key: "first_kernel", isNumeric: false),
      .init("second kernel", key: "second_kernel", isNumeric: false),
    ]
    let values: [ReportTable.Column] = [
      .init("", key: "metric", isNumeric: false), .init("first", key: "first"), .init("second", key: "second"),
      .init("difference", key: "difference"),
    ]
    let rows = pairs.flatMap { pair in
      pair.differences.enumerated().map { index, difference -> [ReportTable.Cell] in
        let isInstruction = difference.metric.contains(".")
        let title = isInstruction ? difference.metric : String(difference.metric.map { $0 == "_" ? " " : $0 })
        // People need the names once, scripts in every row.
        let names: [ReportTable.Cell] = [
          .init(index == 0 ? pair.first : "", plain: pair.first),
          .init(index == 0 ? pair.second : "", plain: pair.second),
        ]
        return (hasNames ? names : [])
          + [
            .init(title, plain: difference.metric), Self.cell(difference.first), Self.cell(difference.second),
            Self.cell(difference.difference, isSigned: true),
          ]
      }
    }
    blocks.append(.table(ReportTable((hasNames ? names : []) + values, rows: rows, isMain: true)))
    for (file, inspection) in [(first.file, first), (second.file, second)] where !inspection.unsupported.isEmpty {
      let list = inspection.unsupported.map { "\($0.name) (line \($0.line), \($0.count))" }
      blocks.append(.line("\(file) has instructions that cannot be run: \(list.joined(separator: ", "))."))
    }
    let paired = (Set(pairs.map(\.first)), Set(pairs.map(\.second)))
    let alone =
      first.kernels.map(\.name).filter { !paired.0.contains($0) }
      + second.kernels.map(\.name).filter { !paired.1.contains($0) }
    if !alone.isEmpty { blocks.append(.line("In one file only: \(alone.joined(separator: ", ")).")) }
    return Report(blocks)
  }

  private static func cell(_ value: Double?, isSigned: Bool = false) -> ReportTable.Cell {
    guard let value else { return .unknown }
    let sign = isSigned && value > 0 ? "+" : ""
    if let whole = Int(exactly: value) { return .init(sign + Quantity.count(whole), plain: "\(whole)") }
    return .init(sign + Quantity.significant(value), plain: "\(value)")
  }
}
