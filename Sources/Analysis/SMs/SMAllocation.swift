public import GPU
public import Trace

/// Which SMs a trace's kernels held, as a simulated trace records it, or reconstructed from their launch shapes.
///
/// A profiler records no SM numbers. What it records (grid, block, registers, shared memory, start and end) leaves few
/// choices, because an SM holds only what the residency rules allow: CTAs are placed breadth first on the SMs that have
/// room, a grid larger than the room runs in waves, and CTAs that find no room wait until a kernel ends. The numbers of
/// the SMs are arbitrary (communication is counted from the first and compute from the last); how many hold what, and
/// when, is what the reconstruction says. Clusters, priorities and the
/// limits of partitioned contexts are not considered.
public struct SMAllocation: Sendable {
  /// From a time on, the SMs have the roles of a picture.
  struct Change: Sendable {
    var time: Int64
    var picture: Int32
  }

  /// The device whose rules were applied.
  public let gpu: GPUDevice
  /// The kernels that were placed, by start.
  public let kernels: [TraceSpan]
  /// What each SM holds of each kernel, and how long, by start.
  public let residencies: [SMResidency]
  /// CTAs on each SM, for every way in which a kernel was placed.
  public let placements: [[UInt8]]
  /// From the first kernel's start to the last one's end.
  public let extent: Range<Int64>
  /// Kernels for which the SMs never had room while they ran: the trace and the rules disagree about them.
  public let unplacedCount: Int
  /// Kernels whose launch shape is not recorded.
  public let unknownCount: Int
  /// Whether the trace says which SMs the kernels held, as a simulation may; otherwise it is reconstructed.
  public let isRecorded: Bool

  let pictures: [[SMRole]]
  let changes: [Change]
  /// For each residency, the latest end up to and with it.
  private let heldUntil: [Int64]
  private let warpsPerCTA: [Int]

  /// The allocation of one GPU's kernels, as the trace records it or reconstructed; `nil` where no kernel has a known
  /// shape.
  public init?(of trace: TraceTables, work: GPUWork, gpu: GPUDevice) {
    if let slices = SMSlices(in: trace, work: work, gpu: gpu) {
      self.init(slices, trace, gpu: gpu)
    } else {
      self.init(inferred: trace, work: work, gpu: gpu)
    }
  }

  /// The allocation reconstructed from launch shapes.
  private init?(inferred trace: TraceTables, work: GPUWork, gpu: GPUDevice) {
    let kernels = work.spans.filter { $0.category == .kernel }
    var placer = SMPlacer(gpu, shapes: trace.shapes)
    placer.run(kernels, shapes: trace.shapes, roles: work.roles)
    guard !kernels.isEmpty, placer.unknown < kernels.count else { return nil }
    self.gpu = gpu
    self.kernels = kernels
    extent = work.extent
    residencies = placer.residencies
    placements = placer.states.placements
    pictures = placer.states.pictures
    changes = placer.changes
    unplacedCount = placer.unplaced
    unknownCount = placer.unknown
    isRecorded = false
    heldUntil = Self.latestEnds(placer.residencies)
    warpsPerCTA = trace.shapes.map(\.warpsPerCTA)
  }

  /// The allocation that the slices of a trace record; it reaches only from the first to the last of them.
  private init(_ slices: SMSlices, _ trace: TraceTables, gpu: GPUDevice) {
    self.gpu = gpu
    kernels = slices.kernels
    residencies = slices.residencies
    placements = slices.placements
    extent = slices.extent
    pictures = slices.pictures
    changes = slices.changes
    unplacedCount = 0
    unknownCount = slices.unknownCount
    isRecorded = true
    heldUntil = Self.latestEnds(slices.residencies)
    warpsPerCTA = trace.shapes.map(\.warpsPerCTA)
  }

  private static func latestEnds(_ residencies: [SMResidency]) -> [Int64] {
    var until = Int64.min
    return residencies.map {
      until = max(until, $0.time.upperBound)
      return until
    }
  }

  /// SMs of the device.
  public var multiprocessors: Int { gpu.multiprocessors.value }

  /// The role of every SM at a time.
  public func roles(at time: Int64) -> [SMRole] {
    let position = changes.partitionPoint { $0.time > time } - 1
    guard position >= 0 else { return Array(repeating: .idle, count: multiprocessors) }
    return pictures[Int(changes[position].picture)]
  }

  /// What the SMs hold at a time, kernel by kernel.
  public func residencies(at time: Int64) -> [SMResidency] {
    var position = residencies.partitionPoint { $0.time.lowerBound > time } - 1
    var found: [SMResidency] = []
    while position >= 0 && heldUntil[position] > time {
      if residencies[position].time.contains(time) { found.append(residencies[position]) }
      position -= 1
    }
    return found.reversed()
  }

  /// Warps that every SM holds at a time.
  public func warps(at time: Int64) -> [Int] {
    var warps = [Int](repeating: 0, count: multiprocessors)
    for residency in residencies(at: time) {
      let each = warpsPerCTA[Int(kernels[residency.kernel].shape.rawValue)]
      for (sm, ctas) in placements[residency.placement].enumerated() { warps[sm] += Int(ctas) * each }
    }
    return warps
  }

  /// The time of each picture within a range, column by column: calls `body` with the column, the picture and how long.
  func forEachPicture(_ range: Range<Int64>, columns: Int, _ body: (Int, Int, Int64) -> Void) {
    let length = range.upperBound - range.lowerBound
    guard columns > 0, length > 0 else { return }
    var position = max(0, changes.partitionPoint { $0.time > range.lowerBound } - 1)
    var column = 0
    while position < changes.count && changes[position].time < range.upperBound {
      let start = max(range.lowerBound, changes[position].time)
      let end = position + 1 < changes.count ? min(range.upperBound, changes[position + 1].time) : range.upperBound
      var from = start
      while from < end {
        while column + 1 < columns && range.boundary(of: column + 1, columns: columns) <= from { column += 1 }
        let until = column + 1 < columns ? min(end, range.boundary(of: column + 1, columns: columns)) : end
        body(column, Int(changes[position].picture), until - from)
        from = until
      }
      position += 1
    }
  }
}

extension Range<Int64> {
  /// Where a column of a chart of this range begins. Divided in two steps, so that no product overflows.
  func boundary(of column: Int, columns: Int) -> Int64 {
    let (quotient, remainder) = (upperBound - lowerBound).quotientAndRemainder(dividingBy: Int64(columns))
    return lowerBound + quotient * Int64(column) + remainder * Int64(column) / Int64(columns)
  }
}
