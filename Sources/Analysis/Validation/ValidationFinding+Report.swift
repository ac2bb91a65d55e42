import KernelSimulator

extension ValidationFinding {
  /// The finding for people: the groups with their errors, then every row.
  public var report: Report {
    var blocks: [Report.Block] = [.heading(heading), .table(groupTable)]
    for group in groups {
      blocks.append(.heading("\(group.title), \(group.device)"))
      blocks.append(.table(Self.table(group, isMain: false)))
    }
    return Report(blocks)
  }

  private var heading: String {
    let rows = groups.reduce(0) { $0 + $1.rows.count }
    let calibrated = groups.reduce(0) { $0 + $1.rows.count - $1.validated.count }
    return
      "\(Quantity.count(rows, "published number")) beside the simulated ones; "
      + "\(Quantity.count(calibrated)) of them set a parameter and validate nothing"
  }

  private var groupTable: ReportTable {
    ReportTable(
      [
        .init("group", key: "group", isNumeric: false), .init("rows", key: "rows"),
        .init("validated", key: "validated"), .init("median error", key: "median_relative_error"),
        .init("worst", key: "worst_relative_error"), .init("row", key: "worst_id", isNumeric: false),
      ],
      rows: groups.map { group in
        [
          .init(group.name), .count(group.rows.count), .count(group.validated.count),
          group.medianError.map { .init(Quantity.percent($0 * 100), plain: "\($0)") } ?? .unknown,
          group.worst.map { Self.error($0) } ?? .unknown, .init(group.worst?.id ?? "-", plain: group.worst?.id ?? ""),
        ]
      }, isMain: true)
  }

  private static func table(_ group: Group, isMain: Bool) -> ReportTable {
    ReportTable(
      [
        .init("row", key: "id", isNumeric: false), .init("quantity", key: "quantity", isNumeric: false),
        .init("unit", key: "unit", isNumeric: false), .init("published", key: "published"),
        .init("simulated", key: "simulated"), .init("error", key: "relative_error"),
        .init("", key: "calibrated", isNumeric: false), .init("source", key: "source", isNumeric: false),
      ],
      rows: group.rows.map { row in
        [
          .init(row.id), .init(row.quantity), .init(row.unit),
          .init(Quantity.significant(row.published), plain: "\(row.published)"),
          .init(Quantity.significant(row.simulated), plain: "\(row.simulated)"), error(row),
          .init(row.isCalibrated ? "calibrated" : "", plain: "\(row.isCalibrated)"), .init(row.source),
        ]
      }, isMain: isMain)
  }

  private static func error(_ row: ValidationRow) -> ReportTable.Cell {
    let sign = row.relativeError < 0 ? "-" : "+"
    return .init(sign + Quantity.percent(abs(row.relativeError) * 100), plain: "\(row.relativeError)")
  }
}
