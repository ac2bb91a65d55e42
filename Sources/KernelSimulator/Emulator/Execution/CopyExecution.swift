import PTX

/// Copies by other engines. They are made where they are issued: a kernel may read what they bring only after it has
/// waited, and may change what they read only after that as well.
extension Executor {
  mutating func runCopy(_ op: UnsafePointer<MicroOp>, _ mask: UInt32) {
    let copy = program.code.copies[Int(op.pointee.e)]
    sideEffects &+= 1
    switch unsafeBitCast(op.pointee.code, to: CopyOperation.self) {
    case .async: copyAsync(copy, mask)
    case .asyncArrive:
      // Without `.noinc` the pending count grows by one first, so that nothing changes.
      guard op.pointee.flags & 1 != 0 else { return }
      loadAddresses(copy.destination, isWide: true, offset: 0, mask)
      let lanes = resolve(copy.destinationSpace, bytes: 8, isWrite: false, mask)
      for lane in 0..<32 where lanes >> UInt32(lane) & 1 == 1 {
        guard arriveOnce(hosts[lane], lane) else { return }
      }
    case .bulkToShared, .bulkToGlobal:
      for lane in 0..<32 where mask >> UInt32(lane) & 1 == 1 { copyBulk(copy, lane) }
    case .tensorToShared, .tensorToGlobal:
      for lane in 0..<32 where mask >> UInt32(lane) & 1 == 1 { copyTensor(copy, lane) }
    case .store, .reduce: storeRemote(copy, mask)
    }
  }

  /// `cp.async`
  private mutating func copyAsync(_ copy: ProgramCopy, _ mask: UInt32) {
    let bytes = copy.asyncBytes
    var ignored: UInt32 = 0
    if let ignore = copy.ignoreSource {
      ignored = (predicates[Int(ignore.predicate)] ^ (ignore.isNegated ? ~0 : 0)) & mask
    }
    var sizes = SIMD32<UInt32>(repeating: UInt32(bytes))
    if let slot = copy.sourceSize {
      let given = Lanes.slot(registers, slot, as: UInt32.self)
      Lanes.each(mask) { sizes[$0] = min(given[$0], UInt32(bytes)) }
    }
    Lanes.each(ignored) { sizes[$0] = 0 }
    var whole: UInt32 = 0
    Lanes.each(mask) { if sizes[$0] == UInt32(bytes) { whole |= 1 << UInt32($0) } }
    // Sources first: their bytes are kept while the destinations are looked up.
    let kept = UnsafeMutableRawPointer(fragmentWords)
    kept.initializeMemory(as: UInt8.self, repeating: 0, count: 32 * 16)
    loadAddresses(copy.source, isWide: true, offset: 0, mask)
    let sources = resolve(copy.sourceSpace, bytes: bytes, isWrite: false, whole)
    checkInitialized(bytes: bytes, isWrite: false, sources)
    Lanes.each(sources) { (kept + $0 * 16).copyMemory(from: hosts[$0], byteCount: bytes) }
    for lane in 0..<32 where (mask & ~whole) >> UInt32(lane) & 1 == 1 {
      let (address, size) = (addresses[lane], Int(sizes[lane]))
      if let from = range(address, copy.sourceSpace, bytes: size, alignment: bytes, isWrite: false, lane: lane) {
        checkRange(from.shadow, address, bytes: size, isWrite: false, lane: lane)
        (kept + lane * 16).copyMemory(from: from.host, byteCount: size)
      }
    }
    loadAddresses(copy.destination, isWide: true, offset: 0, mask)
    let targets = resolve(copy.destinationSpace, bytes: bytes, isWrite: true, mask)
    checkInitialized(bytes: bytes, isWrite: true, targets)
    if races != nil { noteAccess(copy.destinationSpace, bytes, isWrite: true, targets) }
    Lanes.each(targets) { hosts[$0].copyMemory(from: kept + $0 * 16, byteCount: bytes) }
  }

  /// The place of a range of bytes; `nil`, and reported, where it is not all in one buffer.
  mutating func range(
    _ address: UInt64, _ space: MemorySpace, bytes: Int, alignment: Int, isWrite: Bool, lane: Int
  ) -> (host: UnsafeMutableRawPointer, shadow: UnsafeMutableRawPointer?)? {
    addresses[lane] = address
    guard bytes > 0 else { return nil }
    guard resolve(space, bytes: 1, isWrite: isWrite, 1 << UInt32(lane)) != 0 else { return nil }
    let first = hosts[lane]
    let shadow = shadow(lane)
    addresses[lane] = address &+ UInt64(bytes) &- 1
    guard resolve(space, bytes: 1, isWrite: isWrite, 1 << UInt32(lane)) != 0, hosts[lane] == first + (bytes - 1) else {
      reportBounds(space, address, bytes, isWrite, lane)
      return nil
    }
    if address & UInt64(alignment - 1) != 0 {
      reportAlignment(space, address, bytes, isWrite, lane)
      return nil
    }
    addresses[lane] = address
    lastAccessBytes = bytes
    return (first, shadow)
  }

  /// Reports a range that nothing has written, or marks it as written.
  mutating func checkRange(
    _ shadow: UnsafeMutableRawPointer?, _ address: UInt64, bytes: Int, isWrite: Bool, lane: Int
  ) {
    guard checksInitialization, let shadow else { return }
    if isWrite {
      Self.mark(shadow, bytes)
    } else if !Self.isMarked(shadow, bytes) {
      report(.uninitialized, lane, address, "a read of \(bytes) bytes that nothing has written")
    }
  }

  /// `cp.async.bulk` and `cp.reduce.async.bulk`
  private mutating func copyBulk(_ copy: ProgramCopy, _ lane: Int) {
    let source = Lanes.slot(registers, copy.source, as: UInt64.self)[lane]
    let target = Lanes.slot(registers, copy.destination, as: UInt64.self)[lane]
    let bytes = Int(Lanes.slot(registers, copy.size, as: UInt32.self)[lane])
    guard bytes % 16 == 0 else {
      report(.misaligned, lane, source, "a bulk copy of \(bytes) bytes, which is no multiple of 16")
      return
    }
    if bytes > 0,
      let from = range(source, copy.sourceSpace, bytes: bytes, alignment: 16, isWrite: false, lane: lane)
    {
      checkRange(from.shadow, source, bytes: bytes, isWrite: false, lane: lane)
      forEachReceiver(copy, target, lane) { executor, address in
        guard
          let to = executor.range(
            address, copy.destinationSpace, bytes: bytes, alignment: 16, isWrite: true, lane: lane)
        else { return }
        if let reduction = copy.reduction {
          executor.checkRange(to.shadow, address, bytes: bytes, isWrite: false, lane: lane)
          Self.combine(reduction, copy.type, from.host, to.host, bytes, flushes: copy.destinationSpace == .global)
        } else if let maskSlot = copy.byteMask {
          let mask = Lanes.slot(executor.registers, maskSlot, as: UInt32.self)[lane]
          for index in 0..<bytes where mask >> UInt32(index % 16) & 1 == 1 {
            to.host.storeBytes(
              of: from.host.load(fromByteOffset: index, as: UInt8.self), toByteOffset: index, as: UInt8.self)
          }
        } else {
          to.host.copyMemory(from: from.host, byteCount: bytes)
        }
        executor.checkRange(to.shadow, address, bytes: bytes, isWrite: true, lane: lane)
        executor.noteCopy(copy.destinationSpace, address, bytes)
      }
    }
    tellMbarriers(copy, lane, bytes)
  }

  /// Combines the elements of two ranges.
  static func combine(
    _ operation: AtomicOperation, _ type: PTXType, _ source: UnsafeMutableRawPointer,
    _ target: UnsafeMutableRawPointer, _ bytes: Int, flushes: Bool
  ) {
    var offset = 0
    while offset + type.bytes <= bytes {
      let old = read(target + offset, type.bytes)
      if let new = operation.reduction.apply(old, read(source + offset, type.bytes), type: type, flushes: flushes) {
        write(new, target + offset, type.bytes)
      }
      offset += type.bytes
    }
  }

  /// The destination in each CTA that receives the data.
  mutating func forEachReceiver(
    _ copy: ProgramCopy, _ target: UInt64, _ lane: Int, _ body: (inout Executor, UInt64) -> Void
  ) {
    guard let slot = copy.multicast else { return body(&self, target) }
    let mask = Lanes.slot(registers, slot, as: UInt32.self)[lane] & 0xFFFF
    let offset = target & 0xFF_FFFF
    for rank in 0..<16 where mask >> UInt32(rank) & 1 == 1 {
      body(&self, UInt64(rank + 1) << AddressWindow.rankShift | offset)
    }
  }

  /// Tells the mbarrier of each receiver that its bytes have come.
  mutating func tellMbarriers(_ copy: ProgramCopy, _ lane: Int, _ bytes: Int) {
    guard let slot = copy.mbarrier else { return }
    let address = Lanes.slot(registers, slot, as: UInt64.self)[lane]
    forEachReceiver(copy, address, lane) { executor, address in
      if let place = executor.range(address, .shared, bytes: 8, alignment: 8, isWrite: false, lane: lane) {
        executor.checkRange(place.shadow, address, bytes: 8, isWrite: false, lane: lane)
        executor.completeBytes(place.host, bytes)
      }
    }
  }

  /// `st.async` and `red.async`
  private mutating func storeRemote(_ copy: ProgramCopy, _ mask: UInt32) {
    let bytes = copy.type.bytes * copy.count
    for lane in 0..<32 where mask >> UInt32(lane) & 1 == 1 {
      let address = Lanes.slot(registers, copy.destination, as: UInt64.self)[lane]
      guard let to = range(address, .shared, bytes: bytes, alignment: bytes, isWrite: true, lane: lane) else {
        continue
      }
      for index in 0..<copy.count {
        let value = read(values[copy.firstValue + index], lane)
        let place = to.host + index * copy.type.bytes
        if let reduction = copy.reduction {
          let old = Self.read(place, copy.type.bytes)
          if let new = reduction.reduction.apply(old, value, type: copy.type) {
            Self.write(new, place, copy.type.bytes)
          }
        } else {
          Self.write(value, place, copy.type.bytes)
        }
      }
      checkRange(to.shadow, address, bytes: bytes, isWrite: true, lane: lane)
      tellMbarriers(copy, lane, bytes)
    }
  }
}
