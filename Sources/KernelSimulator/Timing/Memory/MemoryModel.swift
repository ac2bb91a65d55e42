import GPU

/// L1 of the simulated SMs, and their part of L2 and of memory.
///
/// A transfer occupies what it passes through as long as its bytes take, one after the other, and arrives after the
/// latency of the level that has it. L2 has two partitions: the near one also keeps copies of lines that belong to the
/// far one. Lines that several SMs read are fetched from memory by one of them, chosen by a hash of the line.
struct MemoryModel {
  let smCount: Int
  /// The first address of the lines.
  let firstAddress: UInt64
  let lineCount: Int
  /// L1 by SM.
  private let l1: UnsafeMutablePointer<LineCache>
  private var near: LineCache
  private var far: LineCache
  /// Sectors that are dirty in L2, by line.
  private let dirty: UnsafeMutablePointer<UInt8>
  /// How many SMs touch each line; 0 where that is not known.
  let sharers: UnsafeMutablePointer<UInt8>

  /// When what comes from L2, what goes to it, memory and L1 are free again, by SM.
  let readFree: UnsafeMutablePointer<Double>
  let writeFree: UnsafeMutablePointer<Double>
  let memoryFree: UnsafeMutablePointer<Double>
  let l1Free: UnsafeMutablePointer<Double>
  /// When what comes into an SM is through, by whomever it was asked for.
  let inputFree: UnsafeMutablePointer<Double>
  /// When shared memory is taken by tensor cores and copies, by SM.
  let sharedTaken: UnsafeMutablePointer<SharedMemoryCalendar>
  /// When memory is through with the reads of an SM, if they need not wait for its writes.
  private let memoryReadFree: UnsafeMutablePointer<Double>
  /// When what an SM gets from memory at most is through.
  private let burstFree: UnsafeMutablePointer<Double>
  /// How busy memory is, as each SM sees it.
  private let queues: UnsafeMutablePointer<MemoryQueue>

  let cyclesPerL2Byte: Double
  let cyclesPerInputByte: Double
  private let coalescers: Double
  let cyclesPerMemoryByte: Double
  private let writeCost: Double
  /// How long writes to memory can be put off for reads: as long as an SM's part of L2 takes to be written.
  private let writeRoom: Double
  private let cyclesPerBurstByte: Double
  private let credit: Double
  private let nearLatency: Int64
  private let farLatency: Int64
  private let memoryNear: Int64
  private let memoryFar: Int64
  let l1Latency: Int64
  let sharedLatency: Int64
  let loadQueue: Double
  let storeQueue: Double
  /// How many SMs touch a line of which that is not known.
  var meanSharers = 1
  /// The part of an SM's reads that reaches L2 where it is not known how many others share a line.
  var meanPart = 1.0
  var counts = MemoryCounts()

  init(
    _ parameters: KernelTimingParameters, smCount: Int, activeSMs: Int, l1Bytes: Int, lineCount: Int,
    firstAddress: UInt64, clockMegahertz: Double, share memoryShare: Double
  ) {
    self.smCount = smCount
    self.lineCount = lineCount
    self.firstAddress = firstAddress
    l1 = .allocate(capacity: smCount)
    for sm in 0..<smCount {
      (l1 + sm).initialize(to: LineCache(lines: lineCount, capacity: l1Bytes / 128))
    }
    // Each partition serves half of the SMs and keeps half of the lines.
    let l2Lines = (parameters.device.l2Bytes?.value ?? 50 << 20) / 128 / 2
    let share = max(1, l2Lines * 2 * smCount / max(activeSMs, 2))
    near = LineCache(lines: lineCount, capacity: min(l2Lines, share))
    far = LineCache(lines: lineCount, capacity: min(l2Lines, share))
    dirty = ZeroPages.array(UInt8.self, lineCount)
    sharers = ZeroPages.array(UInt8.self, lineCount)
    func free() -> UnsafeMutablePointer<Double> {
      let pointer = UnsafeMutablePointer<Double>.allocate(capacity: smCount)
      pointer.initialize(repeating: 0, count: smCount)
      return pointer
    }
    queues = .allocate(capacity: smCount)
    queues.initialize(
      repeating: MemoryQueue(service: parameters.memoryQueue.value, busiest: parameters.memoryQueueUse.value),
      count: smCount)
    (readFree, writeFree, memoryFree, l1Free, burstFree) = (free(), free(), free(), free(), free())
    (inputFree, memoryReadFree) = (free(), free())
    sharedTaken = .allocate(capacity: smCount)
    for sm in 0..<smCount { (sharedTaken + sm).initialize(to: SharedMemoryCalendar()) }
    coalescers = parameters.coalescers.value
    cyclesPerInputByte = 1 / parameters.inputBytesPerCycle.value
    // An SM gets no more than when all are busy; where others have their part of L2, less.
    let l2Part = memoryShare * Double(parameters.device.multiprocessors.value) / Double(max(activeSMs, 1))
    cyclesPerL2Byte = 1 / (parameters.l2BytesPerCycle.value * min(1, l2Part))
    let peak =
      Double(parameters.device.memoryBytesPerSecond?.value ?? 0) * parameters.memoryEfficiency.value
      * memoryShare
    cyclesPerMemoryByte = clockMegahertz * 1e6 * Double(activeSMs) / peak
    writeCost = parameters.memoryWriteCost.value
    writeRoom = Double(share * 128) / Double(smCount) * cyclesPerMemoryByte * writeCost
    cyclesPerBurstByte = 1 / parameters.memoryBurst.value
    credit = parameters.memoryCredit.value
    nearLatency = Int64(parameters.l2NearLatency.value.rounded())
    farLatency = Int64(parameters.l2FarLatency.value.rounded())
    memoryNear = Int64(parameters.memoryNearLatency.value.rounded())
    memoryFar = Int64(parameters.memoryFarLatency.value.rounded())
    l1Latency = Int64(parameters.l1Latency.value)
    sharedLatency = Int64(parameters.sharedLatency.value)
    loadQueue = parameters.loadQueue.value
    storeQueue = parameters.storeQueue.value
  }

  func deallocate() {
    for sm in 0..<smCount {
      l1[sm].deallocate()
      sharedTaken[sm].deallocate()
    }
    sharedTaken.deallocate()
    inputFree.deallocate()
    l1.deallocate()
    near.deallocate()
    far.deallocate()
    ZeroPages.free(array: dirty, lineCount)
    ZeroPages.free(array: sharers, lineCount)
    readFree.deallocate()
    writeFree.deallocate()
    memoryFree.deallocate()
    memoryReadFree.deallocate()
    l1Free.deallocate()
    burstFree.deallocate()
    queues.deallocate()
  }

  /// The line of an address; `nil` outside of the buffers.
  @inline(__always)
  func line(_ address: UInt64) -> Int? {
    let index = (address &- firstAddress) >> 7
    return index < UInt64(lineCount) ? Int(index) : nil
  }

  /// Occupies L1 or shared memory for some passes.
  ///
  /// - Returns: When the first of them starts.
  @inline(__always)
  mutating func occupyL1(_ sm: Int, _ now: Int64, passes: Double) -> Double {
    let start = max(Double(now), l1Free[sm])
    l1Free[sm] = start + passes
    counts.l1Passes += passes
    return start
  }

  /// Reads sectors of a line for a load.
  ///
  /// - Returns: When they are there.
  @inline(__always)
  mutating func load(
    _ sm: Int, _ line: Int, _ sectors: UInt8, _ hints: LoweredInstruction.Hints, at time: Int64
  ) -> Int64 {
    if hints.contains(.skipsL1) { l1[sm].remove(line) }
    let held = l1[sm].sectors(line) & sectors
    let wanted = sectors.nonzeroBitCount
    counts.l1Sectors += wanted
    counts.l1Hits += held.nonzeroBitCount
    var ready = time + l1Latency
    if held != 0 {
      ready = max(ready, l1[sm].arrival(line))
      l1[sm].touch(line, hints.inL1)
    }
    let missing = sectors & ~held
    if missing != 0 {
      let arrival = fetch(sm, line, missing, hints, at: time)
      ready = max(ready, arrival)
      if hints.isDisjoint(with: [.bypassesL1, .skipsL1]) {
        l1[sm].insert(line, missing, arrival: arrival, hints.inL1)
      }
    }
    return ready
  }

  /// Reads sectors of a line from L2 or beyond.
  ///
  /// - Parameter inStep: whether SMs that share the line ask for it at about the same time, as those do that copy tiles.
  @inline(__always)
  mutating func fetch(
    _ sm: Int, _ line: Int, _ sectors: UInt8, _ hints: LoweredInstruction.Hints, at time: Int64, inStep: Bool = false
  ) -> Int64 {
    let count = sectors.nonzeroBitCount
    let start = max(Double(time), readFree[sm])
    let cycles = Double(count * 32) * cyclesPerL2Byte * (inStep ? coalescedPart(line) : 1)
    readFree[sm] = start + cycles
    counts.l2ReadCycles += cycles
    let done = max(readFree[sm], occupyInput(sm, start, bytes: count * 32))
    counts.l2Sectors += count
    counts.l2ReadBytes += count * 32
    let isFar = Self.isFar(line)
    let held = near.sectors(line) & sectors
    if held == sectors {
      counts.l2Hits += count
      near.touch(line, hints.inL2)
      return max(Int64(done) + nearLatency, near.arrival(line))
    }
    let missing = sectors & ~held
    let isFetched = fetchedByOthers(line)
    if isFetched || isFar && far.sectors(line) & missing == missing {
      counts.l2Hits += count
      let latency = isFar ? farLatency : nearLatency
      var arrival = Int64(done) + latency
      if !isFetched { arrival = max(arrival, far.arrival(line)) }
      near.insert(line, missing, arrival: arrival, hints.inL2)
      return arrival
    }
    counts.l2Hits += held.nonzeroBitCount
    return fetchFromMemory(sm, line, missing, hints, isFar: isFar, asked: Double(time), at: start)
  }

  private mutating func fetchFromMemory(
    _ sm: Int, _ line: Int, _ sectors: UInt8, _ hints: LoweredInstruction.Hints, isFar: Bool, asked: Double,
    at time: Double
  ) -> Int64 {
    // Memory is read by 64 bytes: pairs of sectors; hints make it whole lines.
    var read = sectors | (sectors & 0b0101) << 1 | (sectors & 0b1010) >> 1
    if !hints.isDisjoint(with: [.prefetches128, .prefetches256]) { read = 0b1111 }
    read &= ~(near.sectors(line) & ~sectors)
    let bytes = read.nonzeroBitCount * 32
    let wait = queues[sm].wait(asked, busy: Double(bytes) * cyclesPerMemoryByte)
    let start = max(time + wait, occupyMemory(sm, time, bytes: Double(bytes)))
    counts.memoryReadBytes += bytes
    let arrival = Int64(start) + (isFar ? memoryFar : memoryNear)
    near.insert(line, read, arrival: arrival, hints.inL2)
    if isFar { far.insert(line, read, arrival: arrival, hints.inL2) }
    if hints.contains(.prefetches256) {
      let other = line ^ 1
      if other < lineCount, near.sectors(other) != 0b1111, !fetchedByOthers(other) {
        _ = queues[sm].wait(asked, busy: 128 * cyclesPerMemoryByte)
        _ = occupyMemory(sm, time, bytes: 128)
        counts.memoryReadBytes += 128
        near.insert(other, 0b1111, arrival: arrival, hints.inL2)
        if Self.isFar(other) { far.insert(other, 0b1111, arrival: arrival, hints.inL2) }
      }
    }
    return arrival
  }

  /// Occupies an SM's part of memory: what it has not used for a while it can still have, but no faster than a burst.
  /// Reads go before writes, which L2 keeps until there is time for them or no more room.
  ///
  /// - Returns: When the transfer starts.
  @inline(__always)
  private func occupyMemory(_ sm: Int, _ time: Double, bytes: Double) -> Double {
    let busy = bytes * cyclesPerMemoryByte
    let start = max(time - credit, memoryReadFree[sm], memoryFree[sm] - writeRoom)
    memoryReadFree[sm] = start + busy
    memoryFree[sm] = max(time - credit, memoryFree[sm]) + busy
    let burst = max(time, burstFree[sm])
    burstFree[sm] = burst + bytes * cyclesPerBurstByte
    return max(start, burst)
  }

  /// The part of an SM's reads of a line that reaches L2: the coalescer of a GPC forwards those of its SMs once, and the
  /// SMs that share a line are spread evenly over the GPCs.
  @inline(__always)
  private func coalescedPart(_ line: Int) -> Double {
    let known = Int(sharers[line])
    return known == 0 ? meanPart : coalescedPart(sharers: known)
  }

  /// The same for a line that so many SMs share.
  @inline(__always)
  func coalescedPart(sharers count: Int) -> Double { min(1, coalescers / Double(count)) }

  /// Occupies the way into an SM.
  ///
  /// - Returns: When the bytes are through.
  @inline(__always)
  func occupyInput(_ sm: Int, _ time: Double, bytes: Int) -> Double {
    inputFree[sm] = max(time, inputFree[sm]) + Double(bytes) * cyclesPerInputByte
    return inputFree[sm]
  }

  /// Whether another SM reads a line before this one does.
  @inline(__always)
  private func fetchedByOthers(_ line: Int) -> Bool {
    let known = Int(sharers[line])
    let count = known == 0 ? meanSharers : known
    guard count > 1 else { return false }
    return Self.hash(line &+ 0x5bd1) % UInt64(count) != 0
  }

  /// Writes sectors of a line through L1 to L2.
  ///
  /// - Returns: When L2 has them.
  @inline(__always)
  mutating func store(
    _ sm: Int, _ line: Int, _ sectors: UInt8, _ hints: LoweredInstruction.Hints = [], at time: Int64
  ) -> Int64 {
    let count = sectors.nonzeroBitCount
    let start = max(Double(time), writeFree[sm])
    let cycles = Double(count * 32) * cyclesPerL2Byte
    let done = start + cycles
    writeFree[sm] = done
    counts.l2WriteCycles += cycles
    counts.l2WriteBytes += count * 32
    let fresh = sectors & ~dirty[line]
    if fresh != 0 {
      dirty[line] |= fresh
      let bytes = fresh.nonzeroBitCount * 32
      counts.memoryWriteBytes += bytes
      let busy = Double(bytes) * cyclesPerMemoryByte * writeCost
      _ = queues[sm].wait(Double(time), busy: busy)
      memoryFree[sm] = max(memoryFree[sm], start - credit) + busy
      near.insert(line, fresh, arrival: Int64(done), hints.inL2)
    } else {
      near.touch(line, hints.inL2)
    }
    return Int64(done)
  }

  /// Adds to sectors of a line in L2. The first SM that does brings them from memory, and they go back once.
  ///
  /// - Returns: When L2 has what is added.
  mutating func reduce(_ sm: Int, _ line: Int, _ sectors: UInt8, at time: Int64) -> Int64 {
    let missing = sectors & ~near.sectors(line)
    if fetchedByOthers(line) {
      dirty[line] |= sectors
    } else if missing != 0 {
      _ = fetchFromMemory(sm, line, missing, [], isFar: Self.isFar(line), asked: Double(time), at: Double(time))
    }
    return store(sm, line, sectors, at: time)
  }

  /// An atomic operation on sectors of a line, which L2 executes.
  mutating func atomic(_ sm: Int, _ line: Int, _ sectors: UInt8, at time: Int64) -> Int64 {
    let read = fetch(sm, line, sectors, [.skipsL1], at: time)
    return max(read, store(sm, line, sectors, at: time))
  }

  /// Whether a line belongs to the far partition. Partitions take turns in blocks of 256 bytes, in a hashed order: a copy
  /// of 1 KiB has lines of both and takes as long as the far ones (RC379).
  @inline(__always)
  private static func isFar(_ line: Int) -> Bool { hash(line >> 1) & 1 == 1 }

  @inline(__always)
  private static func hash(_ line: Int) -> UInt64 {
    var bits = UInt64(bitPattern: Int64(line)) &* 0x9E37_79B9_7F4A_7C15
    bits ^= bits >> 32
    bits = bits &* 0xD6E8_FEB8_6659_FD93
    return bits >> 32
  }
}
