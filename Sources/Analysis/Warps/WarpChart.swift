public import Trace

/// What the warp slots of simulated kernels' detailed SMs did over time.
public struct WarpChart: Sendable {
  /// A state of a slot.
  public struct State: Sendable, Equatable {
    /// When, in nanoseconds from the trace's origin.
    public var time: Range<Int64>
    /// Nsight Compute's name.
    public var name: String
    /// Its group.
    public var group: WarpStateGroup
  }

  /// A slot.
  public struct Slot: Sendable, Equatable {
    /// Its name: the scheduler and the place in it, such as `warp 2.5`.
    public var name: String
    /// Its states by start.
    public var states: [State]
  }

  /// A kernel.
  public struct Kernel: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// From its launch to its end.
    public var time: Range<Int64>
    /// From where on it is extrapolated: its end where nothing is.
    public var detailedEnd: Int64
    /// Its slots, by scheduler.
    public var slots: [Slot]
    /// CTAs of the detailed SM that were simulated.
    public var ctas: Int
    /// Warps on the SM: from a time on.
    public var warps: [CounterSample]
  }

  /// The kernels in order.
  public let kernels: [Kernel]

  /// The chart of a trace; `nil` where it has no warp slots.
  public init?(_ trace: TraceTables) {
    var kernels = trace.spans.filter { $0.category == .kernel }.sorted { $0.start < $1.start }.map {
      Kernel(name: trace.text($0.name), time: $0.start..<$0.end, detailedEnd: $0.end, slots: [], ctas: 0, warps: [])
    }
    let order = trace.tracks.indices.sorted { (trace.tracks[$0].order, $0) < (trace.tracks[$1].order, $1) }
    var hasSlots = false
    for track in order {
      let own = trace.tracks[track]
      let kernel = Int(own.number)
      guard own.kind == .warpSlot || own.kind == .sm || own.kind == .counter, kernels.indices.contains(kernel)
      else { continue }
      if own.kind == .counter {
        guard own.name.hasPrefix("warps") else { continue }
        kernels[kernel].warps = trace.counters.filter { Int($0.track.rawValue) == track }
        continue
      }
      let spans = trace.lanes.filter { Int($0.track.rawValue) == track }.flatMap { trace.spans[$0.spans] }
      if own.kind == .sm {
        kernels[kernel].ctas = spans.count { $0.category == .cta }
        if let rest = spans.first(where: { $0.category == .extrapolated }) { kernels[kernel].detailedEnd = rest.start }
      } else {
        hasSlots = true
        kernels[kernel].slots.append(
          Slot(
            name: own.name,
            states: spans.sorted { $0.start < $1.start }.map {
              let name = trace.text($0.name)
              return State(time: $0.start..<$0.end, name: name, group: WarpStateGroup(name))
            }))
      }
    }
    guard hasSlots else { return nil }
    self.kernels = kernels
  }
}

extension WarpChart.Slot {
  /// The group that takes most of each column of a range; `nil` where the slot is empty for most of it.
  public func cells(_ range: Range<Int64>, columns: Int) -> [WarpStateGroup?] {
    let length = range.upperBound - range.lowerBound
    var first = firstIndex(endingAfter: range.lowerBound)
    return (0..<columns).map { column in
      let start = range.lowerBound + length * Int64(column) / Int64(columns)
      let end = max(start + 1, range.lowerBound + length * Int64(column + 1) / Int64(columns))
      while first < states.count, states[first].time.upperBound <= start { first += 1 }
      var busy: InlineArray<6, Int64> = .init(repeating: 0)
      var covered: Int64 = 0
      var index = first
      while index < states.count, states[index].time.lowerBound < end {
        let part = min(end, states[index].time.upperBound) - max(start, states[index].time.lowerBound)
        busy[Int(states[index].group.rawValue)] += part
        covered += part
        index += 1
      }
      guard 2 * covered >= end - start else { return nil }
      return WarpStateGroup.allCases.max { busy[Int($0.rawValue)] < busy[Int($1.rawValue)] }
    }
  }

  /// The state at a time.
  public func state(at time: Int64) -> WarpChart.State? {
    let index = firstIndex(endingAfter: time)
    return index < states.count && states[index].time.contains(time) ? states[index] : nil
  }

  private func firstIndex(endingAfter time: Int64) -> Int {
    var (low, high) = (0, states.count)
    while low < high {
      let middle = (low + high) / 2
      if states[middle].time.upperBound <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension WarpChart.Kernel {
  /// Warps on the SM on average at a time.
  public func warps(at time: Int64) -> Double {
    var (low, high) = (0, warps.count)
    while low < high {
      let middle = (low + high) / 2
      if warps[middle].time <= time { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? warps[low - 1].value : 0
  }
}
