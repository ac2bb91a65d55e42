/// Finds out how many SMs touch each line of global memory in the first wave, without timing.
///
/// The detailed SM needs it to know what others bring into L2 for it. Column after column of SMs is run; where the first
/// ones share nothing, the rest is taken to share nothing as well. A column is run for its part of the budget; of lines
/// that it did not come to, the mean of those of the same buffer is taken: a kernel can share its operands and have its
/// results for itself.
struct SharingPass: ~Copyable {
  private var executor: Executor
  private var coalescer = Coalescer()
  private var maps = TensorMapCache()
  private let first: UInt64
  private let lineCount: Int
  private let sharers: UnsafeMutablePointer<UInt8>
  /// The column that touched each line last, counted from 1.
  private let lastColumn: UnsafeMutablePointer<UInt16>
  /// For each operation the instructions from it on that only compute.
  private let plainRuns: [UInt8]
  private var columnBudget = 0
  private var isNoting = true
  private var looksAgain = false
  private var shared = 0
  /// The lines that columns have touched, and by how many columns.
  private var touchedLines = 0
  private var touches = 0
  /// How many columns touch a line that no column came to.
  private(set) var mean = 1

  /// The instructions of all columns.
  private static let budget = 400_000
  /// The least instructions of one: as many as a step of a long loop has, with what it does at its end.
  private static let leastColumnBudget = 10_000
  /// The columns after which it ends where nothing is shared.
  private static let probe = 6

  init(_ executor: consuming Executor, memory: MemoryModel) {
    first = memory.firstAddress
    lineCount = memory.lineCount
    sharers = memory.sharers
    lastColumn = ZeroPages.array(UInt16.self, memory.lineCount)
    plainRuns = Self.plainRuns(executor.program.code.ops)
    self.executor = executor
    self.executor.skipsMatrixProducts = true
    self.executor.leavesMemory = true
    self.executor.skipsTensorCopies = !self.executor.program.code.matrices.isEmpty
  }

  deinit {
    ZeroPages.free(array: lastColumn, lineCount)
    coalescer.deallocate()
  }

  private static func plainRuns(_ ops: [MicroOp]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: ops.count)
    var following: UInt8 = 0
    for place in ops.indices.reversed() {
      switch ops[place].group {
      case .integer, .wideInteger, .float, .otherFloat, .packed, .compare, .convert:
        following = min(127, following + ops[place].counts)
      default: following = 0
      }
      result[place] = following
    }
    return result
  }

  /// Runs the first wave.
  ///
  /// - Parameters:
  ///   - columns: The clusters that run at the same time, one on each group of SMs.
  ///   - clusters: Those of the first wave.
  ///   - total: Those of the grid.
  mutating func run(columns: Int, clusters: Int, total: Int) {
    var done = 0
    columnBudget = max(Self.budget / columns, Self.leastColumnBudget)
    for column in 0..<columns {
      var cluster = column
      let limit = executor.warpInstructions + columnBudget
      while executor.warpInstructions < limit, cluster < min(clusters, total) {
        runCluster(cluster, column)
        cluster += columns
      }
      done += 1
      if executor.hasFailed { break }
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
    guard !executor.hasFailed, executor.clusters[0].liveThreads == 0 else { return nil }
    return executor.warpInstructions - before
  }

  /// How many columns touch a line on average, of those that any touched.
  private var meanSharers: Int {
    touchedLines == 0 ? 1 : max(1, (touches + touchedLines / 2) / touchedLines)
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

  /// Gives the lines that no column came to the mean of their buffer, where columns came to any of it.
  func spread(over memory: borrowing DeviceMemory) {
    for index in 0..<memory.bufferCount {
      let buffer = memory.buffers[index]
      let start = Int((buffer.address &- first) >> 7)
      let lines = start..<min(lineCount, start + (buffer.byteCount + 127) / 128)
      var touched = 0
      var sum = 0
      for line in lines where sharers[line] > 0 {
        touched += 1
        sum += Int(sharers[line])
      }
      guard touched > 0 else { continue }
      let mean = UInt8((sum + touched / 2) / touched)
      for line in lines where sharers[line] == 0 { sharers[line] = mean }
    }
  }

  private mutating func runCluster(_ index: Int, _ column: Int) {
    executor.start(cluster: index, in: 0)
    let limit = executor.warpInstructions + columnBudget
    let count = executor.ctasPerCluster * executor.warpsPerCTA
    while executor.clusters[0].liveThreads > 0, !executor.hasFailed, executor.warpInstructions < limit {
      let before = executor.warpInstructions
      for number in 0..<count where executor.warps[number].live != 0 { runWarp(number, column) }
      // A warp may wait for lanes of its own, which only go on when it looks again.
      if executor.warpInstructions == before, looksAgain { return }
      looksAgain = executor.warpInstructions == before
    }
  }

  private mutating func runWarp(_ number: Int, _ column: Int) {
    var rest = 128
    while rest > 0 {
      let place = executor.upcoming(number)
      guard place >= 0 else { return }
      let plain = min(Int(plainRuns[place]), rest)
      if plain > 1, executor.warp.pointee.fragmentCount == 1 {
        rest -= plain
        if executor.stepUpcoming(budget: plain) != .budget { return }
        continue
      }
      rest -= 1
      let op = executor.ops + place
      // With a clock a warp looks at an mbarrier when its phase is complete, and is not counted for looking before.
      if op.pointee.group == .mbarrier, !looksAgain, executor.awaited(op) != nil { return }
      let mask = executor.activeLanes(op)
      let end = executor.stepUpcoming()
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
    case .bulkToShared, .tensorToShared, .bulkToGlobal, .tensorToGlobal:
      // Of what is written, only sums that several SMs add to are looked at.
      let isRead = operation == .bulkToShared || operation == .tensorToShared
      guard isRead || copy.reduction != nil else { return }
      for lane in 0..<32 where mask >> UInt32(lane) & 1 == 1 {
        _ = executor.addLines(of: copy, operation, lane, to: &coalescer, &maps, first: first, count: lineCount)
      }
    default: return
    }
    for index in 0..<coalescer.count { note(coalescer.lines[index], column) }
  }

  private mutating func note(_ line: Int, _ column: Int) {
    let number = UInt16(truncatingIfNeeded: column + 1)
    guard line >= 0, line < lineCount, lastColumn[line] != number else { return }
    lastColumn[line] = number
    if sharers[line] == 0 { touchedLines += 1 }
    if sharers[line] < 255 {
      sharers[line] += 1
      touches += 1
    }
    if sharers[line] == 2 { shared += 1 }
  }
}
