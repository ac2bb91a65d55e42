import Trace

/// The statements that read spans, compiled once.
///
/// A file that is damaged inside gives fewer rows, never a trap: a failed step counts as the end.
final class SpanStatements {
  static let columns =
    "id, track, lane, start_ns, duration_ns, name, category, shape, arguments, correlation, launched_ns, flags"

  /// No time of a trace lies beyond this.
  static let latest: Int64 = 1 << 61

  private let start: Statement
  private let range: Statement
  private let level: Statement
  private let levels: Statement
  private let name: Statement

  init(database: Database) throws(Database.Failure) {
    start = try database.prepare("SELECT start_ns FROM span WHERE id = ?")
    range = try database.prepare("SELECT \(Self.columns) FROM span WHERE id BETWEEN ? AND ? ORDER BY id")
    level = try database.prepare(
      """
      SELECT bucket, spans, busy_ns, name, category FROM level
      WHERE lane = ? AND level = ? AND bucket BETWEEN ? AND ? ORDER BY bucket
      """)
    // Asked for in one query without the nesting, both would be found by reading every row of the lane.
    levels = try database.prepare(
      """
      SELECT (SELECT min(level) FROM level WHERE lane = ?1), (SELECT max(level) FROM level WHERE lane = ?1)
      """)
    name = try database.prepare("SELECT text FROM name WHERE id = ?")
  }

  /// The start of a span; the end of time where there is none.
  func start(of id: Int64) -> Int64 {
    start.reset()
    start.bind(id, at: 1)
    return (try? start.step()) == true ? start.integer(0) : Int64.max
  }

  /// Calls `body` with the spans of a run of ids until it returns `false`.
  func forEach(_ ids: ClosedRange<Int64>, _ body: (TraceSpan) -> Bool) {
    range.reset()
    range.bind(ids.lowerBound, at: 1)
    range.bind(ids.upperBound, at: 2)
    while (try? range.step()) == true, body(Self.span(range)) {}
    range.reset()
  }

  /// Calls `body` with a level's buckets in a range: index, spans, busy time, name and category.
  func forEachBucket(
    lane: Int, level number: Int, _ buckets: ClosedRange<Int64>,
    _ body: (Int64, Int64, Int64, NameID, SpanCategory) -> Void
  ) {
    level.reset()
    level.bind(Int64(lane), at: 1)
    level.bind(Int64(number), at: 2)
    level.bind(buckets.lowerBound, at: 3)
    level.bind(buckets.upperBound, at: 4)
    while (try? level.step()) == true {
      body(
        level.integer(0), level.integer(1), level.integer(2), NameID(rawValue: UInt32(clamping: level.integer(3))),
        SpanCategory(rawValue: UInt8(clamping: level.integer(4))) ?? .other)
    }
    level.reset()
  }

  /// The finest and the coarsest level of a lane; `nil` where it has none.
  func levels(of lane: Int) -> ClosedRange<Int>? {
    levels.reset()
    levels.bind(Int64(lane), at: 1)
    defer { levels.reset() }
    guard (try? levels.step()) == true, let first = levels.optionalInteger(0), let last = levels.optionalInteger(1),
      first <= last
    else { return nil }
    return Int(first)...Int(last)
  }

  func text(of id: NameID) -> String {
    name.reset()
    name.bind(Int64(id.rawValue), at: 1)
    defer { name.reset() }
    return (try? name.step()) == true ? name.text(0) : ""
  }

  /// The span of a row with the columns of `columns`.
  static func span(_ row: Statement) -> TraceSpan {
    // Times of a damaged file must not overflow where they are added.
    TraceSpan(
      start: min(max(row.integer(3), -latest), latest), duration: min(max(row.integer(4), 0), latest),
      track: TrackID(rawValue: UInt32(clamping: row.integer(1))),
      name: NameID(rawValue: UInt32(clamping: row.integer(5))),
      category: SpanCategory(rawValue: UInt8(clamping: row.integer(6))) ?? .other,
      shape: ShapeID(rawValue: UInt32(clamping: row.integer(7))),
      arguments: NameID(rawValue: UInt32(clamping: row.integer(8))), correlation: row.integer(9),
      launched: row.optionalInteger(10) ?? TraceSpan.unknownTime, lane: UInt16(clamping: row.integer(2)),
      flags: SpanFlags(rawValue: UInt8(clamping: row.integer(11))), id: row.integer(0))
  }
}
