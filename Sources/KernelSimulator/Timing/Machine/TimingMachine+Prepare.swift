/// Finding out when a warp can issue next.
extension TimingMachine {
  static let timeShift: Int64 = 16

  /// Executes what needs no issue and computes when the next instruction can issue.
  mutating func prepare(_ seat: Int) {
    let number = Int(warps[seat].number)
    while !hasFailed {
      let place = executor.upcoming(number)
      if place < 0 {
        park(seat, hasEnded: place == -2)
        return
      }
      let op = executor.ops + place
      let instruction = Int(op.pointee.instruction)
      let low = lowered + instruction
      if low.pointee.slots == 0 {
        freeInstructions += 1
        stepFree(seat, low)
        continue
      }
      warps[seat].instruction = Int32(instruction)
      if low.pointee.kind == .mbarrierWait, waitsForPhase(seat, op) {
        warps[seat].state = .mbarrier
        setTime(seat, .max)
        return
      }
      warps[seat].state = .running
      schedule(seat, low)
      return
    }
  }

  /// The time at which the operands of an instruction are there.
  private mutating func schedule(_ seat: Int, _ low: UnsafeMutablePointer<LoweredInstruction>) {
    let registers = ready + seat * registerCount
    var time = warps[seat].earliest
    var reason = warps[seat].pauseReason
    let first = Int(low.pointee.firstRead)
    for index in first..<first + Int(low.pointee.readCount) {
      let read = reads[index]
      let value = registers[Int(read & Lowering.registerMask)]
      let latency = Int64(latencies[Int(value >> 8 & 0xFF) << 3 | Int(read >> 24)])
      let done = value >> Self.timeShift + latency
      if done > time {
        time = done
        reason = StallReason(rawValue: UInt8(value & 0xFF)) ?? .wait
      }
    }
    let (groupEnd, groupReason) = groupTime(seat, low)
    if groupEnd > time {
      time = groupEnd
      reason = groupReason
    }
    warps[seat].reason = reason
    setTime(seat, time)
  }

  /// When the groups that an instruction waits for have ended.
  @inline(__always)
  private mutating func groupTime(_ seat: Int, _ low: UnsafeMutablePointer<LoweredInstruction>) -> (Int64, StallReason)
  {
    switch low.pointee.kind {
    case .asyncWait: (warps[seat].copies.end(allBut: Int(low.pointee.count)), .longScoreboard)
    case .bulkWait: (warps[seat].bulkCopies.end(allBut: Int(low.pointee.count)), .longScoreboard)
    case .groupWait: (warps[seat].products.end(allBut: Int(low.pointee.count)), .gmma)
    default: (0, .wait)
    }
  }

  /// Sets when a warp can issue.
  @inline(__always)
  mutating func setTime(_ seat: Int, _ time: Int64) {
    times[seat] = time
    let scheduler = Int(warps[seat].scheduler)
    if time < nextTime[scheduler] { nextTime[scheduler] = time }
  }

  /// Executes an instruction that takes no slot; its result is there when its operands are.
  private mutating func stepFree(_ seat: Int, _ low: UnsafeMutablePointer<LoweredInstruction>) {
    let registers = ready + seat * registerCount
    var latest: Int64 = 0
    let first = Int(low.pointee.firstRead)
    for index in first..<first + Int(low.pointee.readCount) {
      latest = max(latest, registers[Int(reads[index] & Lowering.registerMask)])
    }
    let firstWrite = Int(low.pointee.firstWrite)
    for index in firstWrite..<firstWrite + Int(low.pointee.writeCount) { registers[Int(writes[index])] = latest }
    if executor.stepUpcoming() == .failed { failure = executor.failure }
  }

  /// A warp that cannot go on.
  private mutating func park(_ seat: Int, hasEnded: Bool) {
    if hasEnded {
      // It keeps its place until its stores have reached L2.
      warps[seat].state = .parked
      warps[seat].instruction = -1
      warps[seat].reason = .drain
      setTime(seat, max(warps[seat].earliest, warps[seat].storesDone))
      return
    }
    var isBarrier = false
    for index in 0..<executor.warp.pointee.fragmentCount {
      let state = executor.warp.pointee.fragments[index].state
      if state == .barrier || state == .cluster { isBarrier = true }
    }
    warps[seat].state = isBarrier ? .barrier : .parked
    warps[seat].reason = .barrier
    setTime(seat, .max)
  }

  /// Whether the phase that an instruction waits for is not complete yet; then what it waits for is kept.
  private mutating func waitsForPhase(_ seat: Int, _ op: UnsafeMutablePointer<MicroOp>) -> Bool {
    guard let (place, phase) = executor.awaited(op) else { return false }
    warps[seat].mbarrier = place
    warps[seat].waitedPhase = phase
    return true
  }

  /// Lets those go on whose mbarrier has changed.
  mutating func wakeMbarriers(of number: Int) {
    let perCluster = smCount * warpsPerCTA
    let first = number / perCluster * perCluster
    for other in first..<first + perCluster {
      let seat = Int(seats[other])
      guard warps[seat].state == .mbarrier, let place = warps[seat].mbarrier,
        MbarrierWord(bits: place.loadUnaligned(as: UInt64.self)).phase != warps[seat].waitedPhase
      else { continue }
      resume(seat, at: now, .longScoreboard)
    }
  }

  /// Lets those go on whose barrier is complete.
  mutating func wakeBarriers(of number: Int, at time: Int64) {
    let perCluster = smCount * warpsPerCTA
    let first = number / perCluster * perCluster
    for other in first..<first + perCluster {
      let seat = Int(seats[other])
      guard warps[seat].state == .barrier else { continue }
      let warp = executor.warps + other
      var isReady = warp.pointee.fragmentCount == 0
      for index in 0..<warp.pointee.fragmentCount where warp.pointee.fragments[index].state == .ready { isReady = true }
      if isReady { resume(seat, at: time, .barrier) }
    }
  }

  private mutating func resume(_ seat: Int, at time: Int64, _ reason: StallReason) {
    warps[seat].state = .running
    warps[seat].earliest = max(warps[seat].earliest, time)
    warps[seat].pauseReason = reason
    prepare(seat)
  }
}
