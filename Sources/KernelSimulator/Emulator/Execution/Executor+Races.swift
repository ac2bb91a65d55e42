/// Telling the race detector of accesses to the CTA's own shared memory.
extension Executor {
  /// A load or store of a warp; an ordered one passes clocks on.
  mutating func noteAccess(_ space: MemorySpace, _ bytes: Int, isWrite: Bool, isOrdered: Bool = false, _ lanes: UInt32)
  {
    for lane in 0..<32 where lanes >> UInt32(lane) & 1 == 1 {
      guard let offset = ownSharedOffset(lane) else { continue }
      if isOrdered {
        if isWrite {
          races?.release(cta: warp.pointee.cta, warp: warp.pointee.index, host: hosts[lane])
        } else {
          races?.acquire(cta: warp.pointee.cta, warp: warp.pointee.index, host: hosts[lane])
        }
        continue
      }
      note(offset, bytes, isWrite: isWrite, lane)
    }
  }

  /// Atomics order what comes before and after them.
  mutating func noteAtomic(_ space: MemorySpace, _ bytes: Int, _ lanes: UInt32) {
    for lane in 0..<32 where lanes >> UInt32(lane) & 1 == 1 && ownSharedOffset(lane) != nil {
      races?.acquire(cta: warp.pointee.cta, warp: warp.pointee.index, host: hosts[lane])
      races?.release(cta: warp.pointee.cta, warp: warp.pointee.index, host: hosts[lane])
    }
  }

  /// A copy that a warp has issued writes as the warp does.
  mutating func noteCopy(_ space: MemorySpace, _ address: UInt64, _ bytes: Int) {
    guard races != nil, space == .shared, address >> AddressWindow.rankShift == 0 else { return }
    note(Int(address), bytes, isWrite: true, lastMask.trailingZeroBitCount)
  }

  private mutating func ownSharedOffset(_ lane: Int) -> Int? {
    let offset = hosts[lane] - cta.pointee.shared
    return offset >= 0 && offset < sharedBytes ? offset : nil
  }

  private mutating func note(_ offset: Int, _ bytes: Int, isWrite: Bool, _ lane: Int) {
    for word in offset / 4...(offset + bytes - 1) / 4 {
      let other = races?.access(cta: warp.pointee.cta, warp: warp.pointee.index, word: word, isWrite: isWrite)
      if let other {
        report(
          .race, lane, UInt64(word * 4),
          "a \(isWrite ? "write" : "read") of shared memory that warp \(other) accesses without a barrier between")
      }
    }
  }
}
