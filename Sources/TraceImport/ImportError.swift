/// Why a file could not be imported.
public enum ImportError: Error, Sendable, Equatable, CustomStringConvertible {
  /// There is no such file.
  case notFound(path: String)
  /// The file may not be read, or is no file.
  case notReadable(path: String, reason: String)
  /// The file holds nothing.
  case empty(path: String)
  /// The file is neither JSON events nor a database nor gzip of such.
  case notATrace(path: String, reason: String)
  /// The compressed data is damaged from its beginning.
  case damagedGzip(path: String, byte: Int64)
  /// In strict mode: the first thing that could not be read, at a byte of the (decompressed) source.
  case strict(path: String, byte: Int64, reason: String)
  /// A SQLite database that is neither a tuiperf trace nor an Nsight Systems export.
  case foreignDatabase(path: String)
  /// A SQLite database that cannot be read.
  case database(path: String, reason: String)
  /// Reading failed.
  case read(path: String, reason: String)
  /// The caller asked to stop.
  case cancelled

  /// One line that says what and where.
  public var description: String {
    switch self {
    case .notFound(let path): "\(path): no such file"
    case .notReadable(let path, let reason): "\(path): \(reason)"
    case .empty(let path): "\(path): the file is empty"
    case .notATrace(let path, let reason): "\(path): not a trace: \(reason)"
    case .damagedGzip(let path, let byte): "\(path): the gzip data is damaged at byte \(byte)"
    case .strict(let path, let byte, let reason): "\(path): byte \(byte): \(reason)"
    case .foreignDatabase(let path):
      "\(path): a SQLite database, but neither a tuiperf trace nor an Nsight Systems export"
    case .database(let path, let reason): "\(path): not a readable database (\(reason))"
    case .read(let path, let reason): "\(path): reading failed: \(reason)"
    case .cancelled: "interrupted"
    }
  }
}
