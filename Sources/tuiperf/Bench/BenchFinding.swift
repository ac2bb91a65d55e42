import Analysis

/// What was measured, row by row, beside what it must reach.
struct BenchFinding: Encodable {
  /// A measurement.
  struct Row: Encodable {
    let name: String
    let median_ns: Int64
    let min_ns: Int64
    let max_ns: Int64
    let peak_bytes: Int64
    /// The median in parts of the reference's, where there is one.
    let ratio: Double?
    let target: String
    let reached: Bool?
  }

  /// How fast something is done.
  struct RateRow: Encodable {
    let name: String
    let unit: String
    let median_per_s: Double
    let min_per_s: Double
    let max_per_s: Double
    let target_per_s: Double?
    let reached: Bool?
  }

  let rows: [Row]
  let rates: [RateRow]

  init(cases: [BenchCase], rates: [BenchRate], explorer: [ExplorerTimes]) {
    self.rates = rates.map { rate in
      RateRow(
        name: rate.name, unit: rate.unit, median_per_s: rate.median, min_per_s: rate.rates.min() ?? 0,
        max_per_s: rate.rates.max() ?? 0, target_per_s: rate.target, reached: rate.target.map { rate.median >= $0 })
    }
    var rows = cases.map { Self.row($0, among: cases) }
    if !explorer.isEmpty {
      rows.append(Self.row("first_frame", explorer.map(\.firstFrame), explorer, limit: 100_000_000))
      let steps = explorer.flatMap(\.steps).sorted()
      rows.append(Self.row("pan_or_zoom_step", steps, explorer, limit: 16_000_000))
      let slowest = explorer.compactMap { $0.steps.last }
      rows.append(Self.row("slowest_step_of_a_run", slowest, explorer, limit: nil))
    }
    self.rows = rows
  }

  private static func row(_ measured: BenchCase, among cases: [BenchCase]) -> Row {
    var ratio: Double?
    var target = ""
    var reached: Bool?
    switch measured.target {
    case .none: break
    case .milliseconds(let limit):
      target = "\(limit) ms"
      reached = measured.median <= limit * 1_000_000
    case .ratio(let part, let whole, let name):
      guard let reference = cases.first(where: { $0.name == name }) else { break }
      ratio = Double(measured.median) / Double(reference.median)
      target = "\(part)/\(whole) of \(name)"
      reached = measured.median * whole <= reference.median * part
    }
    if let peak = measured.peakTarget {
      target += ", \(Quantity.bytes(peak))"
      reached = (reached ?? true) && measured.peakBytes <= peak
    }
    return Row(
      name: measured.name, median_ns: measured.median, min_ns: measured.times.min() ?? 0,
      max_ns: measured.times.max() ?? 0, peak_bytes: measured.peakBytes, ratio: ratio, target: target, reached: reached)
  }

  private static func row(_ name: String, _ times: [Int64], _ explorer: [ExplorerTimes], limit: Int64?) -> Row {
    let sorted = times.sorted()
    let median = sorted[sorted.count / 2]
    let peak = explorer.map(\.peakBytes).max() ?? 0
    let most: Int64 = 150 << 20
    return Row(
      name: name, median_ns: median, min_ns: sorted[0], max_ns: sorted[sorted.count - 1], peak_bytes: peak, ratio: nil,
      target: limit.map { "\(Quantity.duration($0)), \(Quantity.bytes(most))" } ?? "",
      reached: limit.map { median <= $0 && peak <= most })
  }

  /// The rows as a table.
  var report: Report {
    Report([
      .heading("Medians of whole processes and of the explorer at 200x60"),
      .table(
        ReportTable(
          [
            .init("case", key: "case", isNumeric: false), .init("median", key: "median_ns"),
            .init("min", key: "min_ns"),
            .init("max", key: "max_ns"), .init("peak memory", key: "peak_bytes"), .init("ratio", key: "ratio"),
            .init("target", key: "target", isNumeric: false), .init("reached", key: "reached", isNumeric: false),
          ],
          rows: rows.map { row in
            [
              .init(row.name), .duration(row.median_ns), .duration(row.min_ns), .duration(row.max_ns),
              .init(Quantity.bytes(row.peak_bytes), plain: "\(row.peak_bytes)"),
              row.ratio.map { .init(Quantity.fixed($0, digits: 3), plain: "\($0)") } ?? .unknown, .init(row.target),
              row.reached.map { .init($0 ? "yes" : "no") } ?? .unknown,
            ]
          }, isMain: true)),
      .heading("Work a second within one process"),
      .table(rateTable),
    ])
  }

  private var rateTable: ReportTable {
    func rate(_ value: Double, _ unit: String) -> ReportTable.Cell {
      let scaled = value < 1e4 ? Quantity.significant(value) : Quantity.significant(value / 1e6) + " M"
      return .init("\(scaled) \(unit)/s", plain: "\(value)")
    }
    return ReportTable(
      [
        .init("work", key: "work", isNumeric: false), .init("median", key: "median_per_s"),
        .init("min", key: "min_per_s"), .init("max", key: "max_per_s"), .init("target", key: "target_per_s"),
        .init("reached", key: "reached", isNumeric: false),
      ],
      rows: rates.map { row in
        [
          .init(row.name), rate(row.median_per_s, row.unit), rate(row.min_per_s, row.unit),
          rate(row.max_per_s, row.unit), row.target_per_s.map { rate($0, row.unit) } ?? .unknown,
          row.reached.map { .init($0 ? "yes" : "no") } ?? .unknown,
        ]
      })
  }
}
