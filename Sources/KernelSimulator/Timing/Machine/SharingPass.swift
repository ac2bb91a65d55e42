/// Finds out how many SMs touch each line of global memory in the first wave, without timing.
///
/// The detailed SM needs it to know what others bring into L2 for it. Column after column of SMs is run; where the first
/// ones share nothing, the rest is taken to share nothing as well. A column is run for its part of the budget; of lines
/// that it did not come to, the mean is taken.
struct SharingPass: ~Copyable {
  private var executor: Executor
  private var coalescer = Coalescer()
  private var maps = TensorMapCache()
  private let first: UInt64
  private let lineCount: Int
  private let sharers: UnsafeMutablePointer<UInt8>
  private let lastColumn: UnsafeMutablePointer<UInt16>
  private var columnBudget = 0
  private var isNoting = true
  private var looksAgain = false
  private var shared = 0
  /// How many columns touch a line that no column came to.
  private(set) var mean = 1

  /// The instructions of all columns.
  private static let budget = 400_000
  /// The columns after which it ends where nothing is shared.
  private static let probe = 6

  init(_ executor: consuming Executor, memory: MemoryModel) {
    first = memory.firstAddress
    lineCount = memory.lineCount
    sharers = memory.sharers
    lastColumn = .allocate(capacity: max(memory.lineCount, 1))
    lastColumn.initialize(repeating: .max, count: max(memory.lineCount, 1))
    self.executor = executor
    self.executor.skipsMatrixProducts = true
    self.executor.skipsTensorCopies = !self.executor.program.code.matrices.isEmpty
  }

  deinit {
    lastColumn.deallocate()
    coalescer.deallocate()
  }

  /// Runs the first wave.
  ///
  /// - Parameters:
  ///   - columns: The clusters that run at the same time, one on each group of SMs.
  ///   - clusters: Those of the first wave.
  ///   - total: Those of the grid.
  mutating func run(columns: Int, clusters: Int, total: Int) {
    var done = 0
    columnBudget = Self.budget / columns
    for column in 0..<columns {
      var cluster = column
      let limit = executor.warpInstructions + columnBudget
      while executor.warpInstructions < limit, cluster < min(clusters, total) {
        runCluster(cluster, column)
        cluster += columns
      }
      done += 1
      if executor.failure != nil { break }
      if done == Self.probe, shared == 0 { break }
    }
    mean = meanSharers
  }

  /// The warp-instructions of a cluster of the grid, run alone to its end; `nil` where it waits for others.
  mutating func instructions(ofCluster index: Int) -> Int? {
    columnBudget = .max / 2
    isNoting = false
    let before = executor.warpInstructions
    runCluster(index, 0)
    guard executor.failure == nil, executor.clusters[0].liveThreads == 0 else { return nil }
    return executor.warpInstructions - before
  }

  /// How many columns touch a line on average, of those that any touched.
  private var meanSharers: Int {
    var lines = 0
    var touches = 0
    for line in 0..<lineCount where sharers[line] > 0 {
      lines += 1
      touches += Int(sharers[line])
    }
    return lines == 0 ? 1 : max(1, (touches + lines / 2) / lines)
  }

  /// The part of all reads of lines that any column touched which reaches L2.
  func meanPart(_ memory: MemoryModel) -> Double {
    var reads = 0.0
    var forwarded = 0.0
    for line in 0..<lineCount where sharers[line] > 0 {
      let count = Int(sharers[line])
      reads += Double(count)
      forwarded += Double(count) * memory.coalescedPart(sharers: count)
    }
    return reads == 0 ? 1 : forwarded / reads
  }

  private mutating func runCluster(_ index: Int, _ column: Int) {
    executor.start(cluster: index, in: 0)
    let limit = executor.warpInstructions + columnBudget
    let count = executor.ctasPerCluster * executor.warpsPerCTA
    while executor.clusters[0].liveThreads > 0, executor.failure == nil, executor.warpInstructions < limit {
      let before = executor.warpInstructions
      for number in 0..<count where executor.warps[number].live != 0 { runWarp(number, column) }
      // A warp may wait for lanes of its own, which only go on when it looks again.
      if executor.warpInstructions == before, looksAgain { return }
      looksAgain = executor.warpInstructions == before
    }
  }

  private mutating func runWarp(_ number: Int, _ column: Int) {
    for _ in 0..<128 {
      let place = executor.upcoming(number)
      guard place >= 0 else { return }
      let op = executor.ops + place
      // With a clock a warp looks at an mbarrier when its phase is complete, and is not counted for looking before.
      if op.pointee.group == .mbarrier, !looksAgain, executor.awaited(op) != nil { return }
      let mask = executor.activeLanes(op)
      let end = executor.step(number)
      if mask != 0, isNoting {
        if op.pointee.group == .memory { noteAccess(op, mask, column) }
        if op.pointee.group == .copy { noteCopy(op, mask, column) }
      }
      if end != .budget { return }
    }
  }

  private mutating func noteAccess(_ op: UnsafeMutablePointer<MicroOp>, _ mask: UInt32, _ column: Int) {
    let access = executor.accesses + Int(op.pointee.e)
    guard op.pointee.code == MemoryOperation.load.rawValue,
      access.pointee.space == .global || access.pointee.space == .generic
    else { return }
    var last = -1
    var rest = mask
    while rest != 0 {
      let address = executor.addresses[rest.trailingZeroBitCount]
      rest &= rest &- 1
      let line = Int(truncatingIfNeeded: (address &- first) >> 7)
      if line != last { note(line, column) }
      last = line
    }
  }

  private mutating func noteCopy(_ op: UnsafeMutablePointer<MicroOp>, _ mask: UInt32, _ column: Int) {
    let copy = executor.program.code.copies[Int(op.pointee.e)]
    let operation = unsafeBitCast(op.pointee.code, to: CopyOperation.self)
    coalescer.clear()
    switch operation {
    case .async:
      let sources = Lanes.slot(executor.registers, copy.source, as: UInt64.self)
      for lane in 0..<32 where mask >> UInt32(lane) & 1 == 1 { coalescer.add(sources[lane], 4, first, lineCount) }
    case .bulkToShared, .tensorToShared:
      for lane in 0..<32 where mask >> UInt32(lane) & 1 == 1 {
        _ = executor.addLines(of: copy, operation, lane, to: &coalescer, &maps, first: first, count: lineCount)
      }
    default: return
    }
    for index in 0..<coalescer.count { note(coalescer.lines[index], column) }
  }

  private mutating func note(_ line: Int, _ column: Int) {
    guard line >= 0, line < lineCount, lastColumn[line] != UInt16(truncatingIfNeeded: column) else { return }
    lastColumn[line] = UInt16(truncatingIfNeeded: column)
    if sharers[line] < 255 { sharers[line] += 1 }
    if sharers[line] == 2 { shared += 1 }
  }
}
