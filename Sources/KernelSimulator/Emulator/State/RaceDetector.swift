/// Finds accesses of two warps to the same shared memory that nothing orders.
///
/// Every warp has a clock for each warp of its CTA (a vector clock, as FastTrack has it: Flanagan and Freund, PLDI
/// 2009); barriers, mbarriers, atomics and ordered accesses pass clocks on. Memory remembers by words of four bytes who
/// wrote last and when each warp has read. Lanes of one warp are taken as ordered.
struct RaceDetector {
  private let warps: Int
  private let words: Int
  /// The clock that a warp knows of another: by CTA, warp, other warp.
  private var clocks: [UInt32]
  /// What has arrived at barriers: by CTA, barrier, warp.
  private var barriers: [UInt32]
  /// Which warps wait at barriers: by CTA and barrier.
  private var waiting: [UInt32]
  /// By CTA and word: the last write, as the warp and its clock.
  private var writes: [[UInt64]]
  /// By CTA, word and warp: the clock of the last read.
  private var reads: [[UInt32]]
  /// What has been released at places in memory.
  private var released: [UnsafeMutableRawPointer: [UInt32]] = [:]
  private var clusterClocks: [Int: [Int: [UInt32]]] = [:]

  init(warps: Int, sharedBytes: Int, ctas: Int) {
    self.warps = warps
    words = (sharedBytes + 3) / 4
    clocks = Array(repeating: 0, count: ctas * warps * warps)
    barriers = Array(repeating: 0, count: ctas * 16 * warps)
    waiting = Array(repeating: 0, count: ctas * 16)
    writes = Array(repeating: [], count: ctas)
    reads = Array(repeating: [], count: ctas)
  }

  /// Forgets what a CTA has done.
  mutating func reset(_ cta: Int) {
    for warp in 0..<warps {
      for other in 0..<warps { clocks[(cta * warps + warp) * warps + other] = warp == other ? 1 : 0 }
    }
    for index in 0..<16 * warps { barriers[cta * 16 * warps + index] = 0 }
    for index in 0..<16 { waiting[cta * 16 + index] = 0 }
    writes[cta] = Array(repeating: 0, count: words)
    reads[cta] = Array(repeating: 0, count: words * warps)
    if cta == 0 { released.removeAll(keepingCapacity: true) }
  }

  @inline(__always)
  private func clock(_ cta: Int, _ warp: Int, _ other: Int) -> UInt32 { clocks[(cta * warps + warp) * warps + other] }

  private mutating func tick(_ cta: Int, _ warp: Int) { clocks[(cta * warps + warp) * warps + warp] += 1 }

  /// A warp arrives at a barrier.
  mutating func arrive(cta: Int, warp: Int, barrier: Int, waits: Bool) {
    for other in 0..<warps {
      let index = (cta * 16 + barrier) * warps + other
      barriers[index] = max(barriers[index], clock(cta, warp, other))
    }
    if waits { waiting[cta * 16 + barrier] |= 1 << UInt32(warp) }
    tick(cta, warp)
  }

  /// A barrier lets its warps go.
  mutating func complete(cta: Int, barrier: Int) {
    for warp in 0..<warps where waiting[cta * 16 + barrier] >> UInt32(warp) & 1 == 1 {
      for other in 0..<warps {
        let index = (cta * warps + warp) * warps + other
        clocks[index] = max(clocks[index], barriers[(cta * 16 + barrier) * warps + other])
      }
    }
    waiting[cta * 16 + barrier] = 0
    for other in 0..<warps { barriers[(cta * 16 + barrier) * warps + other] = 0 }
  }

  /// What a warp has done is visible to those who acquire at a place.
  mutating func release(cta: Int, warp: Int, host: UnsafeMutableRawPointer) {
    var known = released[host] ?? Array(repeating: 0, count: warps)
    for other in 0..<warps { known[other] = max(known[other], clock(cta, warp, other)) }
    released[host] = known
    tick(cta, warp)
  }

  /// A warp sees what was released at a place.
  mutating func acquire(cta: Int, warp: Int, host: UnsafeMutableRawPointer) {
    guard let known = released[host] else { return }
    for other in 0..<warps {
      let index = (cta * warps + warp) * warps + other
      clocks[index] = max(clocks[index], known[other])
    }
  }

  /// A warp arrives at the barrier of its cluster.
  mutating func arriveCluster(cta: Int, warp: Int, cluster: Int) {
    var known = clusterClocks[cluster]?[cta] ?? Array(repeating: 0, count: warps)
    for other in 0..<warps { known[other] = max(known[other], clock(cta, warp, other)) }
    clusterClocks[cluster, default: [:]][cta] = known
    tick(cta, warp)
  }

  /// A warp goes on behind the barrier of its cluster.
  mutating func passCluster(cta: Int, warp: Int, cluster: Int) {
    guard let known = clusterClocks[cluster]?[cta] else { return }
    for other in 0..<warps {
      let index = (cta * warps + warp) * warps + other
      clocks[index] = max(clocks[index], known[other])
    }
  }

  /// A warp reads or writes a word.
  ///
  /// - Returns: The other warp of a race.
  mutating func access(cta: Int, warp: Int, word: Int, isWrite: Bool) -> Int? {
    guard word >= 0, word < words else { return nil }
    let last = writes[cta][word]
    let own = clock(cta, warp, warp)
    var conflict: Int?
    if last != 0 {
      let writer = Int(last >> 32)
      if writer != warp, UInt32(truncatingIfNeeded: last) > clock(cta, warp, writer) { conflict = writer }
    }
    if isWrite {
      for reader in 0..<warps where reader != warp {
        if reads[cta][word * warps + reader] > clock(cta, warp, reader) { conflict = reader }
      }
      writes[cta][word] = UInt64(warp) << 32 | UInt64(own)
    } else {
      reads[cta][word * warps + warp] = own
    }
    return conflict
  }
}
