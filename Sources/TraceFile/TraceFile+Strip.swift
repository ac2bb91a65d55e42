import Trace

extension TraceFile {
  /// What the columns of a chart hold of a lane: from the spans where they are few, else from the level whose buckets
  /// are just narrower than a column, so that a chart reads a few rows a column however long the lane is.
  public func strip(of lane: Lane, range: Range<Int64>, columns: Int) -> [StripCell] {
    var filler = StripFiller(range: range, columns: columns)
    guard columns > 0, !range.isEmpty, let ids = ids(of: lane, touching: range) else { return filler.finish() }
    let few = max(800, columns * 4)
    if ids.count <= few {
      statements.forEach(ids) { span in
        filler.add(span.start..<span.end, busy: span.duration, count: 1, name: span.name, category: span.category)
        return true
      }
      return filler.finish()
    }
    guard let levels = statements.levels(of: lane.id) else {
      // No level is worth its rows in a lane this short.
      statements.forEach(ids) { span in
        filler.add(span.start..<span.end, busy: span.duration, count: 1, name: span.name, category: span.category)
        return true
      }
      return filler.finish()
    }
    let width = (range.upperBound - range.lowerBound) / Int64(columns)
    let level = levels.last { Int64(1) << LevelBuilder.shift(level: $0) <= width } ?? levels.lowerBound
    let shift = LevelBuilder.shift(level: level)
    let buckets = (range.lowerBound >> shift)...((range.upperBound - 1) >> shift)
    statements.forEachBucket(lane: lane.id, level: level, buckets) { index, spans, busy, name, category in
      // The first and the last bucket reach beyond the lane, where nothing is busy.
      let start = max(index << shift, lane.extent.lowerBound)
      let end = max(start, min((index + 1) << shift, lane.extent.upperBound))
      filler.add(start..<end, busy: busy, count: spans, name: name, category: category)
    }
    return filler.finish()
  }
}
