/// From addresses to places in memory.
extension Executor {
  /// Finds the places of the active lanes' addresses and checks them.
  ///
  /// - Parameters:
  ///   - space: What the addresses mean.
  ///   - bytes: How many bytes each lane accesses.
  ///   - isWrite: Whether they are written.
  /// - Returns: The lanes whose access is right; the others are reported.
  mutating func resolve(_ space: MemorySpace, bytes: Int, isWrite: Bool, _ mask: UInt32) -> UInt32 {
    lastAccessBytes = bytes
    switch space {
    case .global: return resolveGlobal(bytes, isWrite, mask)
    case .shared: return resolveShared(bytes, isWrite, mask)
    case .local: return resolveLocal(bytes, isWrite, mask)
    case .generic: return resolveGeneric(bytes, isWrite, mask)
    }
  }

  /// Usually all lanes are within the buffer of the first one: then they are checked all at once.
  private mutating func resolveGlobal(_ bytes: Int, _ isWrite: Bool, _ mask: UInt32) -> UInt32 {
    if let buffer = find(addresses[mask.trailingZeroBitCount]), !isWrite || !buffer.isReadOnly,
      place(from: buffer.address, byteCount: buffer.byteCount, at: buffer.host, bytes, mask)
    {
      shadowing = buffer.shadow == nil ? .none : .uniform
      if let shadow = buffer.shadow { shadowDistance = shadow - buffer.host }
      return mask
    }
    shadowing = .lanes
    return resolveEachGlobal(bytes, isWrite, mask)
  }

  /// Finds the places of lanes that are all within a range.
  ///
  /// - Returns: Whether they are, and aligned.
  @inline(__always)
  private mutating func place(
    from start: UInt64, byteCount: Int, at host: UnsafeMutableRawPointer, _ bytes: Int, _ mask: UInt32
  ) -> Bool {
    guard byteCount >= bytes else { return false }
    let limit = UInt64(byteCount - bytes)
    // The sign of either number says that a lane is before the start or behind the limit.
    var beyond: UInt64 = 0
    var alignment: UInt64 = 0
    if mask == ~0 {
      for lane in 0..<32 {
        let offset = addresses[lane] &- start
        beyond |= offset | (limit &- offset)
        alignment |= addresses[lane]
        hosts[lane] = host + Int(bitPattern: UInt(offset))
      }
    } else {
      var rest = mask
      while rest != 0 {
        let lane = rest.trailingZeroBitCount
        rest &= rest &- 1
        let offset = addresses[lane] &- start
        beyond |= offset | (limit &- offset)
        alignment |= addresses[lane]
        hosts[lane] = host + Int(bitPattern: UInt(offset))
      }
    }
    return beyond >> 63 == 0 && alignment & (UInt64(bytes) &- 1) == 0
  }

  private mutating func resolveEachGlobal(_ bytes: Int, _ isWrite: Bool, _ mask: UInt32) -> UInt32 {
    let alignment = UInt64(bytes) &- 1
    var result = mask
    var buffer = MemoryBuffer(address: 0, byteCount: 0, host: constantImage, shadow: nil, isReadOnly: false)
    var limit: UInt64 = 0
    var isKnown = false
    var rest = mask
    while rest != 0 {
      let lane = rest.trailingZeroBitCount
      rest &= rest &- 1
      let address = addresses[lane]
      var offset = address &- buffer.address
      if !isKnown || offset > limit {
        guard let found = find(address), address &- found.address &+ UInt64(bytes) <= UInt64(found.byteCount) else {
          result &= ~(1 << UInt32(lane))
          reportBounds(.global, address, bytes, isWrite, lane)
          continue
        }
        buffer = found
        isKnown = true
        limit = UInt64(buffer.byteCount) &- UInt64(bytes)
        offset = address &- buffer.address
        if isWrite && buffer.isReadOnly {
          result &= ~(1 << UInt32(lane))
          isKnown = false
          report(.readOnly, lane, address, "a write of \(bytes) bytes to memory that may only be read")
          continue
        }
      }
      if address & alignment != 0 {
        result &= ~(1 << UInt32(lane))
        reportAlignment(.global, address, bytes, isWrite, lane)
        continue
      }
      hosts[lane] = buffer.host + Int(offset)
      shadows[lane] = buffer.shadow.map { $0 + Int(offset) }
    }
    return result
  }

  /// The buffer of a global address.
  @inline(__always)
  private mutating func find(_ address: UInt64) -> MemoryBuffer? {
    let page = (address &- AddressWindow.global) >> DeviceMemory.pageShift
    guard page < UInt64(pageCount) else { return nil }
    let index = pages[Int(page)]
    return index < 0 ? nil : buffers[Int(index)]
  }

  private mutating func resolveShared(_ bytes: Int, _ isWrite: Bool, _ mask: UInt32) -> UInt32 {
    let alignment = UInt64(bytes) &- 1
    let (own, ownShadow) = (cta.pointee.shared, cta.pointee.sharedShadow)
    let reserved = UInt64(Decoder.reservedSharedBytes)
    if place(
      from: reserved, byteCount: sharedBytes - Decoder.reservedSharedBytes, at: own + Decoder.reservedSharedBytes,
      bytes, mask)
    {
      shadowing = .uniform
      shadowDistance = ownShadow - own
      return mask
    }
    shadowing = .lanes
    let size = UInt64(sharedBytes) &- reserved
    var result = mask
    var rest = mask
    while rest != 0 {
      let lane = rest.trailingZeroBitCount
      rest &= rest &- 1
      let address = addresses[lane]
      let offset = address & 0xFF_FFFF
      let rank = address >> AddressWindow.rankShift
      guard offset &- reserved < size, offset &- reserved &+ UInt64(bytes) <= size, rank <= UInt64(ctasPerCluster)
      else {
        result &= ~(1 << UInt32(lane))
        reportBounds(.shared, address, bytes, isWrite, lane)
        continue
      }
      if address & alignment != 0 {
        result &= ~(1 << UInt32(lane))
        reportAlignment(.shared, address, bytes, isWrite, lane)
        continue
      }
      if rank == 0 {
        hosts[lane] = own + Int(offset)
        shadows[lane] = ownShadow + Int(offset)
      } else {
        let other = ctas + cta.pointee.clusterFirst + Int(rank) - 1
        hosts[lane] = other.pointee.shared + Int(offset)
        shadows[lane] = other.pointee.sharedShadow + Int(offset)
      }
    }
    return result
  }

  private mutating func resolveLocal(_ bytes: Int, _ isWrite: Bool, _ mask: UInt32) -> UInt32 {
    let alignment = UInt64(bytes) &- 1
    shadowing = .lanes
    var result = mask
    var rest = mask
    while rest != 0 {
      let lane = rest.trailingZeroBitCount
      rest &= rest &- 1
      let address = addresses[lane]
      guard address < UInt64(localBytes), address &+ UInt64(bytes) <= UInt64(localBytes) else {
        result &= ~(1 << UInt32(lane))
        reportBounds(.local, address, bytes, isWrite, lane)
        continue
      }
      if address & alignment != 0 {
        result &= ~(1 << UInt32(lane))
        reportAlignment(.local, address, bytes, isWrite, lane)
        continue
      }
      hosts[lane] = warp.pointee.local + lane * localBytes + Int(address)
      shadows[lane] = warp.pointee.localShadow + lane * localBytes + Int(address)
    }
    return result
  }

  private mutating func resolveGeneric(_ bytes: Int, _ isWrite: Bool, _ mask: UInt32) -> UInt32 {
    var parts: (global: UInt32, shared: UInt32, local: UInt32) = (0, 0, 0)
    var rest = mask
    while rest != 0 {
      let lane = rest.trailingZeroBitCount
      rest &= rest &- 1
      switch addresses[lane] >> 40 {
      case AddressWindow.shared >> 40: parts.shared |= 1 << UInt32(lane)
      case AddressWindow.local >> 40: parts.local |= 1 << UInt32(lane)
      default: parts.global |= 1 << UInt32(lane)
      }
    }
    if parts.global == mask { return resolveGlobal(bytes, isWrite, mask) }
    Lanes.each(parts.shared) { addresses[$0] &-= AddressWindow.shared }
    Lanes.each(parts.local) { addresses[$0] &-= AddressWindow.local }
    if parts.shared == mask { return resolveShared(bytes, isWrite, mask) }
    if parts.local == mask { return resolveLocal(bytes, isWrite, mask) }
    var result: UInt32 = 0
    if parts.global != 0 { result |= spread(parts.global, resolveGlobal(bytes, isWrite, parts.global)) }
    if parts.shared != 0 { result |= spread(parts.shared, resolveShared(bytes, isWrite, parts.shared)) }
    if parts.local != 0 { result |= resolveLocal(bytes, isWrite, parts.local) }
    shadowing = .lanes
    return result
  }

  /// Writes down for each lane what has been said of all of them.
  private mutating func spread(_ mask: UInt32, _ result: UInt32) -> UInt32 {
    switch shadowing {
    case .none: Lanes.each(mask) { shadows[$0] = nil }
    case .uniform: Lanes.each(mask) { shadows[$0] = hosts[$0] + shadowDistance }
    case .lanes: break
    }
    return result
  }

  /// Fills `addresses` from a slot.
  @inline(__always)
  mutating func loadAddresses(_ slot: Int32, isWide: Bool, offset: Int64, _ mask: UInt32) {
    if isWide {
      let values = Lanes.slot(registers, slot, as: UInt64.self)
      for lane in 0..<32 { addresses[lane] = values[lane] &+ UInt64(bitPattern: offset) }
    } else {
      let values = Lanes.slot(registers, slot, as: UInt32.self)
      let offset = UInt32(truncatingIfNeeded: offset)
      for lane in 0..<32 { addresses[lane] = UInt64(values[lane] &+ offset) }
    }
  }
}
