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
}
