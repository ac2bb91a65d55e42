/// Inserts rows of integers, many with one statement: fewer statements are faster.
struct BatchInsert {
  private static let rows = 64

  private let many: Statement
  private let one: Statement
  private let columns: Int
  private var values: [Int64] = []

  /// An insertion into a table with so many columns, all integers.
  ///
  /// - Parameter verb: `INSERT`, or `INSERT OR IGNORE` where rows may repeat.
  init(_ database: Database, verb: String = "INSERT", into table: String, columns: Int) throws(Database.Failure) {
    let row = "(" + Array(repeating: "?", count: columns).joined(separator: ", ") + ")"
    let rows = Array(repeating: row, count: Self.rows).joined(separator: ", ")
    many = try database.prepare("\(verb) INTO \(table) VALUES \(rows)")
    one = try database.prepare("\(verb) INTO \(table) VALUES \(row)")
    self.columns = columns
    values.reserveCapacity(columns * Self.rows)
  }

  /// Adds the next value of the row; a full batch is written.
  @inline(__always)
  mutating func add(_ value: Int64) throws(Database.Failure) {
    values.append(value)
    if values.count == columns * Self.rows { try writeBatch() }
  }

  private mutating func writeBatch() throws(Database.Failure) {
    for (index, value) in values.enumerated() { many.bind(value, at: Int32(index + 1)) }
    try many.run()
    values.removeAll(keepingCapacity: true)
  }

  /// Writes the rows that no batch took.
  mutating func finish() throws(Database.Failure) {
    for start in stride(from: 0, to: values.count, by: columns) {
      for column in 0..<columns { one.bind(values[start + column], at: Int32(column + 1)) }
      try one.run()
    }
    values.removeAll()
  }
}
