public import Trace

extension TraceFile {
  /// The part of the trace that analysis asks for, in memory. Lanes without a span of those categories are not read.
  ///
  /// - Parameter withLinks: whether to load links and counters too.
  public func tables(keeping kept: SpanCategorySet, withLinks: Bool = false) throws(TraceFileError) -> TraceTables {
    do throws(Database.Failure) {
      var names = NameTable()
      let name = try database.prepare("SELECT text FROM name ORDER BY id")
      while try name.step() { _ = name.withText(0) { names.intern($0) } }
      var spans: [TraceSpan] = []
      var ranges: [LaneRange] = []
      for lane in lanes where SpanCategory.allCases.contains(where: { kept.contains($0) && lane.holds($0) }) {
        let first = spans.count
        statements.forEach(lane.spans) { span in
          if kept.contains(span.category) { spans.append(valid(span, names: names.count)) }
          return true
        }
        ranges.append(LaneRange(track: lane.track, lane: UInt16(clamping: lane.lane), spans: first..<spans.count))
      }
      return TraceTables(
        info: info, names: names, tracks: tracks, shapes: shapes, spans: spans, lanes: ranges,
        links: withLinks ? try allLinks() : [], counters: withLinks ? try allCounters() : [], extent: extent)
    } catch {
      throw .statement(sql: error.sql, message: error.message)
    }
  }

  /// A span whose ids all stand for something, also in a damaged file.
  private func valid(_ span: TraceSpan, names: Int) -> TraceSpan {
    var span = span
    if Int(span.track.rawValue) >= tracks.count { span.track = TrackID(rawValue: 0) }
    if Int(span.name.rawValue) >= names { span.name = .empty }
    if Int(span.arguments.rawValue) >= names { span.arguments = .empty }
    if Int(span.shape.rawValue) >= shapes.count { span.shape = .none }
    return span
  }

  private func allLinks() throws(Database.Failure) -> [TraceLink] {
    let row = try database.prepare("SELECT source, target, kind FROM link ORDER BY source, target, kind")
    var links: [TraceLink] = []
    while try row.step() {
      links.append(
        TraceLink(
          source: row.integer(0), target: row.integer(1),
          kind: TraceLink.Kind(rawValue: UInt8(clamping: row.integer(2))) ?? .flow))
    }
    return links
  }

  private func allCounters() throws(Database.Failure) -> [CounterSample] {
    let row = try database.prepare("SELECT track, time_ns, value FROM counter ORDER BY track, time_ns, sequence")
    var samples: [CounterSample] = []
    while try row.step() {
      samples.append(
        CounterSample(
          track: TrackID(rawValue: UInt32(clamping: row.integer(0))), time: row.integer(1), value: row.double(2)))
    }
    return samples
  }
}
