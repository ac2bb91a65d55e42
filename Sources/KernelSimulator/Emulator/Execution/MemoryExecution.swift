/// Loads and stores.
extension Executor {
  mutating func runMemory(_ op: UnsafePointer<MicroOp>, _ mask: UInt32) {
    let access = accesses + Int(op.pointee.e)
    loadAddresses(
      op.pointee.a, isWide: access.pointee.isWideAddress, offset: access.pointee.offset, mask)
    let bytes = access.pointee.bytes
    let isWrite = op.pointee.code == MemoryOperation.store.rawValue
    let lanes = resolve(access.pointee.space, bytes: bytes, isWrite: isWrite, mask)
    checkInitialized(bytes: bytes, isWrite: isWrite, lanes)
    if races != nil {
      noteAccess(access.pointee.space, bytes, isWrite: isWrite, isOrdered: access.pointee.isOrdered, lanes)
    }
    let values = self.values + access.pointee.firstValue
    if isWrite {
      sideEffects &+= 1
      for index in 0..<access.pointee.count { storeValue(values[index], access, index, lanes) }
    } else {
      for index in 0..<access.pointee.count where values[index].slot != AccessValue.dropped.slot {
        loadValue(values[index], access, index, lanes)
        if lanes != mask { clear(values[index], mask & ~lanes) }
      }
    }
  }

  /// Lanes whose access is wrong load 0.
  private mutating func clear(_ value: AccessValue, _ lanes: UInt32) {
    switch value.bits {
    case 64: Lanes.each(lanes) { Lanes.slot(registers, value.slot, as: UInt64.self)[$0] = 0 }
    case 128:
      Lanes.each(lanes) { Lanes.slot(registers, value.slot, as: UInt64.self)[$0] = 0 }
      Lanes.each(lanes) { Lanes.slot(registers, value.slot, as: UInt64.self)[32 + $0] = 0 }
    default: Lanes.each(lanes) { Lanes.slot(registers, value.slot, as: UInt32.self)[$0] = 0 }
    }
  }

  private mutating func loadValue(
    _ value: AccessValue, _ access: UnsafeMutablePointer<MemoryAccess>, _ index: Int, _ lanes: UInt32
  ) {
    let offset = index * access.pointee.elementBytes
    switch (access.pointee.elementBytes, value.bits) {
    case (4, 32):
      let d = Lanes.slot(registers, value.slot, as: UInt32.self)
      Lanes.each(lanes) { d[$0] = hosts[$0].load(fromByteOffset: offset, as: UInt32.self) }
    case (8, 64):
      let d = Lanes.slot(registers, value.slot, as: UInt64.self)
      Lanes.each(lanes) { d[$0] = hosts[$0].load(fromByteOffset: offset, as: UInt64.self) }
    case (16, _):
      let d = Lanes.slot(registers, value.slot, as: UInt64.self)
      Lanes.each(lanes) { lane in
        d[lane] = hosts[lane].load(fromByteOffset: offset, as: UInt64.self)
        d[32 + lane] = hosts[lane].load(fromByteOffset: offset + 8, as: UInt64.self)
      }
    default: loadNarrow(value, access, offset, lanes)
    }
  }

  /// Values that are extended to the width of their register.
  private mutating func loadNarrow(
    _ value: AccessValue, _ access: UnsafeMutablePointer<MemoryAccess>, _ offset: Int, _ lanes: UInt32
  ) {
    switch (access.pointee.elementBytes, access.pointee.isSigned) {
    case (1, false): extend(UInt8.self, value, offset, lanes)
    case (1, true): extend(Int8.self, value, offset, lanes)
    case (2, false): extend(UInt16.self, value, offset, lanes)
    case (2, true): extend(Int16.self, value, offset, lanes)
    case (4, false): extend(UInt32.self, value, offset, lanes)
    case (4, true): extend(Int32.self, value, offset, lanes)
    default: extend(UInt64.self, value, offset, lanes)
    }
  }

  /// Loads values of a type and extends them.
  @inline(__always)
  private mutating func extend<T: FixedWidthInteger & BitwiseCopyable>(
    _ type: T.Type, _ value: AccessValue, _ offset: Int, _ lanes: UInt32
  ) {
    switch value.bits {
    case 64:
      let d = Lanes.slot(registers, value.slot, as: UInt64.self)
      Lanes.each(lanes) { d[$0] = UInt64(truncatingIfNeeded: hosts[$0].load(fromByteOffset: offset, as: T.self)) }
    case 128:
      Lanes.each(lanes) {
        write(UInt64(truncatingIfNeeded: hosts[$0].load(fromByteOffset: offset, as: T.self)), value, $0)
      }
    case 32:
      let d = Lanes.slot(registers, value.slot, as: UInt32.self)
      Lanes.each(lanes) { d[$0] = UInt32(truncatingIfNeeded: hosts[$0].load(fromByteOffset: offset, as: T.self)) }
    default:
      let d = Lanes.slot(registers, value.slot, as: UInt32.self)
      Lanes.each(lanes) {
        d[$0] = UInt32(UInt16(truncatingIfNeeded: hosts[$0].load(fromByteOffset: offset, as: T.self)))
      }
    }
  }

  /// Writes a value to a register of any width.
  @inline(__always)
  mutating func write(_ bits: UInt64, _ value: AccessValue, _ lane: Int) {
    switch value.bits {
    case 64: Lanes.slot(registers, value.slot, as: UInt64.self)[lane] = bits
    case 128:
      Lanes.slot(registers, value.slot, as: UInt64.self)[lane] = bits
      Lanes.slot(registers, value.slot, as: UInt64.self)[32 + lane] = 0
    case 32: Lanes.slot(registers, value.slot, as: UInt32.self)[lane] = UInt32(truncatingIfNeeded: bits)
    default: Lanes.slot(registers, value.slot, as: UInt32.self)[lane] = UInt32(truncatingIfNeeded: bits & 0xFFFF)
    }
  }

  /// Reads a value from a register of any width.
  @inline(__always)
  mutating func read(_ value: AccessValue, _ lane: Int) -> UInt64 {
    value.bits == 32
      ? UInt64(Lanes.slot(registers, value.slot, as: UInt32.self)[lane])
      : Lanes.slot(registers, value.slot, as: UInt64.self)[lane]
  }

  private mutating func storeValue(
    _ value: AccessValue, _ access: UnsafeMutablePointer<MemoryAccess>, _ index: Int, _ lanes: UInt32
  ) {
    let offset = index * access.pointee.elementBytes
    switch (access.pointee.elementBytes, value.bits) {
    case (4, 32):
      let source = Lanes.slot(registers, value.slot, as: UInt32.self)
      Lanes.each(lanes) { hosts[$0].storeBytes(of: source[$0], toByteOffset: offset, as: UInt32.self) }
    case (8, 64):
      let source = Lanes.slot(registers, value.slot, as: UInt64.self)
      Lanes.each(lanes) { hosts[$0].storeBytes(of: source[$0], toByteOffset: offset, as: UInt64.self) }
    case (16, _):
      let source = Lanes.slot(registers, value.slot, as: UInt64.self)
      Lanes.each(lanes) { lane in
        hosts[lane].storeBytes(of: source[lane], toByteOffset: offset, as: UInt64.self)
        hosts[lane].storeBytes(of: source[32 + lane], toByteOffset: offset + 8, as: UInt64.self)
      }
    case (let bytes, _):
      Lanes.each(lanes) { lane in
        let bits = read(value, lane)
        switch bytes {
        case 1: hosts[lane].storeBytes(of: UInt8(truncatingIfNeeded: bits), toByteOffset: offset, as: UInt8.self)
        case 2: hosts[lane].storeBytes(of: UInt16(truncatingIfNeeded: bits), toByteOffset: offset, as: UInt16.self)
        case 4: hosts[lane].storeBytes(of: UInt32(truncatingIfNeeded: bits), toByteOffset: offset, as: UInt32.self)
        default: hosts[lane].storeBytes(of: bits, toByteOffset: offset, as: UInt64.self)
        }
      }
    }
  }
}
