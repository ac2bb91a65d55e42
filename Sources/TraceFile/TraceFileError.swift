/// Why a trace file could not be opened, read or written.
public enum TraceFileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// There is no such file.
  case notFound(path: String)
  /// The file may not be read.
  case notReadable(path: String, reason: String)
  /// A SQLite database, but of another program.
  case foreignDatabase(path: String)
  /// Not a SQLite database at all, or a damaged one.
  case notADatabase(path: String, reason: String)
  /// Written by a newer tuiperf.
  case newerVersion(path: String, version: Int64, supported: Int64)
  /// The file could not be created.
  case cannotCreate(path: String, reason: String)
  /// The file could not be written to its end; nothing is left of it.
  case cannotWrite(path: String, reason: String)
  /// A statement failed, with SQLite's message and the statement.
  case statement(sql: String, message: String)
  /// A statement would change the file.
  case notReadOnly(sql: String)
  /// The caller asked to stop.
  case cancelled

  /// One line that says what and where.
  public var description: String {
    switch self {
    case .notFound(let path): "\(path): no such file"
    case .notReadable(let path, let reason): "\(path): \(reason)"
    case .foreignDatabase(let path):
      "\(path): a SQLite database, but neither a tuiperf trace nor an Nsight Systems export"
    case .notADatabase(let path, let reason): "\(path): \(reason)"
    case .newerVersion(let path, let version, let supported):
      "\(path): a trace of version \(version); this tuiperf reads up to version \(supported)"
    case .cannotCreate(let path, let reason): "cannot create \(path): \(reason)"
    case .cannotWrite(let path, let reason): "cannot write \(path): \(reason); nothing is left of it"
    case .statement(let sql, let message): "\(message) in: \(sql)"
    case .notReadOnly(let sql): "a query must not change the trace: \(sql)"
    case .cancelled: "interrupted"
    }
  }
}
