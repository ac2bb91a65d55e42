/// Accesses of memory by warps.
extension TimingMachine {
  /// A load, store or atomic.
  mutating func access(
    _ seat: Int, _ low: UnsafeMutablePointer<LoweredInstruction>, _ op: UnsafeMutablePointer<MicroOp>, _ mask: UInt32
  ) -> (Int64, StallReason) {
    let access = executor.accesses + Int(op.pointee.e)
    let first = executor.addresses[mask.trailingZeroBitCount]
    switch MemorySpace(access.pointee.space, address: first) {
    case .shared: return (sharedAccess(seat, low, mask, bytes: access.pointee.bytes, first), .shortScoreboard)
    case .global, .generic: return (globalAccess(seat, low, mask, bytes: access.pointee.bytes), .longScoreboard)
    case .local:
      // A thread's own memory lies so that lanes are neighbours; it is taken to be in L1.
      let passes = Double(access.pointee.bytes * mask.nonzeroBitCount) / parameters.l1BytesPerCycle.value
      let start = memory.occupyL1(Int(warps[seat].sm), now, passes: max(1, passes.rounded(.up)))
      return (Int64(start) + memory.l1Latency, .longScoreboard)
    }
  }

  /// Shared memory, of this CTA or another one of the cluster.
  mutating func sharedAccess(
    _ seat: Int, _ low: UnsafeMutablePointer<LoweredInstruction>, _ mask: UInt32, bytes: Int, _ first: UInt64
  ) -> Int64 {
    let isAtomic = low.pointee.kind == .atomic || low.pointee.kind == .reduction
    let passes = coalescer.passes(executor.addresses, mask, bytes: bytes, serialises: isAtomic)
    let fewest = max(1, (mask.nonzeroBitCount * bytes + 127) / 128)
    memory.counts.sharedRequests += 1
    memory.counts.sharedPasses += passes
    memory.counts.bankConflicts += max(0, passes - fewest)
    let start = memory.occupyL1(Int(warps[seat].sm), now, passes: Double(passes))
    let (owner, _) = executor.sharedPlace(first)
    let isRemote = owner != executor.warp.pointee.cta
    let isClusterAddress = first >> AddressWindow.rankShift & 0xFF != 0
    let latency =
      isRemote
      ? parameters.remoteLatency(clusterSize: smCount)
      : isClusterAddress ? Int64(parameters.ownSharedLatency.value) : memory.sharedLatency
    return Int64(start) + latency + Int64(passes - 1)
  }

  /// Global memory.
  mutating func globalAccess(
    _ seat: Int, _ low: UnsafeMutablePointer<LoweredInstruction>, _ mask: UInt32, bytes: Int
  ) -> Int64 {
    let sm = Int(warps[seat].sm)
    coalescer.clear()
    let addresses = executor.addresses
    switch mask == ~0 ? Coalescer.arrangement(addresses, bytes: bytes) : .other {
    case .row: coalescer.add(row: addresses[0], 32 * bytes, memory.firstAddress, memory.lineCount)
    case .same: coalescer.add(addresses[0], bytes, memory.firstAddress, memory.lineCount)
    case .other:
      var rest = mask
      while rest != 0 {
        let lane = rest.trailingZeroBitCount
        rest &= rest &- 1
        coalescer.add(addresses[lane], bytes, memory.firstAddress, memory.lineCount)
      }
    }
    let kind = low.pointee.kind == .tileLoad ? .load : low.pointee.kind == .tileStore ? .store : low.pointee.kind
    let sectors = coalescer.sectorCount
    memory.counts.requests += 1
    memory.counts.sectors += sectors
    let banks =
      kind == .load
      ? coalescer.passes(executor.addresses, mask, bytes: bytes) : max(1, (sectors * 32 + 127) / 128)
    let passes = Double(max(banks, coalescer.windowCount))
    let start = Int64(memory.occupyL1(sm, now, passes: passes))
    var ready: Int64 = now
    for index in 0..<coalescer.count {
      let (line, part) = (coalescer.lines[index], coalescer.sectors[index])
      switch kind {
      case .load: ready = max(ready, memory.load(sm, line, part, low.pointee.hints, at: start))
      case .store:
        warps[seat].storesDone = max(warps[seat].storesDone, memory.store(sm, line, part, low.pointee.hints, at: start))
      case .atomic: ready = max(ready, memory.atomic(sm, line, part, at: start))
      default: warps[seat].storesDone = max(warps[seat].storesDone, memory.atomic(sm, line, part, at: start))
      }
    }
    return ready + Int64((passes - 1).rounded(.up))
  }

  /// `ldmatrix` and `stmatrix`: each matrix is one pass of eight rows of 16 bytes, if they lie in different banks.
  mutating func matrixAccess(_ seat: Int, _ op: UnsafeMutablePointer<MicroOp>, _ mask: UInt32) -> Int64 {
    let matrix = executor.program.code.matrices[Int(op.pointee.e)]
    let isLoad = op.pointee.code == MatrixOperation.load.rawValue
    let count = isLoad ? matrix.d.count : matrix.a.count
    let lanes: UInt32 = count >= 4 ? ~0 : (1 << UInt32(count * 8)) - 1
    return matrixRows(seat, lanes & mask, count: count)
  }

  /// Rows of 16 bytes of some matrices of 8 x 8, at the executor's addresses.
  mutating func matrixRows(_ seat: Int, _ lanes: UInt32, count: Int) -> Int64 {
    let passes = coalescer.passes(executor.addresses, lanes, bytes: 16)
    memory.counts.sharedRequests += 1
    memory.counts.sharedPasses += passes
    memory.counts.bankConflicts += max(0, passes - count)
    let start = memory.occupyL1(Int(warps[seat].sm), now, passes: Double(passes))
    return Int64(start) + memory.sharedLatency + Int64(max(passes, 1) - 1)
  }

  /// `wgmma`: the tensor core of the warp's scheduler takes half as many cycles as B has columns, and no fewer than
  /// reading A and B from shared memory takes.
  mutating func multiplyGroup(_ seat: Int, _ op: UnsafeMutablePointer<MicroOp>) {
    let matrix = executor.program.code.matrices[Int(op.pointee.e)]
    guard let group = matrix.group else { return }
    var bytes = group.columns * 32
    var cycles = group.columns / 2
    if matrix.aAddress != nil {
      bytes += 64 * 32
    } else {
      cycles = max(cycles, Int(parameters.registerMultiplyMinimum.value))
    }
    let passes = Float(bytes) / Float(parameters.l1BytesPerCycle.value)
    cycles = max(cycles, Int(passes))
    let scheduler = Int(warps[seat].scheduler)
    let start = max(now, tensorFree[scheduler])
    let end = start + Int64(cycles)
    // The four warps of the warpgroup read B together, and each its rows of A: a quarter of the passes for each.
    memory.sharedTaken[Int(warps[seat].sm)].multiply(passes / 4, from: start, to: end)
    tensorFree[scheduler] = end
    pipeBusy[scheduler * IssuePipe.count + Int(IssuePipe.tensor.rawValue)] += Int64(cycles)
    warps[seat].products.add(end)
  }
}
