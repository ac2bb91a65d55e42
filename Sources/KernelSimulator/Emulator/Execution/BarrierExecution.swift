/// Barriers of CTAs and clusters.
extension Executor {
  mutating func runBarrier(_ op: UnsafePointer<MicroOp>, _ mask: UInt32) -> Signal {
    let operation = unsafeBitCast(op.pointee.code, to: BarrierOperation.self)
    if operation == .clusterArrive || operation == .clusterWait { return runClusterBarrier(operation, op, mask) }
    let fragment = warp.pointee.fragments + warp.pointee.current
    let first = mask.trailingZeroBitCount
    let number = Lanes.slot(registers, op.pointee.a, as: UInt32.self)[first]
    guard number < 16 else {
      fail(first) { kernel, cta, thread, line in
        .stopped(kernel: kernel, cta: cta, thread: thread, line: line, reason: "barrier \(number) does not exist")
      }
      return .stop
    }
    if op.pointee.flags & 1 != 0, warp.pointee.live & ~mask != 0 {
      if !fragment.pointee.isForced { return waitForLanes(mask) }
      report(
        .barrier, (warp.pointee.live & ~mask).trailingZeroBitCount, nil,
        "barrier \(number) is reached by only some threads of the warp")
    }
    fragment.pointee.isForced = false
    let skipped = fragment.pointee.mask & ~mask
    if skipped != 0 {
      fragment.pointee.mask = mask
      addFragment(place: fragment.pointee.place + 1, mask: skipped)
    }
    let barrier = cta.pointee.barriers + Int(number)
    let expected = op.pointee.flags & 2 != 0 ? Int(Lanes.slot(registers, op.pointee.b, as: UInt32.self)[first]) : 0
    barrier.pointee.expected = expected
    barrier.pointee.instruction = op.pointee.instruction
    if operation.isReduction {
      let lanes = (predicates[Int(op.pointee.c)] ^ (op.pointee.flags & 4 != 0 ? ~0 : 0)) & mask
      barrier.pointee.population += lanes.nonzeroBitCount
      barrier.pointee.participants += mask.nonzeroBitCount
    }
    sideEffects &+= 1
    races?.arrive(
      cta: warp.pointee.cta, warp: warp.pointee.index, barrier: Int(number), waits: operation != .arrive)
    if operation != .arrive {
      fragment.pointee.state = .barrier
      fragment.pointee.barrier = UInt8(number)
    }
    fragment.pointee.place += 1
    arrive(warp, barrier, Int(number), mask)
    completeIfReached(Int(number))
    return .leave
  }

  /// Counts lanes; a warp whose lanes have all arrived counts as 32 threads.
  private mutating func arrive(
    _ warp: UnsafeMutablePointer<WarpState>, _ barrier: UnsafeMutablePointer<BarrierState>, _ number: Int,
    _ lanes: UInt32
  ) {
    warp.pointee.arrivals[number] |= lanes
    if warp.pointee.live & ~warp.pointee.arrivals[number] == 0 {
      barrier.pointee.arrived += 32
      warp.pointee.arrivals[number] = 0
    }
  }

  /// Lets the waiting go on when all have arrived.
  private mutating func completeIfReached(_ number: Int) {
    let barrier = cta.pointee.barriers + number
    let all = cta.pointee.liveWarps * 32
    let expected = barrier.pointee.expected == 0 ? all : barrier.pointee.expected
    guard barrier.pointee.arrived > 0, barrier.pointee.arrived >= expected else { return }
    if barrier.pointee.expected == 0 || barrier.pointee.expected >= threadsPerCTA,
      cta.pointee.liveThreads < threadsPerCTA
    {
      reportEnded(number)
    }
    races?.complete(cta: warp.pointee.cta, barrier: number)
    let first = cta.pointee.firstWarp
    for index in first..<first + warpsPerCTA {
      let other = warps + index
      for position in 0..<other.pointee.fragmentCount {
        let fragment = other.pointee.fragments + position
        guard fragment.pointee.state == .barrier, fragment.pointee.barrier == UInt8(number) else { continue }
        fragment.pointee.state = .ready
        reduceBarrier(other, ops + Int(fragment.pointee.place) - 1, fragment.pointee.mask, barrier.pointee)
      }
    }
    barrier.pointee = BarrierState()
  }

  /// Threads that have ended do not reach the barrier.
  private mutating func reportEnded(_ number: Int) {
    let instruction = Int((cta.pointee.barriers + number).pointee.instruction)
    let bit = UInt16(1) << UInt16(EmulatorFinding.Kind.barrier.rawValue)
    guard reported[instruction] & bit == 0 else { return }
    reported[instruction] |= bit
    let ended = threadsPerCTA - cta.pointee.liveThreads
    var thread = 0
    for index in 0..<warpsPerCTA {
      let other = warps + cta.pointee.firstWarp + index
      let gone = other.pointee.threads & ~other.pointee.live
      if gone != 0 {
        thread = index * 32 + gone.trailingZeroBitCount
        break
      }
    }
    let block = launch.block
    findingOrder.append(cta.pointee.x + launch.grid.x * (cta.pointee.y + launch.grid.y * cta.pointee.z))
    findings.append(
      EmulatorFinding(
        kind: .barrier, kernel: program.kernel, cta: ctaPlace,
        thread: Launch.Extent(thread % block.x, thread / block.x % block.y, thread / (block.x * block.y)),
        line: Int(program.code.instructions[instruction].line), address: nil,
        detail: "barrier \(number) is not reached by \(ended) threads that have ended"))
  }

  /// The result of a reduction for lanes that waited.
  private mutating func reduceBarrier(
    _ warp: UnsafeMutablePointer<WarpState>, _ op: UnsafeMutablePointer<MicroOp>, _ mask: UInt32,
    _ barrier: BarrierState
  ) {
    guard op.pointee.group == .barrier else { return }
    switch unsafeBitCast(op.pointee.code, to: BarrierOperation.self) {
    case .reducePopulation:
      let d = Lanes.slot(warp.pointee.registers, op.pointee.d, as: UInt32.self)
      Lanes.each(mask) { d[$0] = UInt32(barrier.population) }
    case .reduceAnd:
      CompareExecution.write(
        warp.pointee.predicates, op.pointee.d, mask, barrier.population == barrier.participants ? ~0 : 0)
    case .reduceOr:
      CompareExecution.write(warp.pointee.predicates, op.pointee.d, mask, barrier.population > 0 ? ~0 : 0)
    default: break
    }
  }

  /// `barrier.cluster`
  private mutating func runClusterBarrier(
    _ operation: BarrierOperation, _ op: UnsafePointer<MicroOp>, _ mask: UInt32
  ) -> Signal {
    let cluster = clusters + cta.pointee.cluster
    let fragment = warp.pointee.fragments + warp.pointee.current
    if op.pointee.flags & 1 != 0, warp.pointee.live & ~mask != 0, !fragment.pointee.isForced {
      return waitForLanes(mask)
    }
    fragment.pointee.isForced = false
    if operation == .clusterArrive {
      sideEffects &+= 1
      if warp.pointee.clusterPhase != cluster.pointee.phase { warp.pointee.clusterArrivals = 0 }
      warp.pointee.clusterPhase = cluster.pointee.phase
      let new = mask & ~warp.pointee.clusterArrivals
      warp.pointee.clusterArrivals |= mask
      cluster.pointee.arrived += new.nonzeroBitCount
      races?.arriveCluster(cta: warp.pointee.cta, warp: warp.pointee.index, cluster: cta.pointee.cluster)
      completeClusterIfReached(cta.pointee.cluster)
      return .next
    }
    if warp.pointee.clusterPhase == cluster.pointee.phase, warp.pointee.clusterArrivals & mask != 0 {
      let skipped = fragment.pointee.mask & ~mask
      if skipped != 0 {
        fragment.pointee.mask = mask
        addFragment(place: fragment.pointee.place + 1, mask: skipped)
      }
      fragment.pointee.state = .cluster
      uncount()
      return .leave
    }
    races?.passCluster(cta: warp.pointee.cta, warp: warp.pointee.index, cluster: cta.pointee.cluster)
    return .next
  }

  private mutating func completeClusterIfReached(_ number: Int) {
    let cluster = clusters + number
    guard cluster.pointee.arrived > 0, cluster.pointee.arrived >= cluster.pointee.liveThreads else { return }
    cluster.pointee.arrived = 0
    cluster.pointee.phase += 1
    let first = number * ctasPerCluster * warpsPerCTA
    for index in first..<first + ctasPerCluster * warpsPerCTA {
      let other = warps + index
      for position in 0..<other.pointee.fragmentCount where other.pointee.fragments[position].state == .cluster {
        other.pointee.fragments[position].state = .ready
      }
    }
  }

  /// Threads that end are no longer waited for.
  mutating func barriersAfterExit() {
    for number in 0..<16 {
      let barrier = cta.pointee.barriers + number
      if warp.pointee.arrivals[number] != 0, warp.pointee.live & ~warp.pointee.arrivals[number] == 0 {
        // A warp that has ended is no longer waited for where all of the CTA are.
        if warp.pointee.live != 0 || barrier.pointee.expected != 0 { barrier.pointee.arrived += 32 }
        warp.pointee.arrivals[number] = 0
      }
      if barrier.pointee.arrived > 0 { completeIfReached(number) }
    }
    let cluster = cta.pointee.cluster
    // Of those that have arrived, the ones that end are no longer counted.
    if warp.pointee.clusterPhase == clusters[cluster].phase {
      let gone = warp.pointee.clusterArrivals & ~warp.pointee.live
      warp.pointee.clusterArrivals &= warp.pointee.live
      clusters[cluster].arrived -= gone.nonzeroBitCount
    }
    completeClusterIfReached(cluster)
  }
}
