/// What a warp would execute next.
extension Executor {
  /// Makes a warp the one that runs and finds the micro-operation that its next step counts.
  ///
  /// - Returns: Its place; -1 where the warp waits, -2 where it has ended.
  @inline(__always)
  mutating func upcoming(_ number: Int) -> Int {
    select(number)
    startTurn()
    guard chooseFragment() else { return warp.pointee.fragmentCount == 0 ? -2 : -1 }
    var place = Int(warp.pointee.fragments[warp.pointee.current].place)
    while ops[place].counts == 0 { place += 1 }
    return place
  }

  /// The lanes that execute an operation of the fragment that was chosen.
  @inline(__always)
  mutating func activeLanes(_ op: UnsafeMutablePointer<MicroOp>) -> UInt32 {
    warp.pointee.fragments[warp.pointee.current].mask
      & (predicates[Int(op.pointee.guardPredicate)] ^ op.pointee.guardInvert)
  }

  /// The CTA and the offset of an address of shared memory, as the warp that runs sees it.
  @inline(__always)
  mutating func sharedPlace(_ address: UInt64) -> (cta: Int, offset: Int) {
    let rank = Int(address >> AddressWindow.rankShift & 0xFF)
    let own = warp.pointee.cta
    let number =
      rank == 0 ? own : min(cta.pointee.clusterFirst + rank - 1, cta.pointee.clusterFirst + ctasPerCluster - 1)
    return (number, Int(address & 0xFF_FFFF))
  }

  /// The parity of an mbarrier's phase.
  mutating func phase(_ cta: Int, _ offset: Int) -> UInt64 {
    guard offset + 8 <= sharedBytes else { return 0 }
    return MbarrierWord(bits: (ctas[cta].shared + offset).loadUnaligned(as: UInt64.self)).phase
  }

  /// The mbarrier whose phase an operation waits for, and the parity of that phase; `nil` where it is complete.
  @inline(__always)
  mutating func awaited(_ op: UnsafeMutablePointer<MicroOp>) -> (place: UnsafeMutableRawPointer, phase: UInt64)? {
    let operation = unsafeBitCast(op.pointee.code, to: MbarrierOperation.self)
    guard operation == .tryWait || operation == .tryParity else { return nil }
    let mask = activeLanes(op)
    guard mask != 0 else { return nil }
    let lane = mask.trailingZeroBitCount
    let (cta, offset) = sharedPlace(Lanes.slot(registers, op.pointee.a, as: UInt64.self)[lane])
    let waited: UInt64
    if operation == .tryParity {
      waited = UInt64(Lanes.slot(registers, op.pointee.b, as: UInt32.self)[lane] & 1)
    } else {
      waited = MbarrierWord(bits: Lanes.slot(registers, op.pointee.b, as: UInt64.self)[lane]).phase
    }
    guard offset + 8 <= sharedBytes, phase(cta, offset) == waited else { return nil }
    return (ctas[cta].shared + offset, waited)
  }
}
