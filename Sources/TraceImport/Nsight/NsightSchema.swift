import TraceFile

/// What an export of Nsight Systems holds. Its tables are made lazily and their columns change between versions, so
/// everything is looked up before it is asked for.
struct NsightSchema {
  private let database: Database
  private let tables: Set<String>

  init(_ database: Database) throws(Database.Failure) {
    self.database = database
    tables = try database.tableNames()
  }

  /// Whether this is an export at all.
  var isNsight: Bool {
    tables.contains("META_DATA_EXPORT") || tables.contains("EXPORT_META_DATA")
      || tables.contains("TARGET_INFO_SESSION_START_TIME")
      || (tables.contains("StringIds")
        && tables.contains { $0.hasPrefix("CUPTI_ACTIVITY_KIND_") || $0 == "NVTX_EVENTS" })
  }

  /// The name of a table as this version spells it, with `_V2` or the like; `nil` where it is missing.
  func table(_ name: String) -> String? {
    if tables.contains(name) { return name }
    return tables.filter { $0.hasPrefix(name + "_V") && $0.dropFirst(name.count + 2).allSatisfy(\.isNumber) }.max()
  }

  /// A query for columns of a table, in their order; columns that are missing read as NULL. `nil` without the table or
  /// without one of the columns that are needed.
  func select(_ columns: [String], needing needed: [String], from name: String) throws(Database.Failure) -> Statement? {
    guard let table = table(name) else { return nil }
    let known = try database.columnNames(of: table)
    guard needed.allSatisfy({ known.contains($0) }) else { return nil }
    let list = columns.map { known.contains($0) ? "\"\($0)\"" : "NULL" }.joined(separator: ", ")
    return try database.prepare("SELECT \(list) FROM \"\(table)\"")
  }

  /// Rows of a table; 0 where it is missing.
  func rowCount(_ name: String) throws(Database.Failure) -> Int64 {
    guard let table = table(name) else { return 0 }
    return try database.integer("SELECT count(*) FROM \"\(table)\"") ?? 0
  }
}
