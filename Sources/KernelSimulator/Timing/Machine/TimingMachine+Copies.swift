/// Asynchronous copies and mbarriers.
extension TimingMachine {
  /// `cp.async`: a load whose result goes to shared memory.
  mutating func asyncCopy(
    _ seat: Int, _ low: UnsafeMutablePointer<LoweredInstruction>, _ op: UnsafeMutablePointer<MicroOp>, _ mask: UInt32
  ) {
    let copy = executor.program.code.copies[Int(op.pointee.e)]
    let sm = Int(warps[seat].sm)
    let sources = Lanes.slot(executor.registers, copy.source, as: UInt64.self)
    coalescer.clear()
    Lanes.each(mask) { lane in
      coalescer.add(sources[lane], copy.asyncBytes, memory.firstAddress, memory.lineCount)
    }
    memory.counts.requests += 1
    memory.counts.sectors += coalescer.sectorCount
    // What arrives is written to shared memory, which takes passes of its own.
    let passes = coalescer.passes(executor.addresses, mask, bytes: copy.asyncBytes)
    let start = Int64(memory.occupyL1(sm, now, passes: Double(max(passes, coalescer.windowCount))))
    var ready = now
    for index in 0..<coalescer.count {
      ready = max(
        ready, memory.load(sm, coalescer.lines[index], coalescer.sectors[index], low.pointee.hints, at: start))
    }
    warps[seat].copies.add(ready)
  }

  /// `cp.async.bulk` and `cp.async.bulk.tensor`, lane after lane.
  mutating func bulkCopy(
    _ seat: Int, _ low: UnsafeMutablePointer<LoweredInstruction>, _ op: UnsafeMutablePointer<MicroOp>, _ mask: UInt32
  ) {
    let copy = executor.program.code.copies[Int(op.pointee.e)]
    let operation = unsafeBitCast(op.pointee.code, to: CopyOperation.self)
    for lane in 0..<32 where mask >> UInt32(lane) & 1 == 1 {
      coalescer.clear()
      let bytes = executor.addLines(
        of: copy, operation, lane, to: &coalescer, &tensorMaps, first: memory.firstAddress, count: memory.lineCount)
      if operation == .bulkToGlobal || operation == .tensorToGlobal {
        storeBulk(seat, bytes, reduces: copy.reduction != nil)
      } else {
        loadBulk(seat, low, copy, lane, bytes)
      }
    }
  }

  /// Lines on their way to shared memory, and the mbarriers that they are told to.
  private mutating func loadBulk(
    _ seat: Int, _ low: UnsafeMutablePointer<LoweredInstruction>, _ copy: ProgramCopy, _ lane: Int, _ bytes: Int
  ) {
    let sm = Int(warps[seat].sm)
    let extra = Int64(parameters.tmaLatency.value.rounded())
    memory.counts.requests += 1
    memory.counts.sectors += coalescer.sectorCount
    var arrival = now + extra
    for index in 0..<coalescer.count {
      let hints: LoweredInstruction.Hints = low.pointee.hints
      let line = memory.fetch(sm, coalescer.lines[index], coalescer.sectors[index], hints, at: now, inStep: true)
      arrival = max(arrival, line + extra)
    }
    if coalescer.count == 0 { arrival = max(arrival, now + parameters.remoteLatency(clusterSize: smCount)) }
    arrival = fill(sm, bytes, at: arrival)
    guard let slot = copy.mbarrier else { return }
    let address = Lanes.slot(executor.registers, slot, as: UInt64.self)[lane]
    let (ownCTA, slotOffset) = executor.sharedPlace(address)
    guard let multicast = copy.multicast else {
      note(ownCTA, slotOffset, at: arrival)
      return
    }
    let mask = Lanes.slot(executor.registers, multicast, as: UInt32.self)[lane]
    let firstCTA = executor.cta.pointee.clusterFirst
    for rank in 0..<smCount where mask >> UInt32(rank) & 1 == 1 {
      // L2 reads the lines once; each copy passes the way into its SM and is written to its shared memory.
      var own = arrival
      if rank != sm {
        let through = memory.occupyInput(rank, Double(now), bytes: bytes)
        own = max(own, Int64(through) + Int64(parameters.l2NearLatency.value) + extra)
        own = fill(rank, bytes, at: own)
      }
      note(firstCTA + rank, slotOffset, at: own)
    }
  }

  /// Bytes of a copy are written to shared memory.
  ///
  /// - Returns: When the last of them is.
  private mutating func fill(_ sm: Int, _ bytes: Int, at time: Int64) -> Int64 {
    let passes = Float(bytes) / Float(parameters.l1BytesPerCycle.value)
    // They arrive one after the other; the last one at the time.
    let first = max(now, time - Int64(Double(bytes) * memory.cyclesPerInputByte))
    return max(time, memory.sharedTaken[sm].write(passes, from: first))
  }

  private mutating func storeBulk(_ seat: Int, _ bytes: Int, reduces: Bool) {
    let sm = Int(warps[seat].sm)
    memory.counts.requests += 1
    memory.counts.sectors += coalescer.sectorCount
    var done = now
    for index in 0..<coalescer.count {
      let (line, sectors) = (coalescer.lines[index], coalescer.sectors[index])
      done = max(done, reduces ? memory.reduce(sm, line, sectors, at: now) : memory.store(sm, line, sectors, at: now))
    }
    let end = done + Int64(parameters.l2NearLatency.value)
    warps[seat].bulkCopies.add(end)
    warps[seat].storesDone = max(warps[seat].storesDone, end)
  }

  /// Something arrives at an mbarrier.
  private mutating func note(_ cta: Int, _ offset: Int, at time: Int64) {
    mbarriers.note(cta, offset, at: time, phase: executor.phase(cta, offset))
  }

  /// Arrivals by instructions of a warp.
  mutating func noteMbarriers(_ op: UnsafeMutablePointer<MicroOp>, _ mask: UInt32, at time: Int64, isCopy: Bool) {
    let slot = isCopy ? executor.program.code.copies[Int(op.pointee.e)].destination : op.pointee.a
    let addresses = Lanes.slot(executor.registers, slot, as: UInt64.self)
    let isInitialization = !isCopy && op.pointee.code == MbarrierOperation.initialize.rawValue
    var rest = mask
    while rest != 0 {
      let lane = rest.trailingZeroBitCount
      rest &= rest &- 1
      let (cta, offset) = executor.sharedPlace(addresses[lane])
      if isInitialization {
        mbarriers.reset(cta, offset, at: time)
      } else {
        let isRemote = cta != executor.warp.pointee.cta
        note(cta, offset, at: isRemote ? time + parameters.remoteLatency(clusterSize: smCount) : time)
      }
    }
  }

  /// When the result of a wait for an mbarrier is there.
  mutating func mbarrierResult(_ op: UnsafeMutablePointer<MicroOp>, _ mask: UInt32, _ done: Int64) -> Int64 {
    guard mask != 0 else { return done }
    let lane = mask.trailingZeroBitCount
    let (cta, offset) = executor.sharedPlace(Lanes.slot(executor.registers, op.pointee.a, as: UInt64.self)[lane])
    return max(done, mbarriers.completed(cta, offset))
  }
}
