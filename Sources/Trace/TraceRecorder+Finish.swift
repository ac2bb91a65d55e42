extension TraceRecorder {
  /// The recorded trace, ordered and joined; the recorder is used up.
  public consuming func finish() -> TraceTables {
    let hasTime = earliest != Int64.max
    let origin = hasTime ? earliest : 0
    let end = hasTime ? latest - origin : 0
    if hasTime, let unix = info.originUnixNanoseconds { info.originUnixNanoseconds = unix &+ origin }

    dateSpans(origin: origin, end: end)
    let linkedLaunches = joinLaunches()
    let (lanes, positions) = arrange()
    let links = orderedLinks(launches: linkedLaunches, positions: positions, origin: origin, lanes: lanes)

    for index in counters.indices { counters[index].time -= origin }
    counters.sort { ($0.track, $0.time) < ($1.track, $1.time) }
    return TraceTables(
      info: info, names: names, tracks: tracks, shapes: shapes, spans: spans, lanes: lanes, links: links,
      counters: counters, extent: 0..<end)
  }

  /// Moves time 0 to the origin and lets unfinished spans end with the trace.
  private mutating func dateSpans(origin: Int64, end: Int64) {
    spans.withUnsafeMutableBufferPointer { spans in
      for index in spans.indices {
        spans[index].start -= origin
        if spans[index].launched != TraceSpan.unknownTime { spans[index].launched -= origin }
        if spans[index].flags.contains(.unfinished) { spans[index].duration = end - spans[index].start }
      }
    }
    for index in launches.indices { launches[index].start -= origin }
  }

  /// Dates GPU work by the call that shares its correlation; one call may have launched many (a graph launch).
  ///
  /// - Returns: the links from calls to work, by recorded position, for calls that are kept.
  private mutating func joinLaunches() -> [TraceLink] {
    launches.sort { ($0.correlation, $0.start) < ($1.correlation, $1.start) }
    var joined: [TraceLink] = []
    let launches = launches
    for index in spans.indices where spans[index].category.isGPUWork && spans[index].correlation != 0 {
      let correlation = spans[index].correlation
      var low = 0
      var high = launches.count
      while low < high {
        let middle = (low + high) / 2
        if launches[middle].correlation < correlation { low = middle + 1 } else { high = middle }
      }
      guard low < launches.count, launches[low].correlation == correlation else { continue }
      spans[index].launched = launches[low].start
      if launches[low].position >= 0 {
        joined.append(TraceLink(source: Int64(launches[low].position), target: Int64(index), kind: .launch))
      }
    }
    return joined
  }

  /// Orders the spans by track, lane and start, and numbers them.
  ///
  /// - Returns: the lanes, and for each recorded position the new one.
  private mutating func arrange() -> (lanes: [LaneRange], positions: [UInt32]) {
    var arrangement = LaneArrangement(spans: spans, trackCount: tracks.count)
    arrangement.assignLanes(&spans)
    let order = arrangement.order
    var positions = [UInt32](repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { positions[Int(old)] = UInt32(new) }
    permute(positions)
    for index in spans.indices { spans[index].id = Int64(index) + 1 }
    return (arrangement.lanes, positions)
  }

  /// Moves every span to its new position in place, so that a large trace is not held twice.
  private mutating func permute(_ positions: [UInt32]) {
    var positions = positions
    spans.withUnsafeMutableBufferPointer { spans in
      positions.withUnsafeMutableBufferPointer { positions in
        for start in spans.indices {
          while Int(positions[start]) != start {
            let target = Int(positions[start])
            spans.swapAt(start, target)
            positions.swapAt(start, target)
          }
        }
      }
    }
  }

  private func orderedLinks(
    launches: [TraceLink], positions: [UInt32], origin: Int64, lanes: [LaneRange]
  ) -> [TraceLink] {
    var result = launches
    result.append(contentsOf: links)
    for index in result.indices {
      result[index].source = Int64(positions[Int(result[index].source)]) + 1
      result[index].target = Int64(positions[Int(result[index].target)]) + 1
    }
    if !flows.isEmpty {
      var lanesOfTrack: [TrackID: [LaneRange]] = [:]
      for lane in lanes { lanesOfTrack[lane.track, default: []].append(lane) }
      for flow in flows {
        guard let source = innermost(at: flow.source, origin: origin, lanes: lanesOfTrack),
          let target = innermost(at: flow.target, origin: origin, lanes: lanesOfTrack), source != target
        else { continue }
        result.append(TraceLink(source: source, target: target, kind: flow.kind))
      }
    }
    result.sort { ($0.source, $0.target, $0.kind.rawValue) < ($1.source, $1.target, $1.kind.rawValue) }
    return result
  }

  /// The id of the deepest span under a point; one that starts just there counts before one that contains it.
  private func innermost(at point: TrackPoint, origin: Int64, lanes: [TrackID: [LaneRange]]) -> Int64? {
    let time = point.time - origin
    for lane in (lanes[point.track] ?? []).reversed() {
      var low = lane.spans.lowerBound
      var high = lane.spans.upperBound
      while low < high {
        let middle = (low + high) / 2
        if spans[middle].start <= time { low = middle + 1 } else { high = middle }
      }
      guard low > lane.spans.lowerBound else { continue }
      let candidate = spans[low - 1]
      if candidate.start == time || candidate.end > time { return candidate.id }
    }
    return nil
  }
}
