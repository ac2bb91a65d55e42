import KernelSimulator

extension ValidationFinding.Group {
  /// A row as people read it.
  public struct Line: Sendable, Equatable {
    /// The row of the calibration tables.
    public let id: String
    /// What it is.
    public let quantity: String
    /// Its unit.
    public let unit: String
    /// What was published.
    public let published: String
    /// What the simulator says.
    public let simulated: String
    /// How far that is off, with its sign, in per cent.
    public let error: String
    /// The size of that, as a part of the published number.
    public let size: Double
    /// Whether the row set a parameter, so that it validates nothing.
    public let isCalibrated: Bool
    /// Where it was published.
    public let source: String

    init(_ row: ValidationRow) {
      id = row.id
      quantity = row.quantity
      unit = row.unit
      published = Quantity.significant(row.published)
      simulated = Quantity.significant(row.simulated)
      error = (row.relativeError < 0 ? "-" : "+") + Quantity.percent(abs(row.relativeError) * 100)
      size = abs(row.relativeError)
      isCalibrated = row.isCalibrated
      source = row.source
    }
  }

  /// The rows as people read them.
  ///
  /// - Parameter isByError: the furthest off first; else in their own order.
  public func lines(byError isByError: Bool) -> [Line] {
    let lines = rows.map(Line.init)
    return isByError ? lines.sorted { ($1.size, $0.id) < ($0.size, $1.id) } : lines
  }

  /// The row that is furthest off, of those that set no parameter.
  public var worstLine: Line? { worst.map(Line.init) }
}
