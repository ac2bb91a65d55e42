/// Issuing instructions.
extension TimingMachine {
  /// Counts what a warp has done until a time.
  @inline(__always)
  mutating func account(_ seat: Int, _ reason: StallReason, until time: Int64) {
    let cycles = Int(time - warps[seat].since)
    guard cycles > 0 else { return }
    if isRecording { record(seat, reason, until: time) }
    stalls[Int(reason.rawValue)] += cycles
    let instruction = Int(warps[seat].instruction)
    if instruction >= 0 {
      lineStalls[instruction * StallReason.allCases.count + Int(reason.rawValue)] += cycles
    }
    warps[seat].since = time
  }

  /// Lets a warp issue at the current cycle.
  ///
  /// - Returns: Whether it did; otherwise its time has moved.
  mutating func issue(_ seat: Int) -> Bool {
    account(seat, warps[seat].reason, until: times[seat])
    if warps[seat].instruction < 0 {
      finish(seat)
      return false
    }
    account(seat, .notSelected, until: now)
    let instruction = Int(warps[seat].instruction)
    let low = lowered + instruction
    let pipe = Int(warps[seat].scheduler) * IssuePipe.count + Int(low.pointee.pipe.rawValue)
    if low.pointee.pipe != .control, pipeFree[pipe] > now {
      hold(seat, until: pipeFree[pipe], low.pointee.pipe == .memory ? .mioThrottle : .mathPipeThrottle)
      return false
    }
    let number = Int(warps[seat].number)
    let place = executor.upcoming(number)
    guard place >= 0, Int(executor.ops[place].instruction) == instruction else {
      prepare(seat)
      return false
    }
    let op = executor.ops + place
    if low.pointee.pipe == .memory, let (until, reason) = queueHold(seat, low, op) {
      hold(seat, until: until, reason)
      return false
    }
    let mask = executor.activeLanes(op)
    let slots = Int64(low.pointee.slots)
    executor.cta.pointee.clock = UInt64(now)
    let before = executor.warpInstructions
    let turnEnd = executor.stepUpcoming()
    if turnEnd == .failed {
      failure = executor.failure
      return true
    }
    account(seat, .selected, until: now + slots)
    if executor.warpInstructions != before {
      issueSlots += Int(slots)
      schedulerIssues[Int(warps[seat].scheduler)] += Int(slots)
      lineIssues[instruction] += 1
    }
    pipeFree[pipe] = now + Int64(low.pointee.interval)
    pipeBusy[pipe] += Int64(low.pointee.interval)
    busyUntil[Int(warps[seat].scheduler)] = now + slots
    warps[seat].earliest = now + slots + Int64(low.pointee.pause)
    warps[seat].pauseReason = low.pointee.pause > 0 && low.pointee.kind == .branch ? .branchResolving : .wait
    var done = now + slots - 1 + Int64(low.pointee.extraLatency)
    var reason = low.pointee.reason
    if low.pointee.kind != .arithmetic, low.pointee.kind != .branch {
      (done, reason) = effect(seat, low, op, mask, done)
    }
    let registers = ready + seat * registerCount
    let value = done << Self.timeShift | Int64(low.pointee.result.rawValue) << 8 | Int64(reason.rawValue)
    let first = Int(low.pointee.firstWrite)
    for index in first..<first + Int(low.pointee.writeCount) { registers[Int(writes[index])] = value }
    if turnEnd == .yielded { warps[seat].earliest = max(warps[seat].earliest, now + 20) }
    prepare(seat)
    return true
  }

  /// Moves a warp's time for want of a pipe or of room in a queue.
  private mutating func hold(_ seat: Int, until time: Int64, _ reason: StallReason) {
    account(seat, reason, until: time)
    warps[seat].reason = reason
    times[seat] = time
  }

  /// A warp has ended and its stores are done.
  private mutating func finish(_ seat: Int) {
    if isRecording { recordEnd(seat) }
    warps[seat].state = .empty
    warpCycles += now - warps[seat].start
    end = max(end, now)
    times[seat] = .max
    completed |= 1 << UInt64(Int(warps[seat].number) / (smCount * warpsPerCTA))
  }

  /// Ends the run where it is: warps are counted as if they ended now.
  mutating func stop() {
    for seat in 0..<seatCount where warps[seat].state != .empty {
      warpCycles += now - warps[seat].start
      warps[seat].state = .empty
      times[seat] = .max
    }
    end = max(end, now)
  }

  /// Until when queues of memory hold an instruction back, and which.
  @inline(__always)
  private mutating func queueHold(
    _ seat: Int, _ low: UnsafeMutablePointer<LoweredInstruction>, _ op: UnsafeMutablePointer<MicroOp>
  ) -> (Int64, StallReason)? {
    let sm = Int(warps[seat].sm)
    let kind = low.pointee.kind
    let isAccess = kind == .load || kind == .store || kind == .atomic || kind == .reduction
    let isShared = !isAccess || executor.accesses[Int(op.pointee.e)].space == .shared
    let limit = Double(now) + memory.loadQueue
    if memory.l1Free[sm] > limit {
      return (now + Int64((memory.l1Free[sm] - limit).rounded(.up)), isShared ? .mioThrottle : .lgThrottle)
    }
    if kind == .store || kind == .reduction, !isShared {
      let limit = Double(now) + memory.storeQueue
      let queue = max(memory.memoryFree[sm], memory.writeFree[sm])
      if queue > limit { return (now + Int64((queue - limit).rounded(.up)), .lgThrottle) }
    }
    return nil
  }

  /// What instructions do besides computing.
  ///
  /// - Returns: When their results are there, and why others wait for them.
  private mutating func effect(
    _ seat: Int, _ low: UnsafeMutablePointer<LoweredInstruction>, _ op: UnsafeMutablePointer<MicroOp>, _ mask: UInt32,
    _ done: Int64
  ) -> (Int64, StallReason) {
    let number = Int(warps[seat].number)
    switch low.pointee.kind {
    case .load, .store, .atomic, .reduction:
      return mask == 0 ? (now, .wait) : access(seat, low, op, mask)
    case .matrixLoad, .matrixStore: return (matrixAccess(seat, op, mask), .shortScoreboard)
    case .tileLoad, .tileStore: return mask == 0 ? (now, .wait) : tileAccess(seat, low, op, mask)
    case .warpMultiply: return (done, .wait)
    case .groupMultiply: multiplyGroup(seat, op)
    case .groupCommit: warps[seat].products.commit()
    case .asyncCommit: warps[seat].copies.commit()
    case .bulkCommit: warps[seat].bulkCopies.commit()
    case .asyncCopy: if mask != 0 { asyncCopy(seat, low, op, mask) }
    case .asyncArrive: if mask != 0 { noteMbarriers(op, mask, at: max(now, warps[seat].copies.allEnd), isCopy: true) }
    case .bulkCopy: if mask != 0 { bulkCopy(seat, low, op, mask) }
    case .mbarrier: if mask != 0 { noteMbarriers(op, mask, at: arrival(seat, mask), isCopy: false) }
    case .mbarrierWait: return (mbarrierResult(op, mask, done), .longScoreboard)
    case .barrier, .clusterBarrier:
      wakeBarriers(of: number, at: barrierRelease(seat, isCluster: low.pointee.kind == .clusterBarrier))
      let operation = unsafeBitCast(op.pointee.code, to: BarrierOperation.self)
      if operation != .arrive, operation != .clusterArrive, operation != .clusterWait {
        // The warp that completes it goes on with the others.
        warps[seat].earliest = max(warps[seat].earliest, barrierTime)
        warps[seat].pauseReason = .barrier
      }
    case .exit: wakeBarriers(of: number, at: now + 1)
    case .fence:
      warps[seat].earliest = max(warps[seat].earliest, now + 6, warps[seat].storesDone)
      warps[seat].pauseReason = .membar
    case .sleep:
      let nanoseconds = low.pointee.count > 0 ? Double(low.pointee.count) : 32
      warps[seat].earliest = now + Int64(nanoseconds * clockMegahertz / 1000)
      warps[seat].pauseReason = .sleeping
    default: break
    }
    if low.pointee.kind == .mbarrier || low.pointee.kind == .asyncArrive || low.pointee.kind == .bulkCopy {
      wakeMbarriers(of: number)
    }
    return (done, low.pointee.reason)
  }

  /// When the arrivals of lanes at mbarriers have been counted, some at a time.
  private mutating func arrival(_ seat: Int, _ mask: UInt32) -> Int64 {
    let passes = (Double(mask.nonzeroBitCount) / parameters.mbarrierLanes.value).rounded(.up)
    guard passes > 1 else { return now + 1 }
    return Int64(memory.occupyL1(Int(warps[seat].sm), now, passes: passes)) + Int64(passes)
  }

  /// When a barrier lets go if this arrival completes it.
  private mutating func barrierRelease(_ seat: Int, isCluster: Bool) -> Int64 {
    let sm = Int(warps[seat].sm)
    let arrived = max(barrierFree[sm], now) + Int64(parameters.barrierArrival.value)
    barrierFree[sm] = arrived
    let latency = isCluster ? parameters.remoteSharedLatency.value : parameters.barrierLatency.value
    barrierTime = arrived + Int64(latency)
    return barrierTime
  }
}
