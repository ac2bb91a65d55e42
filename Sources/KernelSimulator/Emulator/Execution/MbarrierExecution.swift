/// Operations on mbarrier objects, lane after lane.
extension Executor {
  mutating func runMbarrier(_ op: UnsafePointer<MicroOp>, _ mask: UInt32) -> Signal {
    let operation = unsafeBitCast(op.pointee.code, to: MbarrierOperation.self)
    let counts = Lanes.slot(registers, op.pointee.b, as: UInt32.self)
    let states = Lanes.slot(registers, op.pointee.b, as: UInt64.self)
    if operation == .pendingCount {
      let d = Lanes.slot(registers, op.pointee.d, as: UInt32.self)
      Lanes.each(mask) { d[$0] = UInt32(MbarrierWord(bits: states[$0]).pending) }
      return .next
    }
    loadAddresses(op.pointee.a, isWide: true, offset: 0, mask)
    let isInitialization = operation == .initialize
    let lanes = resolve(
      unsafeBitCast(op.pointee.variant, to: MemorySpace.self), bytes: 8, isWrite: isInitialization, mask)
    checkInitialized(bytes: 8, isWrite: isInitialization, lanes)
    switch operation {
    case .testWait, .testParity, .tryWait, .tryParity:
      let isParity = operation == .testParity || operation == .tryParity
      var done: UInt32 = 0
      for lane in 0..<32 where lanes >> UInt32(lane) & 1 == 1 {
        let phase = MbarrierWord(bits: hosts[lane].load(as: UInt64.self)).phase
        let waited = isParity ? UInt64(counts[lane] & 1) : MbarrierWord(bits: states[lane]).phase
        if phase != waited {
          done |= 1 << UInt32(lane)
          races?.acquire(cta: warp.pointee.cta, warp: warp.pointee.index, host: hosts[lane])
        }
      }
      CompareExecution.write(predicates, op.pointee.d, mask, done)
      if done != mask, operation == .tryWait || operation == .tryParity { return yield() }
      return .next
    default: break
    }
    sideEffects &+= 1
    for lane in 0..<32 where lanes >> UInt32(lane) & 1 == 1 {
      guard change(operation, op, lane, Int(Int32(bitPattern: counts[lane]))) else { return .stop }
    }
    return .next
  }

  /// Lets other fragments and warps go first; this fragment goes on behind the instruction.
  mutating func yield() -> Signal {
    let fragment = warp.pointee.fragments + warp.pointee.current
    fragment.pointee.place += 1
    fragment.pointee.state = .yielded
    return .leave
  }

  /// Changes the object of a lane.
  private mutating func change(
    _ operation: MbarrierOperation, _ op: UnsafePointer<MicroOp>, _ lane: Int, _ count: Int
  ) -> Bool {
    let host = hosts[lane]
    if operation == .initialize {
      guard (1...MbarrierWord.maximumCount).contains(count) else {
        return refuse(lane, "an mbarrier of \(count) arrivals")
      }
      host.storeBytes(of: MbarrierWord(expected: count).bits, as: UInt64.self)
      return true
    }
    if operation == .invalidate {
      // A new initialisation may follow, and any other use of the place.
      return true
    }
    var word = MbarrierWord(bits: host.load(as: UInt64.self))
    let before = word.bits
    races?.release(cta: warp.pointee.cta, warp: warp.pointee.index, host: host)
    switch operation {
    case .expect: word.bytes += count
    case .complete: word.bytes -= count
    case .arriveExpect, .arriveDropExpect:
      guard word.pending > 0 else { return refuse(lane, "more arrivals at an mbarrier than its phase expects") }
      word.bytes += count
      word.pending -= 1
      if operation == .arriveDropExpect { word.expected -= 1 }
    default:
      guard count >= 0, word.pending >= count else {
        return refuse(lane, "more arrivals at an mbarrier than its phase expects")
      }
      word.pending -= count
      if operation == .arriveDrop { word.expected -= count }
    }
    _ = word.complete()
    host.storeBytes(of: word.bits, as: UInt64.self)
    switch operation {
    case .arrive, .arriveDrop, .arriveExpect, .arriveDropExpect:
      Lanes.slot(registers, op.pointee.d, as: UInt64.self)[lane] = before
    default: break
    }
    return true
  }

  private mutating func refuse(_ lane: Int, _ reason: String) -> Bool {
    fail(lane) { kernel, cta, thread, line in
      .stopped(kernel: kernel, cta: cta, thread: thread, line: line, reason: reason)
    }
    return false
  }

  /// Tells an mbarrier that bytes have arrived.
  mutating func completeBytes(_ host: UnsafeMutableRawPointer, _ count: Int) {
    var word = MbarrierWord(bits: host.loadUnaligned(as: UInt64.self))
    word.bytes -= count
    _ = word.complete()
    host.storeBytes(of: word.bits, as: UInt64.self)
    races?.release(cta: warp.pointee.cta, warp: warp.pointee.index, host: host)
  }

  /// One arrival at an mbarrier.
  mutating func arriveOnce(_ host: UnsafeMutableRawPointer, _ lane: Int) -> Bool {
    var word = MbarrierWord(bits: host.loadUnaligned(as: UInt64.self))
    guard word.pending > 0 else { return refuse(lane, "more arrivals at an mbarrier than its phase expects") }
    word.pending -= 1
    _ = word.complete()
    host.storeBytes(of: word.bits, as: UInt64.self)
    races?.release(cta: warp.pointee.cta, warp: warp.pointee.index, host: host)
    return true
  }
}
