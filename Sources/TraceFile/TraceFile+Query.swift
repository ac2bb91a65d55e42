import CSQLite

extension TraceFile {
  /// The rows of a query.
  public struct QueryResult: Sendable, Equatable {
    /// The columns' titles.
    public let columns: [String]
    /// The rows; each has a value a column.
    public let rows: [[DatabaseValue]]
  }

  /// Runs a SQL query. The file is open for reading only, and no other file can be attached.
  public func query(_ sql: String) throws(TraceFileError) -> QueryResult {
    sqlite3_limit(database.handle, SQLITE_LIMIT_ATTACHED, 0)
    do throws(Database.Failure) {
      let statement = try database.prepare(sql)
      guard statement.isReadOnly else { throw Database.Failure(code: SQLITE_READONLY, message: "", sql: sql) }
      guard try !database.hasMore(than: sql) else {
        throw Database.Failure(code: SQLITE_MISUSE, message: "more than one statement", sql: sql)
      }
      let columns = (0..<Int32(statement.columnCount)).map { statement.columnName($0) }
      var rows: [[DatabaseValue]] = []
      while try statement.step() { rows.append(columns.indices.map { statement.value(Int32($0)) }) }
      return QueryResult(columns: columns, rows: rows)
    } catch {
      if error.code & 0xFF == SQLITE_READONLY { throw .notReadOnly(sql: sql) }
      throw .statement(sql: sql, message: error.message)
    }
  }
}

extension Database {
  /// Whether a text holds a second statement after its first.
  func hasMore(than sql: String) throws(Failure) -> Bool {
    var sql = sql
    let rest = sql.withUTF8 { text -> Int in
      text.withMemoryRebound(to: CChar.self) { text in
        var statement: OpaquePointer?
        var tail: UnsafePointer<CChar>?
        sqlite3_prepare_v2(handle, text.baseAddress, Int32(text.count), &statement, &tail)
        sqlite3_finalize(statement)
        guard let base = text.baseAddress, let tail else { return 0 }
        return text.count - (tail - base)
      }
    }
    return sql.utf8.suffix(rest).contains { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 && $0 != 0x3B }
  }
}
