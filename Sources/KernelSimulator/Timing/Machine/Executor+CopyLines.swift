/// The lines of global memory that bulk copies touch.
extension Executor {
  /// Adds the lines of one lane's copy.
  ///
  /// - Returns: The bytes that an mbarrier counts.
  mutating func addLines(
    of copy: ProgramCopy, _ operation: CopyOperation, _ lane: Int, to coalescer: inout Coalescer,
    _ maps: inout TensorMapCache, first: UInt64, count: Int
  ) -> Int {
    switch operation {
    case .bulkToShared, .bulkToGlobal:
      let bytes = Int(Lanes.slot(registers, copy.size, as: UInt32.self)[lane])
      let slot = operation == .bulkToShared ? copy.source : copy.destination
      // Copies between shared memories touch no lines.
      if copy.sourceSpace == .shared && copy.destinationSpace == .shared || bytes == 0 { return bytes }
      let start = Lanes.slot(registers, slot, as: UInt64.self)[lane] &- first
      var line = Int(truncatingIfNeeded: start >> 7)
      let last = Int(truncatingIfNeeded: (start &+ UInt64(bytes) &- 1) >> 7)
      while line <= last {
        coalescer.add(line: line, 0b1111, count)
        line += 1
      }
      return bytes
    case .tensorToShared, .tensorToGlobal:
      let slot = operation == .tensorToShared ? copy.source : copy.destination
      let address = Lanes.slot(registers, slot, as: UInt64.self)[lane]
      guard let host = hostOf(address), let map = maps.map(address, host) else { return 0 }
      let coordinates = copy.coordinates.map { Lanes.slot(registers, $0, as: Int32.self)[lane] }
      map.forEachPiece(coordinates: coordinates, sharedAddress: 0) { piece in
        if piece.isInside { coalescer.add(piece.globalAddress, piece.byteCount, first, count) }
      }
      return map.boxBytes
    default: return 0
    }
  }

  /// The place of a tensor map in global memory or among the parameters.
  private mutating func hostOf(_ address: UInt64) -> UnsafeRawPointer? {
    let page = (address &- AddressWindow.global) >> DeviceMemory.pageShift
    guard address >= AddressWindow.global, page < UInt64(pageCount) else { return nil }
    let index = pages[Int(page)]
    guard index >= 0 else { return nil }
    let buffer = buffers[Int(index)]
    let offset = address &- buffer.address
    guard offset &+ 128 <= UInt64(buffer.byteCount) else { return nil }
    return UnsafeRawPointer(buffer.host + Int(offset))
  }
}
