import GPU
import Trace

/// Goes through the kernels of a trace in time and keeps the board of SMs: starts, last waves and ends are its events.
struct SMPlacer {
  private struct Active {
    var kernel: Int
    var shape: ShapeID
    var role: KernelRole
    var placement: Int32
    /// Since when `placement` holds.
    var since: Int64
    /// CTAs of the grid that have found no room so far; a kernel in its last wave has none.
    var waiting: Int
    var hasRun: Bool
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

  private(set) var states: SMStates
  private var state = SMStates.empty
  private var active: [Active] = []
  /// The events to come, the next one last.
  private var events: [Event] = []

  private(set) var residencies: [SMResidency] = []
  private(set) var changes: [SMAllocation.Change] = []
  private(set) var unplaced = 0
  private(set) var unknown = 0

  init(_ gpu: GPUDevice, shapes: [LaunchShape]) {
    states = SMStates(gpu, shapes: shapes)
  }

  /// Places all kernels, which come in order of their start.
  mutating func run(_ kernels: [TraceSpan], shapes: [LaunchShape], roles: RoleTable) {
    residencies.reserveCapacity(kernels.count * 2)
    for (index, kernel) in kernels.enumerated() {
      handleEvents(through: kernel.start)
      guard states.knows(kernel.shape) else {
        unknown += 1
        continue
      }
      start(index, kernel, ctas: shapes[Int(kernel.shape.rawValue)].ctaCount, roles.role(ofKernel: kernel.name))
    }
    handleEvents(through: .max)
    residencies.sort { ($0.time.lowerBound, $0.kernel) < ($1.time.lowerBound, $1.kernel) }
  }

  private mutating func start(_ index: Int, _ kernel: TraceSpan, ctas: Int, _ role: KernelRole) {
    let placed = states.place(SMStates.Arrival(state: state, shape: kernel.shape, role: role, ctas: ctas))
    state = placed.state
    active.append(
      Active(
        kernel: index, shape: kernel.shape, role: role, placement: placed.placement, since: kernel.start,
        waiting: ctas - placed.ctas, hasRun: placed.ctas > 0))
    add(Event(time: kernel.end, kind: .end, kernel: index))
    if placed.ctas > 0, placed.ctas < ctas {
      let waves = (ctas + placed.ctas - 1) / placed.ctas
      let kept = ctas - (waves - 1) * placed.ctas
      if kept < placed.ctas {
        // A wave takes an equal part of the kernel's time; split without a product that could overflow.
        let (wave, rest) = kernel.duration.quotientAndRemainder(dividingBy: Int64(waves))
        let time = kernel.start + wave * Int64(waves - 1) + rest
        add(Event(time: min(time, kernel.end), kind: .lastWave, kernel: index, kept: kept))
      }
    }
    note(kernel.start)
  }

  private mutating func add(_ event: Event) {
    events.insert(event, at: events.partitionPoint { $0 < event })
  }

  private mutating func handleEvents(through time: Int64) {
    while let event = events.last, event.time <= time {
      events.removeLast()
      handle(event)
      // All that ends at one instant makes room before anything is placed or looked at.
      if let next = events.last, next.time == event.time { continue }
      refill(event.time)
      note(event.time)
      state = states.forget(keeping: state)
    }
  }

  private mutating func handle(_ event: Event) {
    guard let position = active.firstIndex(where: { $0.kernel == event.kernel }) else { return }
    close(position, at: event.time)
    let kernel = active[position]
    let left = states.remove(
      SMStates.Departure(
        state: state, shape: kernel.shape, role: kernel.role, placement: kernel.placement,
        kept: event.kind == .end ? 0 : event.kept))
    state = left.state
    if event.kind == .lastWave {
      active[position].placement = left.placement
      active[position].waiting = 0
    } else {
      if !kernel.hasRun { unplaced += 1 }
      active.remove(at: position)
    }
  }

  /// CTAs that wait take the room that became free, the kernel that started first before the others.
  private mutating func refill(_ time: Int64) {
    for position in active.indices where active[position].waiting > 0 {
      let kernel = active[position]
      let placed = states.place(
        SMStates.Arrival(state: state, shape: kernel.shape, role: kernel.role, ctas: kernel.waiting))
      guard placed.ctas > 0 else { continue }
      close(position, at: time)
      state = placed.state
      active[position].placement = states.sum(kernel.placement, placed.placement)
      active[position].waiting -= placed.ctas
      active[position].hasRun = true
    }
  }

  /// Writes down how the kernel was placed until now.
  private mutating func close(_ position: Int, at time: Int64) {
    let kernel = active[position]
    active[position].since = time
    guard time > kernel.since, kernel.placement != SMStates.nowhere else { return }
    residencies.append(
      SMResidency(kernel: kernel.kernel, time: kernel.since..<time, placement: Int(kernel.placement)))
  }

  /// Writes down the roles that hold from now on.
  private mutating func note(_ time: Int64) {
    let picture = states.picture(state)
    if changes.last?.picture == picture { return }
    if changes.last?.time == time {
      changes[changes.count - 1].picture = picture
    } else {
      changes.append(SMAllocation.Change(time: time, picture: picture))
    }
  }
}
