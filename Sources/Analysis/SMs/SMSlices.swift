import GPU
import Trace

/// What a simulated trace records of its SMs: a track an SM, with a span for what it holds of each kernel.
struct SMSlices {
  /// The kernels that have slices, by start.
  private(set) var kernels: [TraceSpan] = []
  private(set) var residencies: [SMResidency] = []
  private(set) var placements: [[UInt8]] = []
  private(set) var pictures: [[SMRole]] = []
  private(set) var changes: [SMAllocation.Change] = []
  /// From the first slice's start to the last one's end.
  private(set) var extent: Range<Int64> = 0..<0
  /// Kernels of that time without slices.
  private(set) var unknownCount = 0

  /// A kernel as its slices name it.
  private struct Key: Hashable {
    var start: Int64
    var name: NameID
  }

  /// Slices of a kernel that end together.
  private struct Group: Hashable {
    var kernel: Int
    var end: Int64
  }

  private struct Event {
    var time: Int64
    var sm: Int
    var role: KernelRole
    var change: Int
  }

  /// The slices of a GPU; `nil` where the trace has none.
  init?(in trace: TraceTables, work: GPUWork, gpu: GPUDevice) {
    let sms = gpu.multiprocessors.value
    let lanes = trace.lanes.filter { lane in
      let track = trace[lane.track]
      return track.kind == .sm && (track.device ?? 0) == work.device && (0..<Int64(sms)).contains(track.number)
    }
    guard trace.info.facts["cta_level_ns"] != nil, !lanes.isEmpty else { return nil }
    kernels = work.spans.filter { $0.category == .kernel }
    var positions: [Key: Int] = [:]
    for (index, kernel) in kernels.enumerated() { positions[Key(start: kernel.start, name: kernel.name)] = index }
    var groups: [Group: [UInt8]] = [:]
    var events: [Event] = []
    for lane in lanes {
      let sm = Int(trace[lane.track].number)
      for slice in trace.spans[lane.spans] where slice.category == .cta && slice.duration > 0 {
        guard let kernel = positions[Key(start: slice.start, name: slice.name)] else { continue }
        groups[Group(kernel: kernel, end: slice.end), default: Array(repeating: 0, count: sms)][sm] =
          Self.resident(slice, trace)
        let role = work.role(of: slice)
        events.append(Event(time: slice.start, sm: sm, role: role, change: 1))
        events.append(Event(time: slice.end, sm: sm, role: role, change: -1))
      }
    }
    guard let first = events.lazy.map(\.time).min(), let last = events.lazy.map(\.time).max() else { return nil }
    extent = first..<last
    addResidencies(groups)
    addChanges(&events, sms: sms)
    let held = Set(groups.keys.map(\.kernel))
    unknownCount = kernels.indices.count { extent.contains(kernels[$0].start) && !held.contains($0) }
  }

  /// CTAs that an SM holds at once: its CTAs over its waves.
  private static func resident(_ slice: TraceSpan, _ trace: TraceTables) -> UInt8 {
    trace.names.withBytes(of: slice.arguments) { text in
      let waves = max(1, text.integer(of: "waves") ?? 1)
      return UInt8(clamping: ((text.integer(of: "ctas") ?? 1) + waves - 1) / waves)
    }
  }

  private mutating func addResidencies(_ groups: [Group: [UInt8]]) {
    var known: [[UInt8]: Int] = [:]
    for (group, counts) in groups.sorted(by: { ($0.key.kernel, $0.key.end) < ($1.key.kernel, $1.key.end) }) {
      let placement = known[counts] ?? placements.count
      if placement == placements.count {
        placements.append(counts)
        known[counts] = placement
      }
      residencies.append(
        SMResidency(kernel: group.kernel, time: kernels[group.kernel].start..<group.end, placement: placement))
    }
    residencies.sort { ($0.time.lowerBound, $0.kernel) < ($1.time.lowerBound, $1.kernel) }
  }

  private mutating func addChanges(_ events: inout [Event], sms: Int) {
    events.sort { ($0.time, $0.sm) < ($1.time, $1.sm) }
    var known: [[SMRole]: Int32] = [:]
    var compute = [Int](repeating: 0, count: sms)
    var communication = compute
    var roles = [SMRole](repeating: .idle, count: sms)
    for (index, event) in events.enumerated() {
      if event.role == .communication {
        communication[event.sm] += event.change
      } else {
        compute[event.sm] += event.change
      }
      roles[event.sm] = communication[event.sm] > 0 ? .communication : compute[event.sm] > 0 ? .compute : .idle
      if index + 1 < events.count && events[index + 1].time == event.time { continue }
      let picture = known[roles] ?? Int32(pictures.count)
      if Int(picture) == pictures.count {
        pictures.append(roles)
        known[roles] = picture
      }
      changes.append(SMAllocation.Change(time: event.time, picture: picture))
    }
  }
}
