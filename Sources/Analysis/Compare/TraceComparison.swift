/// Two traces side by side: the whole, and the kernels by name.
public struct TraceComparison: Sendable, Encodable {
  /// A kernel of both or of one of them.
  public struct Kernel: Sendable, Equatable, Encodable {
    /// Its name.
    public let name: String
    /// Launches in the first.
    public let firstCount: Int
    /// Launches in the second.
    public let secondCount: Int
    /// Their time in the first, in nanoseconds.
    public let first: Int64
    /// Their time in the second, in nanoseconds.
    public let second: Int64

    /// The second less the first, in nanoseconds.
    public var difference: Int64 { second - first }

    enum CodingKeys: String, CodingKey {
      case name
      case firstCount = "first_count"
      case secondCount = "second_count"
      case first = "first_total_ns"
      case second = "second_total_ns"
      case difference = "difference_ns"
    }

    /// Writes counts, times and their difference.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(firstCount, forKey: .firstCount)
      try container.encode(secondCount, forKey: .secondCount)
      try container.encode(first, forKey: .first)
      try container.encode(second, forKey: .second)
      try container.encode(difference, forKey: .difference)
    }
  }

  /// The first file.
  public let first: String
  /// The second file.
  public let second: String
  /// Times of the whole.
  public let metrics: [ComparedMetric]
  /// The kernels whose time differs most first.
  public let kernels: [Kernel]

  /// Compares two traces.
  public init(_ a: Summary, _ b: Summary, names: (String, String)) {
    (first, second) = names
    func metric(
      _ key: String, _ title: String, _ direction: ComparedMetric.Direction = .lower, _ value: (Summary) -> Int64
    ) -> ComparedMetric {
      ComparedMetric(
        key: key, title: title, first: Double(value(a)), second: Double(value(b)), unit: .nanoseconds,
        direction: direction)
    }
    metrics = [
      metric("span_ns", "from first to last") { $0.span },
      metric("busy_ns", "GPU busy", .neither) { $0.activity.busy },
      metric("idle_ns", "idle") { $0.activity.idle },
      metric("compute_ns", "compute", .neither) { $0.activity.compute },
      metric("communication_ns", "communication", .neither) { $0.activity.communication },
      metric("overlap_ns", "overlapped", .neither) { $0.activity.overlap },
      metric("exposed_communication_ns", "exposed communication") { $0.activity.exposedCommunication },
    ]
    var rows: [String: Kernel] = [:]
    for kernel in a.kernels {
      rows[kernel.name] = Kernel(
        name: kernel.name, firstCount: kernel.durations.count, secondCount: 0, first: kernel.durations.total, second: 0)
    }
    for kernel in b.kernels {
      let known = rows[kernel.name]
      rows[kernel.name] = Kernel(
        name: kernel.name, firstCount: known?.firstCount ?? 0, secondCount: kernel.durations.count,
        first: known?.first ?? 0, second: kernel.durations.total)
    }
    kernels = rows.values.sorted {
      (abs($1.difference), $0.name) < (abs($0.difference), $1.name)
    }
  }

  /// How much longer the second takes, in per cent.
  public var slowdownPercent: Double { metrics.first?.relativePercent ?? 0 }

  /// The finding for people; CSV has the kernels.
  public var report: Report {
    let change = metrics.first.map { "\($0.text($0.first)) and \($0.text($0.second)) (\($0.differenceText))" } ?? ""
    var blocks: [Report.Block] = [
      .heading("\(first) and \(second): \(change)"),
      .table(KernelComparison.table("", metrics, "first", "second")),
      .heading("Kernels whose time changed most"),
    ]
    blocks.append(
      .table(
        ReportTable(
          [
            .init("kernel", key: "name", isNumeric: false), .init("launches", key: "first_count"),
            .init("then", key: "second_count"), .init("time", key: "first_total_ns"),
            .init("then", key: "second_total_ns"), .init("difference", key: "difference_ns"),
          ],
          rows: kernels.map { kernel in
            [
              .init(KernelTitle.short(kernel.name), plain: kernel.name), .count(kernel.firstCount),
              .count(kernel.secondCount), .duration(kernel.first), .duration(kernel.second),
              .init(
                (kernel.difference > 0 ? "+" : "") + Quantity.duration(kernel.difference),
                plain: "\(kernel.difference)"),
            ]
          }, isMain: true)))
    return Report(blocks)
  }
}
