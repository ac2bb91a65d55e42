import Trace
import TraceFile

/// Reads an SQLite export of Nsight Systems.
struct NsightReader {
  let path: String
  let database: Database
  let schema: NsightSchema
  var recorder: TraceRecorder
  var names: [Int64: NameID] = [:]
  var tracks: [TrackPlace: TrackID] = [:]

  private let progress: (ImportProgress) -> Bool
  private let fileBytes: Int64
  private var rowCount: Int64 = 0
  private var rowsRead: Int64 = 0

  /// What a track is told by.
  struct TrackPlace: Hashable {
    var kind: TrackKind
    /// The device or process.
    var owner: Int64
    /// The stream or thread.
    var number: Int64
  }

  /// The tables whose rows count as work.
  private static let eventTables = [
    "CUPTI_ACTIVITY_KIND_KERNEL", "CUPTI_ACTIVITY_KIND_RUNTIME", "CUPTI_ACTIVITY_KIND_MEMCPY",
    "CUPTI_ACTIVITY_KIND_MEMSET", "NVTX_EVENTS", "OSRT_API",
  ]

  init(
    path: String, into recorder: TraceRecorder, progress: @escaping (ImportProgress) -> Bool
  ) throws(ImportError) {
    self.path = path
    self.recorder = recorder
    self.progress = progress
    do throws(Database.Failure) {
      database = try Database(path: path, mode: .immutable)
      schema = try NsightSchema(database)
      let pages = try database.integer("PRAGMA page_count") ?? 0
      fileBytes = try pages * (database.integer("PRAGMA page_size") ?? 0)
      for table in Self.eventTables { rowCount += try schema.rowCount(table) }
    } catch {
      throw .database(path: path, reason: error.message)
    }
    guard schema.isNsight else { throw .foreignDatabase(path: path) }
  }

  /// Reads everything.
  mutating func read() throws(ImportError) -> TraceTables {
    do {
      try readTarget()
      try readStrings()
      try readKernels()
      try readCopies()
      try readFills()
      try readCalls()
      try readRanges()
      try readSystemCalls()
      try nameTracks()
    } catch let failure as Database.Failure {
      throw .database(path: path, reason: failure.message)
    } catch let error as ImportError {
      throw error
    } catch {
      throw .database(path: path, reason: "\(error)")
    }
    return recorder.finish()
  }

  /// Counts a row and asks now and then whether to go on.
  mutating func countRow() throws(ImportError) {
    rowsRead += 1
    guard rowsRead % 16384 == 0, rowCount > 0 else { return }
    let done = Int64(Double(fileBytes) * Double(rowsRead) / Double(rowCount))
    if !progress(ImportProgress(doneBytes: done, totalBytes: fileBytes)) { throw .cancelled }
  }

  /// The track of a place, which is added if it is new.
  mutating func track(_ kind: TrackKind, owner: Int64, number: Int64) -> TrackID {
    let place = TrackPlace(kind: kind, owner: owner, number: number)
    if let id = tracks[place] { return id }
    let isOnGPU = kind == .stream
    let id = recorder.add(
      Track(kind: kind, name: "", device: isOnGPU ? Int(clamping: owner) : nil, number: number))
    tracks[place] = id
    return id
  }

  /// A span from a row's start and end. Times that run backwards count as 0 and are noted.
  mutating func span(
    start: Int64, end: Int64?, track: TrackID, name: NameID, category: SpanCategory, correlation: Int64 = 0
  ) -> TraceSpan {
    var span = TraceSpan(
      start: start, duration: 0, track: track, name: name, category: category, correlation: correlation)
    guard let end else {
      span.flags = .unfinished
      return span
    }
    let (duration, overflow) = end.subtractingReportingOverflow(start)
    if overflow || duration < 0 {
      span.flags = .durationNegative
      recorder.info.loss.repairedDurations += 1
    } else {
      span.duration = duration
    }
    return span
  }

  private mutating func readStrings() throws {
    guard let row = try schema.select(["id", "value"], needing: ["id", "value"], from: "StringIds") else { return }
    while try row.step() { names[row.integer(0)] = row.withText(1) { recorder.names.intern($0) } }
  }

  private mutating func readTarget() throws {
    if let row = try schema.select(["utcEpochNs"], needing: ["utcEpochNs"], from: "TARGET_INFO_SESSION_START_TIME"),
      try row.step()
    {
      recorder.info.originUnixNanoseconds = row.optionalInteger(0)
    }
    let columns = [
      "id", "name", "computeMajor", "computeMinor", "smCount", "totalMemory", "maxRegistersPerSm", "maxShmemPerSm",
      "maxShmemPerBlockOptin", "maxWarpsPerSm",
    ]
    guard let row = try schema.select(columns, needing: ["id", "name"], from: "TARGET_INFO_GPU") else { return }
    while try row.step() {
      func number(_ column: Int32) -> Int? { row.optionalInteger(column).map { Int($0) } }
      recorder.info.devices.append(
        TraceDevice(
          index: Int(row.integer(0)), name: row.text(1), computeMajor: number(2), computeMinor: number(3),
          multiprocessors: number(4), memoryBytes: row.optionalInteger(5), registersPerSM: number(6),
          sharedBytesPerSM: number(7), sharedBytesPerCTAOptIn: number(8), threadsPerSM: number(9).map { $0 * 32 }))
    }
  }

  /// Names the tracks after processes and threads, and puts streams in order.
  private mutating func nameTracks() throws {
    var processes: [Int64: String] = [:]
    if let row = try schema.select(["pid", "name"], needing: ["pid", "name"], from: "PROCESSES") {
      while try row.step() { processes[row.integer(0)] = row.text(1).split(separator: "/").last.map { String($0) } }
    }
    var threads: [Int64: String] = [:]
    if let row = try schema.select(["globalTid", "nameId"], needing: ["globalTid", "nameId"], from: "ThreadNames") {
      while try row.step() {
        threads[row.integer(0) & 0xFFFF_FFFF_FFFF] = names[row.integer(1)].map { recorder.names[$0] }
      }
    }
    let places = tracks.sorted { ($0.key.owner, $0.key.number, $0.value) < ($1.key.owner, $1.key.number, $1.value) }
    for (order, entry) in places.enumerated() {
      let (place, id) = (entry.key, entry.value)
      recorder[id].order = order
      if place.kind == .stream {
        recorder[id].name = "stream \(place.number)"
        recorder[id].group = "GPU \(place.owner)"
      } else {
        let thread = threads[place.owner << 24 | place.number] ?? "thread \(place.number)"
        recorder[id].name = place.kind == .annotations ? "ranges on \(thread)" : thread
        recorder[id].group = "\(processes[place.owner] ?? "process") \(place.owner)"
      }
    }
  }
}
