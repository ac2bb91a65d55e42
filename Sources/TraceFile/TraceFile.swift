import Glibc
public import Trace

/// An open trace file. Opening reads what is small: facts, tracks, shapes and lanes; never the spans.
///
/// A trace file belongs to one thread; another thread opens its own.
public final class TraceFile {
  /// Where it was opened from.
  public let path: String
  /// What is known of the trace as a whole.
  public let info: TraceInfo
  /// The tracks, by id.
  public let tracks: [Track]
  /// The launch shapes, by id.
  public let shapes: [LaunchShape]
  /// The lanes, in the order of their spans.
  public let lanes: [Lane]
  /// When the trace begins and ends.
  public let extent: Range<Int64>
  /// How many spans it holds.
  public let spanCount: Int

  let database: Database
  let statements: SpanStatements
  private var names: [NameID: String] = [:]

  /// Opens a trace file for reading; the file is never changed, and its folder neither.
  public static func open(_ path: String) throws(TraceFileError) -> TraceFile {
    if access(path, F_OK) != 0 { throw .notFound(path: path) }
    if access(path, R_OK) != 0 { throw .notReadable(path: path, reason: String(cString: strerror(errno))) }
    do throws(Database.Failure) {
      // A trace is written once: without locks it also opens on read-only media.
      let database = try Database(path: path, mode: .immutable)
      let application = try database.integer("PRAGMA application_id") ?? 0
      let version = try database.integer("PRAGMA user_version") ?? 0
      guard application == Schema.applicationID else { throw Refusal.foreign.failure }
      guard version <= Schema.version else { throw Refusal.newer.failure(version) }
      return try TraceFile(path: path, database: database)
    } catch {
      throw problem(error, path: path)
    }
  }

  /// Why `open` refuses a database that SQLite itself would read.
  private enum Refusal: String {
    case foreign
    case newer
    var failure: Database.Failure { failure(0) }
    func failure(_ version: Int64) -> Database.Failure {
      Database.Failure(code: Int32(clamping: version), message: "", sql: rawValue)
    }
  }

  private static func problem(_ failure: Database.Failure, path: String) -> TraceFileError {
    switch Refusal(rawValue: failure.sql) {
    case .foreign: .foreignDatabase(path: path)
    case .newer: .newerVersion(path: path, version: Int64(failure.code), supported: Schema.version)
    case nil: .notADatabase(path: path, reason: "not a readable trace (\(failure.message))")
    }
  }

  private init(path: String, database: Database) throws(Database.Failure) {
    self.path = path
    self.database = database
    var pairs: [String: String] = [:]
    let meta = try database.prepare("SELECT key, value FROM meta")
    while try meta.step() { pairs[meta.text(0)] = meta.text(1) }
    info = TraceMeta.info(of: pairs, devices: try Self.devices(in: database))
    let latest = SpanStatements.latest
    let start = min(max(pairs["extent_start_ns"].flatMap { Int64($0) } ?? 0, -latest), latest)
    extent = start..<min(latest, max(start, pairs["extent_end_ns"].flatMap { Int64($0) } ?? 0))
    spanCount = pairs["span_count"].flatMap { Int($0) } ?? 0
    tracks = try Self.tracks(in: database)
    shapes = try Self.shapes(in: database)
    lanes = try Self.lanes(in: database, trackCount: tracks.count)
    statements = try SpanStatements(database: database)
  }

  /// The text of a name; read once, then kept.
  public func text(_ name: NameID) -> String {
    if let known = names[name] { return known }
    let text = statements.text(of: name)
    names[name] = text
    return text
  }

  private static func devices(in database: Database) throws(Database.Failure) -> [TraceDevice] {
    let row = try database.prepare("SELECT * FROM device ORDER BY number")
    var devices: [TraceDevice] = []
    while try row.step() {
      func number(_ column: Int32) -> Int? { row.optionalInteger(column).map { Int($0) } }
      devices.append(
        TraceDevice(
          index: Int(row.integer(0)), name: row.text(1), computeMajor: number(2), computeMinor: number(3),
          multiprocessors: number(4), memoryBytes: row.optionalInteger(5), registersPerSM: number(6),
          sharedBytesPerSM: number(7), sharedBytesPerCTAOptIn: number(8), threadsPerSM: number(9)))
    }
    return devices
  }

  private static func tracks(in database: Database) throws(Database.Failure) -> [Track] {
    let row = try database.prepare(
      "SELECT kind, name, group_name, device, number, sort_order FROM track ORDER BY id")
    var tracks: [Track] = []
    while try row.step() {
      tracks.append(
        Track(
          kind: TrackKind(rawValue: UInt8(clamping: row.integer(0))) ?? .other, name: row.text(1), group: row.text(2),
          device: row.optionalInteger(3).map { Int($0) }, number: row.integer(4), order: Int(row.integer(5))))
    }
    return tracks
  }

  private static func shapes(in database: Database) throws(Database.Failure) -> [LaunchShape] {
    let row = try database.prepare("SELECT * FROM shape ORDER BY id")
    var shapes: [LaunchShape] = []
    while try row.step() {
      func number(_ column: Int32) -> Int? { row.optionalInteger(column).map { Int($0) } }
      func extent(_ column: Int32) -> Extent? {
        guard let x = number(column), let y = number(column + 1), let z = number(column + 2) else { return nil }
        return Extent(x: x, y: y, z: z)
      }
      shapes.append(
        LaunchShape(
          grid: extent(1) ?? LaunchShape.none.grid, block: extent(4) ?? LaunchShape.none.block, cluster: extent(7),
          registersPerThread: number(10), staticSharedBytes: number(11), dynamicSharedBytes: number(12)))
    }
    return shapes
  }

  private static func lanes(in database: Database, trackCount: Int) throws(Database.Failure) -> [Lane] {
    let row = try database.prepare("SELECT * FROM lane ORDER BY id")
    var lanes: [Lane] = []
    while try row.step() {
      // Bounds from a damaged file must not trap.
      guard row.integer(3) <= row.integer(4), row.integer(4) < Int64.max, row.integer(5) <= row.integer(6),
        row.integer(1) >= 0, row.integer(1) < trackCount
      else { continue }
      lanes.append(
        Lane(
          id: Int(row.integer(0)), track: TrackID(rawValue: UInt32(clamping: row.integer(1))),
          lane: Int(row.integer(2)), spans: row.integer(3)...row.integer(4), extent: row.integer(5)..<row.integer(6),
          busy: row.integer(7), categories: UInt64(bitPattern: row.integer(8))))
    }
    return lanes
  }
}
