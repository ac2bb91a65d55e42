/// Gives the spans of each track their sub-lanes, so that no two spans of a lane overlap and none is dropped.
///
/// Spans of a track are taken by start, longer first, and each goes to the topmost lane that is free by then. For nested
/// work the lane is then the depth; for kernels that overlap on one stream it is the lane that Perfetto would need and
/// does not have.
struct LaneArrangement {
  /// Positions of the spans, by track, lane and start; valid after `assignLanes`.
  private(set) var order: [UInt32]
  /// The lanes, in that order; valid after `assignLanes`.
  private(set) var lanes: [LaneRange] = []
  /// Where each track's spans begin in `order`; one more entry than tracks.
  private let trackStarts: [Int]

  init(spans: [TraceSpan], trackCount: Int) {
    var starts = [Int](repeating: 0, count: trackCount + 1)
    for span in spans { starts[Int(span.track.rawValue) + 1] += 1 }
    for track in 0..<trackCount { starts[track + 1] += starts[track] }
    trackStarts = starts
    var next = starts
    order = [UInt32](repeating: 0, count: spans.count)
    for index in spans.indices {
      let track = Int(spans[index].track.rawValue)
      order[next[track]] = UInt32(index)
      next[track] += 1
    }
  }

  /// Sets `lane` of every span and fills in `order` and `lanes`.
  mutating func assignLanes(_ spans: inout [TraceSpan]) {
    for track in 0..<(trackStarts.count - 1) where trackStarts[track] < trackStarts[track + 1] {
      let range = trackStarts[track]..<trackStarts[track + 1]
      sort(range, spans)
      let laneCount = place(range, &spans)
      group(range, by: laneCount, TrackID(rawValue: UInt32(track)), spans)
    }
  }

  /// Orders a track's positions by start, longer first, then as recorded; most sources are nearly so already.
  private mutating func sort(_ range: Range<Int>, _ spans: [TraceSpan]) {
    func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
      let a = spans[Int(left)]
      let b = spans[Int(right)]
      if a.start != b.start { return a.start < b.start }
      if a.duration != b.duration { return a.duration > b.duration }
      return left < right
    }
    var isOrdered = true
    for index in range.dropFirst() where precedes(order[index], order[index - 1]) {
      isOrdered = false
      break
    }
    if !isOrdered { order[range].sort(by: precedes) }
  }

  /// - Returns: how many lanes the track needs.
  private func place(_ range: Range<Int>, _ spans: inout [TraceSpan]) -> Int {
    var laneEnds: [Int64] = []
    for index in range {
      let position = Int(order[index])
      let start = spans[position].start
      var lane = 0
      while lane < laneEnds.count && laneEnds[lane] > start { lane += 1 }
      // More lanes than a lane number can hold is a broken trace: the rest share the last lane.
      lane = min(lane, Int(UInt16.max))
      if lane == laneEnds.count { laneEnds.append(spans[position].end) } else { laneEnds[lane] = spans[position].end }
      spans[position].lane = UInt16(lane)
    }
    return laneEnds.count
  }

  /// Brings a track's positions together lane by lane, each still in order of start.
  private mutating func group(_ range: Range<Int>, by laneCount: Int, _ track: TrackID, _ spans: [TraceSpan]) {
    var starts = [Int](repeating: 0, count: laneCount + 1)
    for index in range { starts[Int(spans[Int(order[index])].lane) + 1] += 1 }
    for lane in 0..<laneCount { starts[lane + 1] += starts[lane] }
    for lane in 0..<laneCount {
      let span = (range.lowerBound + starts[lane])..<(range.lowerBound + starts[lane + 1])
      lanes.append(LaneRange(track: track, lane: UInt16(lane), spans: span))
    }
    guard laneCount > 1 else { return }
    let sorted = Array(order[range])
    for position in sorted {
      let lane = Int(spans[Int(position)].lane)
      order[range.lowerBound + starts[lane]] = position
      starts[lane] += 1
    }
  }
}
