import Trace

/// Writes the tables of a trace into an empty database.
struct TableWriter {
  private let database: Database
  private let tables: TraceTables
  private let levels: LevelWork

  init(database: Database, tables: TraceTables) {
    self.database = database
    self.tables = tables
    levels = LevelWork(tables)
  }

  /// Rows that one statement inserts: fewer statements are faster, up to about this many.
  private static let batch = 64

  /// Everything but spans, lanes and links.
  func writeSmallTables() throws(Database.Failure) {
    try writeMeta()
    let device = try database.prepare("INSERT INTO device VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    for value in tables.info.devices {
      device.bind(Int64(value.index), at: 1)
      device.bind(value.name, at: 2)
      device.bind(value.computeMajor, at: 3)
      device.bind(value.computeMinor, at: 4)
      device.bind(value.multiprocessors, at: 5)
      device.bind(value.memoryBytes.map { Int($0) }, at: 6)
      device.bind(value.registersPerSM, at: 7)
      device.bind(value.sharedBytesPerSM, at: 8)
      device.bind(value.sharedBytesPerCTAOptIn, at: 9)
      device.bind(value.threadsPerSM, at: 10)
      try device.run()
    }
    let name = try database.prepare("INSERT INTO name VALUES (?, ?)")
    for index in 0..<tables.names.count {
      name.bind(Int64(index), at: 1)
      tables.names.withBytes(of: NameID(rawValue: UInt32(index))) { name.bind(text: $0, at: 2) }
      try name.run()
    }
    let track = try database.prepare("INSERT INTO track VALUES (?, ?, ?, ?, ?, ?, ?)")
    for (index, value) in tables.tracks.enumerated() {
      track.bind(Int64(index), at: 1)
      track.bind(Int64(value.kind.rawValue), at: 2)
      track.bind(value.name, at: 3)
      track.bind(value.group, at: 4)
      track.bind(value.device, at: 5)
      track.bind(value.number, at: 6)
      track.bind(Int64(value.order), at: 7)
      try track.run()
    }
    try writeShapes()
    try writeCounters()
  }

  private func writeMeta() throws(Database.Failure) {
    let statement = try database.prepare("INSERT INTO meta VALUES (?, ?)")
    for (key, value) in TraceMeta.pairs(of: tables) {
      statement.bind(key, at: 1)
      statement.bind(value, at: 2)
      try statement.run()
    }
  }

  private func writeShapes() throws(Database.Failure) {
    let shape = try database.prepare("INSERT INTO shape VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    for (index, value) in tables.shapes.enumerated() {
      let numbers: [Int?] = [
        index, value.grid.x, value.grid.y, value.grid.z, value.block.x, value.block.y, value.block.z,
        value.cluster?.x, value.cluster?.y, value.cluster?.z, value.registersPerThread, value.staticSharedBytes,
        value.dynamicSharedBytes,
      ]
      for (column, number) in numbers.enumerated() { shape.bind(number, at: Int32(column + 1)) }
      try shape.run()
    }
  }

  private func writeCounters() throws(Database.Failure) {
    let counter = try database.prepare("INSERT INTO counter VALUES (?, ?, ?, ?)")
    for (sequence, sample) in tables.counters.enumerated() {
      counter.bind(Int64(sample.track.rawValue), at: 1)
      counter.bind(sample.time, at: 2)
      counter.bind(Int64(sequence), at: 3)
      counter.bind(sample.value, at: 4)
      try counter.run()
    }
  }

  /// The spans, in the order of their ids.
  ///
  /// - Returns: whether all were written; `false` where `progress` stopped it.
  func writeSpans(progress: ((Int, Int) -> Bool)?) throws(Database.Failure) -> Bool {
    let spans = tables.spans
    let many = try database.prepare(Self.insertSpans(rows: Self.batch))
    var index = 0
    while index + Self.batch <= spans.count {
      for row in 0..<Self.batch { Self.bind(spans[index + row], to: many, at: Int32(row * 12)) }
      try many.run()
      index += Self.batch
      if index % (Self.batch * 256) == 0, let progress, !progress(index, spans.count) { return false }
    }
    let one = try database.prepare(Self.insertSpans(rows: 1))
    for span in spans[index...] {
      Self.bind(span, to: one, at: 0)
      try one.run()
    }
    return true
  }

  private static func insertSpans(rows: Int) -> String {
    let row = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    return "INSERT INTO span VALUES " + Array(repeating: row, count: rows).joined(separator: ", ")
  }

  private static func bind(_ span: TraceSpan, to statement: Statement, at offset: Int32) {
    statement.bind(span.id, at: offset + 1)
    statement.bind(Int64(span.track.rawValue), at: offset + 2)
    statement.bind(Int64(span.lane), at: offset + 3)
    statement.bind(span.start, at: offset + 4)
    statement.bind(span.duration, at: offset + 5)
    statement.bind(Int64(span.name.rawValue), at: offset + 6)
    statement.bind(Int64(span.category.rawValue), at: offset + 7)
    statement.bind(Int64(span.shape.rawValue), at: offset + 8)
    statement.bind(Int64(span.arguments.rawValue), at: offset + 9)
    statement.bind(span.correlation, at: offset + 10)
    if span.launched == TraceSpan.unknownTime {
      statement.bindNull(at: offset + 11)
    } else {
      statement.bind(span.launched, at: offset + 11)
    }
    statement.bind(Int64(span.flags.rawValue), at: offset + 12)
  }

  /// The lanes and their coarser levels.
  func writeLanes() throws(Database.Failure) {
    let statement = try database.prepare("INSERT INTO lane VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
    let built = levels.wait()
    var level = try BatchInsert(database, into: "level", columns: 8)
    for (id, lane) in tables.lanes.enumerated() {
      let spans = tables.spans[lane.spans]
      guard let first = spans.first, let last = spans.last else { continue }
      statement.bind(Int64(id), at: 1)
      statement.bind(Int64(lane.track.rawValue), at: 2)
      statement.bind(Int64(lane.lane), at: 3)
      statement.bind(first.id, at: 4)
      statement.bind(last.id, at: 5)
      statement.bind(first.start, at: 6)
      statement.bind(last.end, at: 7)
      statement.bind(spans.reduce(into: Int64(0)) { $0 += $1.duration }, at: 8)
      let categories = spans.reduce(into: UInt64(0)) { $0 |= 1 << UInt64($1.category.rawValue) }
      statement.bind(Int64(bitPattern: categories), at: 9)
      try statement.run()
      for (number, buckets) in built[id] {
        for bucket in buckets {
          try level.add(Int64(id))
          try level.add(Int64(number))
          try level.add(bucket.index)
          try level.add(bucket.spans)
          try level.add(bucket.busy)
          try level.add(Int64(bucket.name.rawValue))
          try level.add(bucket.nameTime)
          try level.add(Int64(bucket.category.rawValue))
        }
      }
    }
    try level.finish()
  }

  /// The links, in the order of their sources.
  func writeLinks() throws(Database.Failure) {
    var rows = try BatchInsert(database, verb: "INSERT OR IGNORE", into: "link", columns: 3)
    for link in tables.links {
      try rows.add(link.source)
      try rows.add(link.target)
      try rows.add(Int64(link.kind.rawValue))
    }
    try rows.finish()
  }
}
