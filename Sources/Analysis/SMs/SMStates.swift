import GPU
import Trace

/// The boards that a trace leads through, each once, with what leads from one to the next.
///
/// Training repeats itself: after the first layers nearly every change was seen before, and then it costs one look-up
/// instead of a walk over all SMs.
struct SMStates {
  /// Kernels of one shape and role, so many of whose CTAs come.
  struct Arrival: Hashable {
    var state: Int32
    var shape: ShapeID
    var role: KernelRole
    var ctas: Int
  }

  /// Kernels of one shape and role whose placement shrinks to so many CTAs.
  struct Departure: Hashable {
    var state: Int32
    var shape: ShapeID
    var role: KernelRole
    var placement: Int32
    var kept: Int
  }

  /// What a change leads to.
  struct Outcome {
    var state: Int32
    var placement: Int32
    /// CTAs of that placement.
    var ctas: Int
  }

  /// Beyond this many boards the trace does not repeat itself, and remembering them only costs memory.
  private static let limit = 8192

  private let footprints: [SMFootprint?]
  private var boards: [SMBoard] = []
  private var ids: [SMBoard: Int32] = [:]
  private var picturesOfStates: [Int32] = []
  private var arrivals: [Arrival: Outcome] = [:]
  private var departures: [Departure: Outcome] = [:]
  private var sums: [SIMD2<Int32>: Int32] = [:]
  private var picturesByRoles: [[SMRole]: Int32] = [:]
  private var placementsByCounts: [[UInt8]: Int32] = [:]
  /// The pictures of all boards so far.
  private(set) var pictures: [[SMRole]] = []
  /// The placements so far; the first is empty.
  private(set) var placements: [[UInt8]] = []

  /// The states of a device, of which only the empty one is known.
  init(_ gpu: GPUDevice, shapes: [LaunchShape]) {
    footprints = shapes.map { SMFootprint($0, on: gpu) }
    _ = intern(Array(repeating: 0, count: gpu.multiprocessors.value))
    _ = intern(SMBoard(gpu))
  }

  /// The state of a device without work.
  static let empty: Int32 = 0
  /// The placement without a CTA.
  static let nowhere: Int32 = 0

  /// Whether the shape can be placed at all.
  func knows(_ shape: ShapeID) -> Bool { footprints[Int(shape.rawValue)] != nil }

  /// The picture of a state.
  func picture(_ state: Int32) -> Int32 { picturesOfStates[Int(state)] }

  /// CTAs arrive.
  mutating func place(_ arrival: Arrival) -> Outcome {
    if let known = arrivals[arrival] { return known }
    guard let footprint = footprints[Int(arrival.shape.rawValue)] else {
      return Outcome(state: arrival.state, placement: Self.nowhere, ctas: 0)
    }
    var board = boards[Int(arrival.state)]
    let counts = board.place(arrival.ctas, footprint, arrival.role)
    let outcome = Outcome(state: intern(board), placement: intern(counts), ctas: counts.reduce(0) { $0 + Int($1) })
    arrivals[arrival] = outcome
    return outcome
  }

  /// CTAs leave.
  mutating func remove(_ departure: Departure) -> Outcome {
    if let known = departures[departure] { return known }
    guard let footprint = footprints[Int(departure.shape.rawValue)] else {
      return Outcome(state: departure.state, placement: departure.placement, ctas: 0)
    }
    var board = boards[Int(departure.state)]
    let counts = board.remove(
      keeping: departure.kept, of: placements[Int(departure.placement)], footprint, departure.role)
    let outcome = Outcome(state: intern(board), placement: intern(counts), ctas: counts.reduce(0) { $0 + Int($1) })
    departures[departure] = outcome
    return outcome
  }

  /// The placement of two together.
  mutating func sum(_ first: Int32, _ second: Int32) -> Int32 {
    if first == Self.nowhere { return second }
    let key = SIMD2(first, second)
    if let known = sums[key] { return known }
    let counts = zip(placements[Int(first)], placements[Int(second)]).map { $0 + $1 }
    let sum = intern(counts)
    sums[key] = sum
    return sum
  }

  /// Forgets boards that a trace does not come back to.
  ///
  /// - Returns: the state that stands for `state` from now on.
  mutating func forget(keeping state: Int32) -> Int32 {
    guard boards.count > Self.limit else { return state }
    let (empty, current) = (boards[0], boards[Int(state)])
    boards = []
    ids = [:]
    picturesOfStates = []
    arrivals = [:]
    departures = [:]
    _ = intern(empty)
    return intern(current)
  }

  private mutating func intern(_ board: SMBoard) -> Int32 {
    if let id = ids[board] { return id }
    let id = Int32(boards.count)
    let roles = board.roles
    let picture = picturesByRoles[roles] ?? Int32(pictures.count)
    if Int(picture) == pictures.count {
      pictures.append(roles)
      picturesByRoles[roles] = picture
    }
    boards.append(board)
    picturesOfStates.append(picture)
    ids[board] = id
    return id
  }

  private mutating func intern(_ counts: [UInt8]) -> Int32 {
    if let id = placementsByCounts[counts] { return id }
    let id = Int32(placements.count)
    placements.append(counts)
    placementsByCounts[counts] = id
    return id
  }
}
