import CSQLite

/// A connection to a SQLite database: a thin layer over SQLite's C functions.
///
/// A connection and its statements belong to one thread; another thread opens its own.
public final class Database {
  /// How a database is opened.
  public enum Mode: Sendable {
    /// For reading; the file and its folder are never written to.
    case readOnly
    /// For reading a file that nobody changes meanwhile; works on read-only media.
    case immutable
    /// A new or existing file, for writing.
    case readWrite
  }

  /// What failed, with SQLite's code.
  public struct Failure: Error, Sendable, Equatable {
    /// SQLite's result code, extended.
    public let code: Int32
    /// SQLite's message.
    public let message: String
    /// The statement; empty where none was involved.
    public let sql: String

    /// Whether the disk (or a limit on the file) is full.
    public var isFull: Bool { code & 0xFF == SQLITE_FULL }
    /// Whether the file is no database or a damaged one.
    public var isNotADatabase: Bool { code & 0xFF == SQLITE_NOTADB || code & 0xFF == SQLITE_CORRUPT }
  }

  let handle: OpaquePointer

  /// Opens a database.
  ///
  /// - Throws: `Failure`; note that SQLite reads the file only with the first statement.
  public init(path: String, mode: Mode) throws(Failure) {
    var handle: OpaquePointer?
    let flags: Int32
    var name = path
    switch mode {
    case .readOnly: flags = SQLITE_OPEN_READONLY
    case .immutable:
      flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
      name = "file:" + Self.escaped(path) + "?immutable=1"
    case .readWrite: flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    }
    let code = sqlite3_open_v2(name, &handle, flags | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let handle else {
      let message = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(handle)
      throw Failure(code: code, message: message, sql: "")
    }
    sqlite3_extended_result_codes(handle, 1)
    self.handle = handle
  }

  deinit {
    sqlite3_close_v2(handle)
  }

  /// Runs statements that return no rows.
  public func execute(_ sql: String) throws(Failure) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    if code != SQLITE_OK { throw failure(code, sql) }
  }

  /// Compiles a statement for many runs.
  public func prepare(_ sql: String) throws(Failure) -> Statement {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    guard code == SQLITE_OK else { throw failure(code, sql) }
    guard let statement else { throw Failure(code: SQLITE_ERROR, message: "empty statement", sql: sql) }
    return Statement(statement, in: self, sql: sql)
  }

  /// The first column of the first row as an integer; `nil` where there is no row or it is NULL.
  public func integer(_ sql: String) throws(Failure) -> Int64? {
    let statement = try prepare(sql)
    guard try statement.step(), !statement.isNull(0) else { return nil }
    return statement.integer(0)
  }

  /// The tables and views, by name.
  public func tableNames() throws(Failure) -> Set<String> {
    let statement = try prepare("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
    var names: Set<String> = []
    while try statement.step() { names.insert(statement.text(0)) }
    return names
  }

  /// The columns of a table, by name; empty where there is no such table.
  public func columnNames(of table: String) throws(Failure) -> Set<String> {
    let statement = try prepare("SELECT name FROM pragma_table_info(?)")
    statement.bind(table, at: 1)
    var names: Set<String> = []
    while try statement.step() { names.insert(statement.text(0)) }
    return names
  }

  func failure(_ code: Int32, _ sql: String) -> Failure {
    Failure(code: code, message: String(cString: sqlite3_errmsg(handle)), sql: sql)
  }

  /// A path as part of a URI.
  private static func escaped(_ path: String) -> String {
    var escaped = ""
    for scalar in path.unicodeScalars {
      switch scalar {
      case "%": escaped += "%25"
      case "?": escaped += "%3f"
      case "#": escaped += "%23"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
