/// A table of a report: cells as people read them, and the plain values for CSV.
public struct ReportTable: Sendable, Equatable {
  /// A column.
  public struct Column: Sendable, Equatable {
    /// What people read above it.
    public var title: String
    /// Its key in CSV, with the unit in the name.
    public var key: String
    /// Whether its cells are numbers, which stand at the right.
    public var isNumeric: Bool

    /// A column.
    public init(_ title: String, key: String, isNumeric: Bool = true) {
      self.title = title
      self.key = key
      self.isNumeric = isNumeric
    }
  }

  /// A cell: what people read, and the plain value.
  public struct Cell: Sendable, Equatable {
    /// With a unit, rounded.
    public var text: String
    /// Exact, without a unit.
    public var plain: String

    /// A cell whose plain value is what people read.
    public init(_ text: String) {
      self.text = text
      plain = text
    }

    /// A cell with a plain value of its own.
    public init(_ text: String, plain: String) {
      self.text = text
      self.plain = plain
    }

    /// A duration in nanoseconds.
    public static func duration(_ nanoseconds: Int64) -> Cell {
      Cell(Quantity.duration(nanoseconds), plain: "\(nanoseconds)")
    }

    /// A share in per cent.
    public static func percent(_ value: Double) -> Cell {
      Cell(Quantity.percent(value), plain: "\(value)")
    }

    /// A count.
    public static func count(_ value: Int) -> Cell {
      Cell(Quantity.count(value), plain: "\(value)")
    }

    /// Something that is not known.
    public static let unknown = Cell("-", plain: "")
  }

  /// The columns.
  public var columns: [Column]
  /// The rows; each has a cell a column.
  public var rows: [[Cell]]
  /// Whether CSV prints this table of the report.
  public var isMain: Bool

  /// A table.
  public init(_ columns: [Column], rows: [[Cell]], isMain: Bool = false) {
    self.columns = columns
    self.rows = rows
    self.isMain = isMain
  }
}
