/// Instructions of which there is one kind.
extension Executor {
  mutating func runSpecial(_ op: UnsafePointer<MicroOp>, _ mask: UInt32) -> Signal {
    switch unsafeBitCast(op.pointee.code, to: SpecialOperation.self) {
    case .nothing, .createPolicy: return .next
    case .markRegister:
      predicates[Int(op.pointee.d)] |= mask
      return .next
    case .checkRegister:
      let missing = mask & ~predicates[Int(op.pointee.a)]
      if missing != 0 {
        let name = program.code.registerNames[Int(op.pointee.e)]
        report(
          .uninitializedRegister, missing.trailingZeroBitCount, nil,
          "a read of \(name), which nothing has written")
      }
      return .next
    case .sleep: return yield()
    case .clock:
      let clock = unsafeBitCast(op.pointee.variant, to: ClockRegister.self)
      // Within a turn the instructions of the CTA have not been added up yet.
      let value = clock.value(cta.pointee.clock &+ UInt64(bitPattern: Int64(warpInstructions)) &- turnStart)
      let isWide = clock.bits == 64
      Lanes.each(mask) { lane in
        if isWide {
          Lanes.slot(registers, op.pointee.d, as: UInt64.self)[lane] = value
        } else {
          Lanes.slot(registers, op.pointee.d, as: UInt32.self)[lane] = UInt32(truncatingIfNeeded: value)
        }
      }
      return .next
    case .mapAddress: mapAddress(op, mask)
    case .addressRank:
      let (a, d) = (
        Lanes.slot(registers, op.pointee.a, as: UInt64.self), Lanes.slot(registers, op.pointee.d, as: UInt64.self)
      )
      let own = UInt64(cta.pointee.rank)
      Lanes.each(mask) { lane in
        let rank = a[lane] >> AddressWindow.rankShift & 0xFF
        d[lane] = rank == 0 ? own : rank - 1
      }
    case .isSpace: isSpace(op, mask)
    case .replaceTensorMap: replaceTensorMap(op, mask)
    case .copyTensorMap: copyTensorMap(op, mask)
    }
    return hasFailed ? .stop : .next
  }

  /// `mapa`: the same place in another CTA of the cluster.
  private mutating func mapAddress(_ op: UnsafePointer<MicroOp>, _ mask: UInt32) {
    let (a, d) = (
      Lanes.slot(registers, op.pointee.a, as: UInt64.self), Lanes.slot(registers, op.pointee.d, as: UInt64.self)
    )
    let ranks = Lanes.slot(registers, op.pointee.b, as: UInt32.self)
    Lanes.each(mask) { lane in
      let window = a[lane] & ~0xFFFF_FFFF
      d[lane] = window | UInt64(ranks[lane] &+ 1) << AddressWindow.rankShift | (a[lane] & 0xFF_FFFF)
    }
  }

  /// `isspacep`
  private mutating func isSpace(_ op: UnsafePointer<MicroOp>, _ mask: UInt32) {
    let a = Lanes.slot(registers, op.pointee.a, as: UInt64.self)
    let space = unsafeBitCast(op.pointee.variant, to: MemorySpace.self)
    var result: UInt32 = 0
    for lane in 0..<32 where mask >> UInt32(lane) & 1 == 1 {
      let isThere: Bool
      switch space {
      case .shared:
        let isShared = a[lane] >> 40 == AddressWindow.shared >> 40
        isThere = isShared && (op.pointee.flags & 1 != 0 || a[lane] >> AddressWindow.rankShift & 0xFF == 0)
      case .local: isThere = a[lane] >> 40 == AddressWindow.local >> 40
      default:
        let page = (a[lane] &- AddressWindow.global) >> DeviceMemory.pageShift
        let index = page < UInt64(pageCount) ? pages[Int(page)] : -1
        // Constants and parameters may only be read, so that this tells them from other memory.
        isThere = a[lane] >> 40 == 0 && (index >= 0 && buffers[Int(index)].isReadOnly) == (op.pointee.flags & 2 != 0)
      }
      if isThere { result |= 1 << UInt32(lane) }
    }
    CompareExecution.write(predicates, op.pointee.d, mask, result)
  }

  /// `tensormap.replace`
  private mutating func replaceTensorMap(_ op: UnsafePointer<MicroOp>, _ mask: UInt32) {
    let field = unsafeBitCast(op.pointee.variant, to: TensorMapField.self)
    let space = unsafeBitCast(UInt8(truncatingIfNeeded: op.pointee.flags), to: MemorySpace.self)
    sideEffects &+= 1
    for lane in 0..<32 where mask >> UInt32(lane) & 1 == 1 {
      let address = Lanes.slot(registers, op.pointee.a, as: UInt64.self)[lane]
      guard let map = range(address, space, bytes: 128, alignment: 64, isWrite: true, lane: lane) else { continue }
      let ordinal = Int(Lanes.slot(registers, op.pointee.c, as: UInt32.self)[lane])
      let value = Lanes.slot(registers, op.pointee.b, as: UInt64.self)[lane]
      checkRange(map.shadow, address, bytes: 128, isWrite: true, lane: lane)
      if !field.replace(in: map.host, ordinal: ordinal, value: value) {
        fail(lane) { kernel, cta, thread, line in
          .stopped(
            kernel: kernel, cta: cta, thread: thread, line: line,
            reason: "a tensor map has no \(field.rawValue) \(ordinal)")
        }
        return
      }
    }
  }

  /// `tensormap.cp_fenceproxy`: the 128 bytes are copied once for the warp.
  private mutating func copyTensorMap(_ op: UnsafePointer<MicroOp>, _ mask: UInt32) {
    let lane = mask.trailingZeroBitCount
    sideEffects &+= 1
    let target = Lanes.slot(registers, op.pointee.a, as: UInt64.self)[lane]
    let source = Lanes.slot(registers, op.pointee.b, as: UInt64.self)[lane]
    guard let from = range(source, .shared, bytes: 128, alignment: 16, isWrite: false, lane: lane),
      let to = range(target, .global, bytes: 128, alignment: 16, isWrite: true, lane: lane)
    else { return }
    checkRange(from.shadow, source, bytes: 128, isWrite: false, lane: lane)
    to.host.copyMemory(from: from.host, byteCount: 128)
    checkRange(to.shadow, target, bytes: 128, isWrite: true, lane: lane)
  }
}
