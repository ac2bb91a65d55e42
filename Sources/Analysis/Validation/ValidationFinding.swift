public import KernelSimulator

/// Published numbers beside simulated ones, group by group, good or bad.
public struct ValidationFinding: Sendable, Encodable {
  /// Numbers that belong together.
  public struct Group: Sendable {
    /// Its name.
    public let name: String
    /// What it holds.
    public let title: String
    /// The device that was simulated.
    public let device: String
    /// Its rows.
    public let rows: [ValidationRow]

    /// A group.
    public init(name: String, title: String, device: String, rows: [ValidationRow]) {
      self.name = name
      self.title = title
      self.device = device
      self.rows = rows
    }

    /// The rows that set no parameter.
    public var validated: [ValidationRow] { rows.filter { !$0.isCalibrated } }

    /// The median size of the relative errors of rows that set no parameter; `nil` where there are none.
    public var medianError: Double? {
      let errors = validated.map { abs($0.relativeError) }.sorted()
      guard !errors.isEmpty else { return nil }
      return (errors[(errors.count - 1) / 2] + errors[errors.count / 2]) / 2
    }

    /// The row that is furthest off, of those that set no parameter.
    public var worst: ValidationRow? { validated.max { abs($0.relativeError) < abs($1.relativeError) } }
  }

  /// The groups.
  public let groups: [Group]

  enum CodingKeys: String, CodingKey {
    case groups
    case rows
  }

  private struct GroupRow: Encodable {
    enum CodingKeys: String, CodingKey {
      case name
      case device
      case rows
      case validated
      case median = "median_relative_error"
      case worst = "worst_relative_error"
    }

    let name: String
    let device: String
    let rows: Int
    let validated: Int
    let median: Double?
    let worst: Double?
  }

  private struct Row: Encodable {
    enum CodingKeys: String, CodingKey {
      case id
      case group
      case quantity
      case unit
      case published
      case simulated
      case error = "relative_error"
      case calibrated
      case source
    }

    let id: String
    let group: String
    let quantity: String
    let unit: String
    let published: Double
    let simulated: Double
    let error: Double
    let calibrated: Bool
    let source: String
  }

  /// The finding of some groups.
  public init(_ groups: [Group]) {
    self.groups = groups
  }

  /// Whether the median error of every group is at most so many per cent.
  public func isWithin(percent: Double) -> Bool {
    groups.allSatisfy { ($0.medianError ?? 0) * 100 <= percent }
  }

  /// Writes the groups with their errors, and all rows.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(
      groups.map {
        GroupRow(
          name: $0.name, device: $0.device, rows: $0.rows.count, validated: $0.validated.count,
          median: $0.medianError, worst: $0.worst?.relativeError)
      }, forKey: .groups)
    try container.encode(
      groups.flatMap { group in
        group.rows.map {
          Row(
            id: $0.id, group: group.name, quantity: $0.quantity, unit: $0.unit, published: $0.published,
            simulated: $0.simulated, error: $0.relativeError, calibrated: $0.isCalibrated, source: $0.source)
        }
      }, forKey: .rows)
  }
}
