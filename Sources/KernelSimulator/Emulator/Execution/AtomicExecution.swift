import PTX

/// Atomics: lane after lane.
extension Executor {
  mutating func runAtomic(_ op: UnsafePointer<MicroOp>, _ mask: UInt32) {
    let access = accesses[Int(op.pointee.e)]
    let operation = unsafeBitCast(op.pointee.code, to: AtomicOperation.self)
    let type = unsafeBitCast(op.pointee.variant, to: PTXType.self)
    loadAddresses(op.pointee.a, isWide: access.isWideAddress, offset: access.offset, mask)
    let lanes = resolve(access.space, bytes: access.bytes, isWrite: true, mask)
    checkInitialized(bytes: access.bytes, isWrite: false, lanes)
    checkInitialized(bytes: access.bytes, isWrite: true, lanes)
    if races != nil { noteAtomic(access.space, access.bytes, lanes) }
    sideEffects &+= 1
    let sources = values + access.firstValue
    let results = sources + Int(op.pointee.c)
    let hasResult = op.pointee.flags & 1 != 0
    for lane in 0..<32 where lanes >> UInt32(lane) & 1 == 1 {
      for index in 0..<access.count {
        let place = hosts[lane] + index * access.elementBytes
        if access.elementBytes == 16 {
          exchangeQuad(operation, place, sources, hasResult ? results[index] : nil, lane)
          continue
        }
        let old = Self.read(place, access.elementBytes)
        let source = read(sources[index], lane)
        let mask = access.elementBytes == 8 ? ~0 : (UInt64(1) << UInt64(access.elementBytes * 8)) - 1
        if operation == .compareAndSwap {
          if old == source & mask { Self.write(read(sources[1], lane), place, access.elementBytes) }
        } else if operation == .exchange {
          Self.write(source, place, access.elementBytes)
        } else if let new = operation.reduction.apply(
          old, source & mask, type: type, flushes: type == .f32 && access.space != .shared)
        {
          Self.write(new, place, access.elementBytes)
        }
        if hasResult, results[index].slot != AccessValue.dropped.slot { write(old, results[index], lane) }
      }
    }
  }

  /// `exch` and `cas` of 128 bits.
  private mutating func exchangeQuad(
    _ operation: AtomicOperation, _ place: UnsafeMutableRawPointer, _ sources: UnsafeMutablePointer<AccessValue>,
    _ result: AccessValue?, _ lane: Int
  ) {
    let old = (place.load(as: UInt64.self), place.load(fromByteOffset: 8, as: UInt64.self))
    func value(_ source: AccessValue) -> (UInt64, UInt64) {
      let slot = Lanes.slot(registers, source.slot, as: UInt64.self)
      return (slot[lane], slot[32 + lane])
    }
    var new: (UInt64, UInt64)? = value(sources[0])
    if operation == .compareAndSwap { new = old == value(sources[0]) ? value(sources[1]) : nil }
    if let new {
      place.storeBytes(of: new.0, as: UInt64.self)
      place.storeBytes(of: new.1, toByteOffset: 8, as: UInt64.self)
    }
    if let result, result.slot != AccessValue.dropped.slot {
      let slot = Lanes.slot(registers, result.slot, as: UInt64.self)
      slot[lane] = old.0
      slot[32 + lane] = old.1
    }
  }

  /// A value of 1 to 8 bytes in memory.
  @inline(__always)
  static func read(_ place: UnsafeRawPointer, _ bytes: Int) -> UInt64 {
    switch bytes {
    case 1: UInt64(place.load(as: UInt8.self))
    case 2: UInt64(place.loadUnaligned(as: UInt16.self))
    case 4: UInt64(place.loadUnaligned(as: UInt32.self))
    default: place.loadUnaligned(as: UInt64.self)
    }
  }

  /// Writes a value of 1 to 8 bytes to memory.
  @inline(__always)
  static func write(_ value: UInt64, _ place: UnsafeMutableRawPointer, _ bytes: Int) {
    switch bytes {
    case 1: place.storeBytes(of: UInt8(truncatingIfNeeded: value), as: UInt8.self)
    case 2: place.storeBytes(of: UInt16(truncatingIfNeeded: value), as: UInt16.self)
    case 4: place.storeBytes(of: UInt32(truncatingIfNeeded: value), as: UInt32.self)
    default: place.storeBytes(of: value, as: UInt64.self)
    }
  }
}
