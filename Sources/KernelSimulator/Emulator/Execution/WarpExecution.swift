import PTX

/// Exchanges between the lanes of a warp.
extension Executor {
  mutating func runWarp(_ op: UnsafePointer<MicroOp>, _ mask: UInt32) -> Signal {
    let operation = unsafeBitCast(op.pointee.code, to: WarpOperation.self)
    if operation == .activeMask {
      let d = Lanes.slot(registers, op.pointee.d, as: UInt32.self)
      Lanes.each(mask) { d[$0] = mask }
      return .next
    }
    let memberSlot = operation.isShuffle ? values[Int(op.pointee.c) + 1].slot : op.pointee.b
    let members = Lanes.slot(registers, memberSlot, as: UInt32.self)
    if memberMask(memberSlot, mask) & warp.pointee.live & ~mask != 0 { return waitForLanes(mask) }
    switch operation {
    case .shuffleUp, .shuffleDown, .shuffleButterfly, .shuffleIndex: shuffle(operation, op, mask)
    case .voteAll, .voteAny, .voteUniform, .voteBallot: vote(operation, op, mask, members)
    case .matchAny, .matchAll: match(operation, op, mask, members)
    case .elect:
      let d = Lanes.slot(registers, op.pointee.d, as: UInt32.self)
      var elected: UInt32 = 0
      Lanes.each(mask) { lane in
        let leader = (members[lane] & mask).trailingZeroBitCount
        d[lane] = UInt32(leader)
        if leader == lane { elected |= 1 << UInt32(lane) }
      }
      CompareExecution.write(predicates, op.pointee.e, mask, elected)
    case .synchronize, .activeMask: break
    default: reduce(operation, op, mask, members)
    }
    return .next
  }

  /// `shfl.sync`: a lane reads the source of another of its segment.
  private mutating func shuffle(_ operation: WarpOperation, _ op: UnsafePointer<MicroOp>, _ mask: UInt32) {
    let d = Lanes.slot(registers, op.pointee.d, as: UInt32.self)
    let a = Lanes.slot(registers, op.pointee.a, as: UInt32.self)
    let b = Lanes.slot(registers, op.pointee.b, as: UInt32.self)
    let c = Lanes.slot(registers, values[Int(op.pointee.c)].slot, as: UInt32.self)
    var results: (SIMD8<UInt32>, SIMD8<UInt32>, SIMD8<UInt32>, SIMD8<UInt32>) = (.zero, .zero, .zero, .zero)
    var found: UInt32 = 0
    withUnsafeMutableBytes(of: &results) { bytes in
      let result = bytes.assumingMemoryBound(to: UInt32.self)
      Lanes.each(mask) { lane in
        let own = UInt32(lane)
        let amount = b[lane] & 31
        let clamp = c[lane] & 31
        let segment = c[lane] >> 8 & 31
        let highest = (own & segment) | (clamp & ~segment)
        let lowest = own & segment
        var source: Int32
        var isFound: Bool
        switch operation {
        case .shuffleUp:
          source = Int32(own) - Int32(amount)
          isFound = source >= Int32(highest)
        case .shuffleDown:
          source = Int32(own + amount)
          isFound = source <= Int32(highest)
        case .shuffleButterfly:
          source = Int32(own ^ amount)
          isFound = source <= Int32(highest)
        default:
          source = Int32(lowest | (amount & ~segment))
          isFound = source <= Int32(highest)
        }
        if !isFound { source = Int32(own) }
        result[lane] = a[Int(source & 31)]
        if isFound { found |= 1 << own }
      }
      Lanes.each(mask) { d[$0] = result[$0] }
    }
    CompareExecution.write(predicates, op.pointee.e, mask, found)
  }

  /// `vote.sync`, for each group of lanes that name the same members.
  private mutating func vote(
    _ operation: WarpOperation, _ op: UnsafePointer<MicroOp>, _ mask: UInt32, _ members: UnsafeMutablePointer<UInt32>
  ) {
    let lanes = predicates[Int(op.pointee.a)] ^ (op.pointee.flags & 1 != 0 ? ~0 : 0)
    forEachGroup(mask, members) { group in
      let set = lanes & group
      switch operation {
      case .voteBallot:
        let d = Lanes.slot(registers, op.pointee.d, as: UInt32.self)
        Lanes.each(group) { d[$0] = set }
      case .voteAll: CompareExecution.write(predicates, op.pointee.d, group, set == group ? ~0 : 0)
      case .voteAny: CompareExecution.write(predicates, op.pointee.d, group, set != 0 ? ~0 : 0)
      default: CompareExecution.write(predicates, op.pointee.d, group, set == group || set == 0 ? ~0 : 0)
      }
    }
  }

  /// The groups of active lanes that name the same members.
  @inline(__always)
  private func forEachGroup(_ mask: UInt32, _ members: UnsafeMutablePointer<UInt32>, _ body: (UInt32) -> Void) {
    var rest = mask
    while rest != 0 {
      let first = members[rest.trailingZeroBitCount]
      var group: UInt32 = 0
      Lanes.each(rest) { if members[$0] == first { group |= 1 << UInt32($0) } }
      rest &= ~group
      body(group)
    }
  }

  /// `match.sync`
  private mutating func match(
    _ operation: WarpOperation, _ op: UnsafePointer<MicroOp>, _ mask: UInt32, _ members: UnsafeMutablePointer<UInt32>
  ) {
    let isWide = unsafeBitCast(op.pointee.variant, to: PTXType.self).bits == 64
    let words = Lanes.slot(registers, op.pointee.a, as: UInt32.self)
    let longs = Lanes.slot(registers, op.pointee.a, as: UInt64.self)
    let d = Lanes.slot(registers, op.pointee.d, as: UInt32.self)
    func value(_ lane: Int) -> UInt64 { isWide ? longs[lane] : UInt64(words[lane]) }
    forEachGroup(mask, members) { group in
      if operation == .matchAll {
        let first = value(group.trailingZeroBitCount)
        var isSame = true
        Lanes.each(group) { isSame = isSame && value($0) == first }
        Lanes.each(group) { d[$0] = isSame ? group : 0 }
        CompareExecution.write(predicates, op.pointee.e, group, isSame ? ~0 : 0)
        return
      }
      // A result may be written over a value that is still needed.
      var rest = group
      while rest != 0 {
        let first = value(rest.trailingZeroBitCount)
        var same: UInt32 = 0
        Lanes.each(rest) { if value($0) == first { same |= 1 << UInt32($0) } }
        rest &= ~same
        Lanes.each(same) { fragmentWords[$0] = same }
      }
      Lanes.each(group) { d[$0] = fragmentWords[$0] }
    }
  }

  /// `redux.sync`
  private mutating func reduce(
    _ operation: WarpOperation, _ op: UnsafePointer<MicroOp>, _ mask: UInt32, _ members: UnsafeMutablePointer<UInt32>
  ) {
    let a = Lanes.slot(registers, op.pointee.a, as: UInt32.self)
    let d = Lanes.slot(registers, op.pointee.d, as: UInt32.self)
    let isSigned = unsafeBitCast(op.pointee.variant, to: PTXType.self).isSigned
    forEachGroup(mask, members) { group in
      var result = a[group.trailingZeroBitCount]
      Lanes.each(group & (group &- 1)) { lane in
        let value = a[lane]
        switch operation {
        case .reduceAdd: result &+= value
        case .reduceMinimum:
          result =
            isSigned
            ? UInt32(bitPattern: min(Int32(bitPattern: result), Int32(bitPattern: value))) : min(result, value)
        case .reduceMaximum:
          result =
            isSigned
            ? UInt32(bitPattern: max(Int32(bitPattern: result), Int32(bitPattern: value))) : max(result, value)
        case .reduceAnd: result &= value
        case .reduceOr: result |= value
        default: result ^= value
        }
      }
      Lanes.each(group) { d[$0] = result }
    }
  }
}
