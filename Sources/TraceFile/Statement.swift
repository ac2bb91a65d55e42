import CSQLite

/// A compiled statement. Parameters count from 1 and columns from 0, as in SQLite.
public final class Statement {
  private let handle: OpaquePointer
  private let database: Database
  private let sql: String

  init(_ handle: OpaquePointer, in database: Database, sql: String) {
    self.handle = handle
    self.database = database
    self.sql = sql
  }

  deinit {
    sqlite3_finalize(handle)
  }

  /// Goes to the next row.
  ///
  /// - Returns: whether there is one.
  public func step() throws(Database.Failure) -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    if code == SQLITE_DONE { return false }
    throw database.failure(code, sql)
  }

  /// Runs a statement that returns no rows, and makes it ready to run again.
  public func run() throws(Database.Failure) {
    let code = sqlite3_step(handle)
    let failure = code == SQLITE_DONE || code == SQLITE_ROW ? nil : database.failure(code, sql)
    sqlite3_reset(handle)
    if let failure { throw failure }
  }

  /// Makes the statement ready to run again; its parameters keep their values.
  public func reset() {
    sqlite3_reset(handle)
  }

  /// Sets a parameter to an integer.
  public func bind(_ value: Int64, at index: Int32) {
    sqlite3_bind_int64(handle, index, value)
  }

  /// Sets a parameter to an integer or NULL.
  public func bind(_ value: Int?, at index: Int32) {
    if let value { sqlite3_bind_int64(handle, index, Int64(value)) } else { sqlite3_bind_null(handle, index) }
  }

  /// Sets a parameter to a floating-point number.
  public func bind(_ value: Double, at index: Int32) {
    sqlite3_bind_double(handle, index, value)
  }

  /// Sets a parameter to a text or NULL; the text is copied.
  public func bind(_ value: String?, at index: Int32) {
    guard var value else {
      sqlite3_bind_null(handle, index)
      return
    }
    value.withUTF8 { bind(text: $0, at: index) }
  }

  /// Sets a parameter to a text given as bytes, which are copied.
  public func bind(text: UnsafeBufferPointer<UInt8>, at index: Int32) {
    let base = UnsafeRawPointer(text.baseAddress)?.assumingMemoryBound(to: CChar.self)
    sqlite3_bind_text(handle, index, base ?? Self.emptyText, Int32(text.count), tuiperf_sqlite_transient())
  }

  /// Sets a parameter to NULL.
  public func bindNull(at index: Int32) {
    sqlite3_bind_null(handle, index)
  }

  nonisolated(unsafe) private static let emptyText: UnsafePointer<CChar> = {
    let text = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
    text.pointee = 0
    return UnsafePointer(text)
  }()

  /// How many columns the rows have.
  public var columnCount: Int { Int(sqlite3_column_count(handle)) }

  /// A column's title.
  public func columnName(_ column: Int32) -> String {
    sqlite3_column_name(handle, column).map { String(cString: $0) } ?? ""
  }

  /// Whether the statement cannot change the database.
  public var isReadOnly: Bool { sqlite3_stmt_readonly(handle) != 0 }

  /// A column as an integer; NULL is 0.
  public func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  /// A column as an integer, or `nil` for NULL.
  public func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

  /// A column as a floating-point number; NULL is 0.
  public func double(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

  /// Whether a column is NULL.
  public func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  /// A column as text; NULL is empty.
  public func text(_ column: Int32) -> String {
    withText(column) { String(decoding: $0, as: UTF8.self) }
  }

  /// A column's text as bytes, valid during `body` only.
  public func withText<Result>(_ column: Int32, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let base = sqlite3_column_text(handle, column)
    return body(UnsafeBufferPointer(start: base, count: base == nil ? 0 : Int(sqlite3_column_bytes(handle, column))))
  }

  /// A column with the type that it has.
  public func value(_ column: Int32) -> DatabaseValue {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_NULL: .null
    case SQLITE_INTEGER: .integer(integer(column))
    case SQLITE_FLOAT: .real(double(column))
    case SQLITE_BLOB: .blob(bytes: Int(sqlite3_column_bytes(handle, column)))
    default: .text(text(column))
    }
  }
}
