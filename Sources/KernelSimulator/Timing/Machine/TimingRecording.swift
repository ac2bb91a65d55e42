/// What is kept of a run for `KernelRecord`, in flat buffers of fixed size.
///
/// Time is divided into buckets; when they are used up, neighbours are joined, so that the cost does not grow with the
/// kernel.
struct TimingRecording: ~Copyable {
  /// The buckets at most; at least half of them are used in the end.
  static let capacity = 256
  /// The exact states at most.
  static let exactCapacity = 6000

  let slotCount: Int
  private(set) var bucketCycles: Int64 = 16
  /// Cycles by slot, bucket and reason.
  private let cycles: UnsafeMutablePointer<UInt32>
  private static let reasons = StallReason.allCases.count
  /// Bytes from and to L2, and from and to memory, at the start of each bucket.
  private var l2Bytes = [0]
  private var memoryBytes = [0]
  private(set) var nextSample: Int64 = 16
  private(set) var exact: [KernelRecord.State] = []
  private(set) var exactCycles = Int64.max
  /// The last exact state of each slot.
  private var lastExact: [Int]
  private(set) var ctas: [KernelRecord.CTA] = []
  /// The position among the CTAs by slot.
  private var running: [Int]

  init(slots: Int, ctaSlots: Int) {
    slotCount = slots
    cycles = .allocate(capacity: slots * Self.capacity * Self.reasons)
    cycles.initialize(repeating: 0, count: slots * Self.capacity * Self.reasons)
    lastExact = [Int](repeating: -1, count: slots)
    running = [Int](repeating: -1, count: ctaSlots)
    exact.reserveCapacity(Self.exactCapacity)
  }

  deinit { cycles.deallocate() }

  /// A CTA starts.
  mutating func start(_ number: Int, slot: Int, at time: Int64) {
    running[slot] = ctas.count
    ctas.append(KernelRecord.CTA(number: number, slot: slot, cycles: time..<time))
  }

  /// A warp of a CTA ends.
  mutating func end(slot: Int, at time: Int64) {
    let index = running[slot]
    guard index >= 0 else { return }
    ctas[index].cycles = ctas[index].cycles.lowerBound..<max(time, ctas[index].cycles.upperBound)
  }

  /// A warp was in a state.
  mutating func add(_ slot: Int, _ reason: StallReason, from start: Int64, to end: Int64) {
    if start < exactCycles { addExact(slot, reason, start, end) }
    while end > bucketCycles * Int64(Self.capacity) { joinBuckets() }
    var time = start
    while time < end {
      let bucket = time / bucketCycles
      let until = min(end, (bucket + 1) * bucketCycles)
      cycles[(slot * Self.capacity + Int(bucket)) * Self.reasons + Int(reason.rawValue)] += UInt32(until - time)
      time = until
    }
  }

  private mutating func addExact(_ slot: Int, _ reason: StallReason, _ start: Int64, _ end: Int64) {
    let last = lastExact[slot]
    if last >= 0, exact[last].reason == reason, exact[last].cycles.upperBound == start {
      exact[last].cycles = exact[last].cycles.lowerBound..<end
      return
    }
    guard exact.count < Self.exactCapacity else {
      exactCycles = start
      return
    }
    lastExact[slot] = exact.count
    exact.append(KernelRecord.State(slot: slot, reason: reason, cycles: start..<end))
  }

  /// Notes what has passed between the levels of memory by the end of a bucket.
  mutating func sample(l2Bytes: Int, memoryBytes: Int, at time: Int64) {
    while nextSample <= time {
      if self.l2Bytes.count > Self.capacity { joinBuckets() }
      self.l2Bytes.append(l2Bytes)
      self.memoryBytes.append(memoryBytes)
      nextSample += bucketCycles
    }
  }

  private mutating func joinBuckets() {
    let row = Self.capacity * Self.reasons
    for slot in 0..<slotCount {
      let base = cycles + slot * row
      for bucket in 0..<Self.capacity / 2 {
        for reason in 0..<Self.reasons {
          base[bucket * Self.reasons + reason] =
            base[2 * bucket * Self.reasons + reason] + base[(2 * bucket + 1) * Self.reasons + reason]
        }
      }
      (base + row / 2).update(repeating: 0, count: row / 2)
    }
    bucketCycles *= 2
    l2Bytes = stride(from: 0, to: l2Bytes.count, by: 2).map { l2Bytes[$0] }
    memoryBytes = stride(from: 0, to: memoryBytes.count, by: 2).map { memoryBytes[$0] }
    nextSample = Int64(l2Bytes.count) * bucketCycles
  }

  /// Cycles of a slot in a bucket by reason.
  private func row(_ slot: Int, _ bucket: Int) -> UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: cycles + (slot * Self.capacity + bucket) * Self.reasons, count: Self.reasons)
  }

  /// The record of a run that has ended.
  func record(end: Int64, slotsPerScheduler: Int) -> KernelRecord {
    let buckets = min(Self.capacity, Int((end + bucketCycles - 1) / bucketCycles))
    // CTAs that have not ended last as long as the run.
    let ctas = ctas.map {
      $0.cycles.isEmpty
        ? KernelRecord.CTA(
          number: $0.number, slot: $0.slot, cycles: $0.cycles.lowerBound..<max(end, $0.cycles.lowerBound)) : $0
    }
    return KernelRecord(
      ctas: ctas, states: states(buckets: buckets, end: end), samples: samples(buckets: buckets, end: end),
      slotsPerScheduler: slotsPerScheduler, bucketCycles: bucketCycles, exactCycles: min(exactCycles, end), cycles: end)
  }

  /// The exact states, then the state of each bucket that took most of it; equal neighbours are joined.
  private func states(buckets: Int, end: Int64) -> [KernelRecord.State] {
    var bySlot = [[KernelRecord.State]](repeating: [], count: slotCount)
    for state in exact { bySlot[state.slot].append(state) }
    for slot in 0..<slotCount where exactCycles < end {
      let first = max(exactCycles, bySlot[slot].last?.cycles.upperBound ?? 0)
      for bucket in Int(first / bucketCycles)..<max(buckets, Int(first / bucketCycles)) {
        let start = max(first, Int64(bucket) * bucketCycles)
        let until = min(end, Int64(bucket + 1) * bucketCycles)
        let row = row(slot, bucket)
        guard until > start, let most = row.indices.max(by: { (row[$0], $1) < (row[$1], $0) }),
          // Where the slot was empty for most of a bucket it counts as empty.
          2 * row.reduce(0, { $0 + Int64($1) }) >= until - start, let reason = StallReason(rawValue: UInt8(most))
        else { continue }
        if let last = bySlot[slot].last, last.reason == reason, last.cycles.upperBound == start {
          bySlot[slot][bySlot[slot].count - 1].cycles = last.cycles.lowerBound..<until
        } else {
          bySlot[slot].append(KernelRecord.State(slot: slot, reason: reason, cycles: start..<until))
        }
      }
    }
    return bySlot.flatMap { $0 }
  }

  private func samples(buckets: Int, end: Int64) -> [KernelRecord.Sample] {
    (0..<buckets).map { bucket in
      let start = Int64(bucket) * bucketCycles
      let length = Double(min(end, start + bucketCycles) - start)
      var present = 0
      var issued = 0
      for slot in 0..<slotCount {
        let row = row(slot, bucket)
        present += row.reduce(0) { $0 + Int($1) }
        issued += Int(row[Int(StallReason.selected.rawValue)])
      }
      func rate(_ counts: [Int]) -> Double {
        guard bucket < counts.count else { return 0 }
        let next = bucket + 1 < counts.count ? counts[bucket + 1] : counts[counts.count - 1]
        return Double(next - counts[bucket]) / length
      }
      return KernelRecord.Sample(
        start: start, warps: Double(present) / length, issuePercent: 100 * Double(issued) / (4 * length),
        l2BytesPerCycle: rate(l2Bytes), memoryBytesPerCycle: rate(memoryBytes))
    }
  }
}
