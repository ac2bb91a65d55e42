import Glibc
public import Trace

extension TraceFile {
  /// Writes a trace to a file, all at once: it is written beside its place and moved there when it is complete, so that
  /// neither a full disk nor an interruption leaves half a file or takes away the one that was there.
  ///
  /// The same tables give the same bytes.
  ///
  /// - Parameter progress: called now and then with the spans written and their number; `false` stops.
  public static func write(
    _ tables: TraceTables, to path: String, progress: ((Int, Int) -> Bool)? = nil
  ) throws(TraceFileError) {
    let temporary = try createTemporary(for: path)
    do throws(TraceFileError) {
      try fill(temporary, with: tables, path: path, progress: progress)
      try synchronize(temporary, path: path)
      if rename(temporary, path) != 0 {
        throw TraceFileError.cannotCreate(path: path, reason: String(cString: strerror(errno)))
      }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// A trace file without a name: it is gone when it is closed, also after a crash.
  public static func temporary(_ tables: TraceTables) throws(TraceFileError) -> TraceFile {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    let path = "\(folder)/tuiperf-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).tuiperf"
    try write(tables, to: path)
    defer { unlink(path) }
    return try open(path)
  }

  /// Creates an empty file that nobody else has, beside the place where the trace shall be.
  private static func createTemporary(for path: String) throws(TraceFileError) -> String {
    var information = stat()
    if stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFDIR {
      throw .cannotCreate(path: path, reason: "is a directory")
    }
    for attempt in 0..<100 {
      let candidate = "\(path).\(getpid()).\(attempt).part"
      let descriptor = Glibc.open(candidate, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        close(descriptor)
        return candidate
      }
      if errno != EEXIST { throw .cannotCreate(path: path, reason: String(cString: strerror(errno))) }
    }
    throw .cannotCreate(path: path, reason: "too many unfinished files beside it")
  }

  private static func fill(
    _ temporary: String, with tables: TraceTables, path: String, progress: ((Int, Int) -> Bool)?
  ) throws(TraceFileError) {
    var isCancelled = false
    do throws(Database.Failure) {
      let database = try Database(path: temporary, mode: .readWrite)
      // The file is worthless until it is complete, so a journal would protect nothing.
      // Large pages write a large trace faster, and waste room in a small one.
      let pageSize = tables.spans.count > 100_000 ? 65536 : 16384
      try database.execute("PRAGMA page_size = \(pageSize); PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
      try database.execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -16384;")
      try database.execute("PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = \(Schema.version);")
      try database.execute("BEGIN")
      try database.execute(Schema.tables)
      let writer = TableWriter(database: database, tables: tables)
      try writer.writeSmallTables()
      isCancelled = try !writer.writeSpans(progress: progress)
      if !isCancelled {
        try writer.writeLanes()
        try writer.writeLinks()
        try database.execute(Schema.indexesAndViews)
        try database.execute("COMMIT")
      }
    } catch {
      throw .cannotWrite(path: path, reason: error.isFull ? "the disk is full" : error.message)
    }
    if isCancelled { throw .cancelled }
  }

  private static func synchronize(_ temporary: String, path: String) throws(TraceFileError) {
    let descriptor = Glibc.open(temporary, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    // A file system that cannot synchronise says EINVAL.
    if fsync(descriptor) != 0, errno != EINVAL {
      throw .cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
  }
}
