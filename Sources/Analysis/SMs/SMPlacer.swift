import GPU
import Trace

/// Goes through the kernels of a trace in time and keeps the board of SMs: starts, last waves and ends are its events.
struct SMPlacer {
  private struct Active {
    var kernel: Int
    var footprint: SMFootprint
    var role: KernelRole
    var counts: [UInt8]
    /// Since when `counts` holds.
    var since: Int64
    /// CTAs of the grid that have found no room so far; a kernel in its last wave has none.
    var waiting: Int
    var hasRun = false
  }

  private struct Event: Comparable {
    enum Kind: Int {
      case end
      case lastWave
    }
    var time: Int64
    var kind: Kind
    var kernel: Int
    /// What the last wave leaves.
    var kept = 0

    static func < (left: Event, right: Event) -> Bool {
      (left.time, left.kind.rawValue, left.kernel) < (right.time, right.kind.rawValue, right.kernel)
    }
  }

  private var board: SMBoard
  private var active: [Active] = []
  /// The events to come, the next one last.
  private var events: [Event] = []
  private var picturesByRoles: [[SMRole]: Int32] = [:]
  private var placementsByCounts: [[UInt8]: Int] = [:]

  private(set) var residencies: [SMResidency] = []
  private(set) var placements: [[UInt8]] = []
  private(set) var pictures: [[SMRole]] = []
  private(set) var changes: [SMAllocation.Change] = []
  private(set) var unplaced = 0
  private(set) var unknown = 0

  init(_ gpu: GPUDevice) {
    board = SMBoard(gpu)
  }

  /// Places all kernels, which come in order of their start.
  mutating func run(_ kernels: [TraceSpan], shapes: [LaunchShape], roles: RoleTable, gpu: GPUDevice) {
    let footprints = shapes.map { SMFootprint($0, on: gpu) }
    for (index, kernel) in kernels.enumerated() {
      handleEvents(through: kernel.start)
      guard let footprint = footprints[Int(kernel.shape.rawValue)] else {
        unknown += 1
        continue
      }
      start(index, kernel, shapes[Int(kernel.shape.rawValue)].ctaCount, footprint, roles.role(ofKernel: kernel.name))
    }
    handleEvents(through: .max)
    residencies.sort { ($0.time.lowerBound, $0.kernel) < ($1.time.lowerBound, $1.kernel) }
  }

  private mutating func start(
    _ index: Int, _ kernel: TraceSpan, _ ctas: Int, _ footprint: SMFootprint, _ role: KernelRole
  ) {
    var counts = [UInt8](repeating: 0, count: board.roles.count)
    let placed = board.place(ctas, footprint, role, in: &counts)
    active.append(
      Active(
        kernel: index, footprint: footprint, role: role, counts: counts, since: kernel.start, waiting: ctas - placed,
        hasRun: placed > 0))
    add(Event(time: kernel.end, kind: .end, kernel: index))
    if placed > 0, placed < ctas {
      let waves = (ctas + placed - 1) / placed
      let kept = ctas - (waves - 1) * placed
      if kept < placed {
        // A wave takes an equal part of the kernel's time; split without a product that could overflow.
        let (wave, rest) = kernel.duration.quotientAndRemainder(dividingBy: Int64(waves))
        let time = kernel.start + wave * Int64(waves - 1) + rest
        add(Event(time: min(time, kernel.end), kind: .lastWave, kernel: index, kept: kept))
      }
    }
    note(kernel.start)
  }

  private mutating func add(_ event: Event) {
    let position = events.partitionPoint { $0 < event }
    events.insert(event, at: position)
  }

  private mutating func handleEvents(through time: Int64) {
    while let event = events.last, event.time <= time {
      events.removeLast()
      handle(event)
      // All that ends at one instant makes room before anything is placed or looked at.
      if let next = events.last, next.time == event.time { continue }
      refill(event.time)
      note(event.time)
    }
  }

  private mutating func handle(_ event: Event) {
    guard let position = active.firstIndex(where: { $0.kernel == event.kernel }) else { return }
    close(position, at: event.time)
    var kernel = active[position]
    let kept = event.kind == .end ? 0 : event.kept
    board.remove(keeping: kept, kernel.footprint, kernel.role, from: &kernel.counts)
    kernel.waiting = 0
    if event.kind == .lastWave {
      active[position] = kernel
    } else {
      if !kernel.hasRun { unplaced += 1 }
      active.remove(at: position)
    }
  }

  /// CTAs that wait take the room that became free, the kernel that started first before the others.
  private mutating func refill(_ time: Int64) {
    for position in active.indices where active[position].waiting > 0 {
      var kernel = active[position]
      let placed = board.place(kernel.waiting, kernel.footprint, kernel.role, in: &kernel.counts)
      guard placed > 0 else { continue }
      close(position, at: time)
      kernel.since = time
      kernel.waiting -= placed
      kernel.hasRun = true
      active[position] = kernel
    }
  }

  /// Writes down how the kernel was placed until now.
  private mutating func close(_ position: Int, at time: Int64) {
    let kernel = active[position]
    active[position].since = time
    guard time > kernel.since, kernel.counts.contains(where: { $0 > 0 }) else { return }
    let placement = placementsByCounts[kernel.counts] ?? placements.count
    if placement == placements.count {
      placements.append(kernel.counts)
      placementsByCounts[kernel.counts] = placement
    }
    residencies.append(SMResidency(kernel: kernel.kernel, time: kernel.since..<time, placement: placement))
  }

  /// Writes down the roles that hold from now on.
  private mutating func note(_ time: Int64) {
    let roles = board.roles
    let picture = picturesByRoles[roles] ?? Int32(pictures.count)
    if Int(picture) == pictures.count {
      pictures.append(roles)
      picturesByRoles[roles] = picture
    }
    if changes.last?.picture == picture { return }
    if changes.last?.time == time {
      changes[changes.count - 1].picture = picture
    } else {
      changes.append(SMAllocation.Change(time: time, picture: picture))
    }
  }
}
