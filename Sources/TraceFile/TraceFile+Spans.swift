public import Trace

extension TraceFile {
  /// The span of an id; `nil` where there is none.
  public func span(_ id: Int64) -> TraceSpan? {
    var found: TraceSpan?
    guard id > 0 else { return nil }
    statements.forEach(id...id) { span in
      found = span
      return false
    }
    return found
  }

  /// The spans of a lane that touch a range, in order, at most `limit`.
  public func spans(of lane: Lane, touching range: Range<Int64>, limit: Int = .max) -> [TraceSpan] {
    guard let ids = ids(of: lane, touching: range) else { return [] }
    var spans: [TraceSpan] = []
    statements.forEach(ids) { span in
      spans.append(span)
      return spans.count < limit
    }
    return spans
  }

  /// The span of a lane that runs at a time; one that starts just then counts although it has no duration.
  public func span(of lane: Lane, at time: Int64) -> TraceSpan? {
    let id = firstID(of: lane, startingAfter: time) - 1
    guard lane.spans.contains(id), let span = span(id) else { return nil }
    return span.end > time || span.start == time ? span : nil
  }

  /// The first span of a lane that starts after a time.
  public func nextSpan(of lane: Lane, after time: Int64) -> TraceSpan? {
    let id = firstID(of: lane, startingAfter: time)
    return lane.spans.contains(id) ? span(id) : nil
  }

  /// The last span of a lane that starts before a time.
  public func previousSpan(of lane: Lane, before time: Int64) -> TraceSpan? {
    let id = firstID(of: lane, startingAfter: time - 1) - 1
    return lane.spans.contains(id) ? span(id) : nil
  }

  /// The next span in time (or the one before) whose name is among the given, in any lane.
  ///
  /// - Parameters:
  ///   - time: where to start; spans that start just then count where their id comes after (or before) `id`.
  public func span(named names: Set<NameID>, from time: Int64, id: Int64, forward: Bool) throws(TraceFileError)
    -> TraceSpan?
  {
    guard !names.isEmpty else { return nil }
    let list = names.map { String($0.rawValue) }.sorted().joined(separator: ",")
    let (comparison, order) = forward ? (">", "ASC") : ("<", "DESC")
    let sql = """
      SELECT \(SpanStatements.columns) FROM span
      WHERE name IN (\(list)) AND (start_ns \(comparison) ?1 OR (start_ns = ?1 AND id \(comparison) ?2))
      ORDER BY start_ns \(order), id \(order) LIMIT 1
      """
    do throws(Database.Failure) {
      let statement = try database.prepare(sql)
      statement.bind(time, at: 1)
      statement.bind(id, at: 2)
      return try statement.step() ? SpanStatements.span(statement) : nil
    } catch {
      throw .statement(sql: error.sql, message: error.message)
    }
  }

  /// The ids of the names that fulfil a condition.
  public func names(where condition: (String) -> Bool) throws(TraceFileError) -> Set<NameID> {
    do throws(Database.Failure) {
      let statement = try database.prepare("SELECT id, text FROM name")
      var ids: Set<NameID> = []
      while try statement.step() {
        if condition(statement.text(1)) { ids.insert(NameID(rawValue: UInt32(clamping: statement.integer(0)))) }
      }
      return ids
    } catch {
      throw .statement(sql: error.sql, message: error.message)
    }
  }

  /// The links that lead to a span and from it.
  public func links(of id: Int64) throws(TraceFileError) -> (incoming: [TraceLink], outgoing: [TraceLink]) {
    (
      try links("SELECT source, target, kind FROM link WHERE target = ? ORDER BY source", id),
      try links("SELECT source, target, kind FROM link WHERE source = ? ORDER BY target LIMIT 1000", id)
    )
  }

  private func links(_ sql: String, _ id: Int64) throws(TraceFileError) -> [TraceLink] {
    do throws(Database.Failure) {
      let statement = try database.prepare(sql)
      statement.bind(id, at: 1)
      var links: [TraceLink] = []
      while try statement.step() {
        links.append(
          TraceLink(
            source: statement.integer(0), target: statement.integer(1),
            kind: TraceLink.Kind(rawValue: UInt8(clamping: statement.integer(2))) ?? .flow))
      }
      return links
    } catch {
      throw .statement(sql: error.sql, message: error.message)
    }
  }

  /// The run of ids whose spans touch a range; `nil` where none does.
  func ids(of lane: Lane, touching range: Range<Int64>) -> ClosedRange<Int64>? {
    guard lane.extent.upperBound >= range.lowerBound, lane.extent.lowerBound < range.upperBound else { return nil }
    var first = firstID(of: lane, startingAfter: range.lowerBound) - 1
    if first < lane.spans.lowerBound {
      first = lane.spans.lowerBound
    } else if let span = span(first), span.end <= range.lowerBound, span.start < range.lowerBound {
      first += 1
    }
    let last = firstID(of: lane, startingAfter: range.upperBound - 1) - 1
    return first <= last ? first...last : nil
  }

  /// The id of the first span of a lane that starts after a time, by halving; one past the last where none does.
  private func firstID(of lane: Lane, startingAfter time: Int64) -> Int64 {
    if time < lane.extent.lowerBound { return lane.spans.lowerBound }
    var low = lane.spans.lowerBound
    var high = lane.spans.upperBound + 1
    while low < high {
      let middle = low + (high - low) / 2
      if statements.start(of: middle) > time { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
