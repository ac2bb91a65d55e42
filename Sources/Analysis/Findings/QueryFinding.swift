public import TraceFile

/// The rows of a SQL query as a finding.
public struct QueryFinding: Sendable, Equatable, Encodable {
  private let result: TraceFile.QueryResult

  /// The finding of a query's rows.
  public init(_ result: TraceFile.QueryResult) {
    self.result = result
  }

  private struct Key: CodingKey {
    let stringValue: String
    let intValue: Int? = nil
    init(stringValue: String) {
      self.stringValue = stringValue
    }
    init?(intValue: Int) { nil }
  }

  /// Writes an array with an object for each row; of columns with one title the last stands.
  public func encode(to encoder: any Encoder) throws {
    var rows = encoder.unkeyedContainer()
    for row in result.rows {
      var object = rows.nestedContainer(keyedBy: Key.self)
      for (title, value) in zip(result.columns, row) {
        let key = Key(stringValue: title)
        switch value {
        case .null: try object.encodeNil(forKey: key)
        case .integer(let value): try object.encode(value, forKey: key)
        // JSON has no infinity; SQLite does.
        case .real(let value): try value.isFinite ? object.encode(value, forKey: key) : object.encodeNil(forKey: key)
        case .text(let value): try object.encode(value, forKey: key)
        case .blob(let bytes): try object.encode("\(bytes) bytes", forKey: key)
        }
      }
    }
  }

  /// The rows as a table.
  public var report: Report {
    let isNumeric = result.columns.indices.map { column in
      !result.rows.isEmpty
        && result.rows.allSatisfy { row in
          switch row[column] {
          case .integer, .real, .null: true
          case .text, .blob: false
          }
        }
    }
    let columns = zip(result.columns, isNumeric).map { ReportTable.Column($0, key: $0, isNumeric: $1) }
    return Report([.table(ReportTable(columns, rows: result.rows.map { $0.map(Self.cell) }))])
  }

  private static func cell(_ value: DatabaseValue) -> ReportTable.Cell {
    switch value {
    case .null: .unknown
    case .integer(let value): .init("\(value)")
    case .real(let value): .init("\(value)")
    case .text(let value): .init(value)
    case .blob(let bytes): .init("\(bytes) bytes")
    }
  }
}
