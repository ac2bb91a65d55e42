import PTX

/// Copies of boxes that a tensor map describes.
extension Executor {
  mutating func copyTensor(_ copy: ProgramCopy, _ lane: Int) {
    let isLoad = copy.destinationSpace == .shared
    let mapAddress = Lanes.slot(registers, isLoad ? copy.source : copy.destination, as: UInt64.self)[lane]
    let space: MemorySpace = mapAddress >> 40 == 0 ? .global : .generic
    guard let place = range(mapAddress, space, bytes: 128, alignment: 64, isWrite: false, lane: lane) else { return }
    let map: TensorMap
    do throws(TensorMapError) {
      map = try TensorMap(decoding: UnsafeRawBufferPointer(start: place.host, count: 128))
      try map.check()
    } catch {
      fail(lane) { kernel, cta, thread, line in
        .stopped(kernel: kernel, cta: cta, thread: thread, line: line, reason: error.description)
      }
      return
    }
    guard map.rank == copy.coordinates.count else {
      fail(lane) { kernel, cta, thread, line in
        .stopped(
          kernel: kernel, cta: cta, thread: thread, line: line,
          reason: "\(copy.coordinates.count) coordinates for a tensor map of rank \(map.rank)")
      }
      return
    }
    let coordinates = copy.coordinates.map { Lanes.slot(registers, $0, as: Int32.self)[lane] }
    if skipsTensorCopies {
      if isLoad { tellMbarriers(copy, lane, map.boxBytes) }
    } else if isLoad {
      let target = Lanes.slot(registers, copy.destination, as: UInt64.self)[lane]
      forEachReceiver(copy, target, lane) { executor, address in
        executor.loadBox(map, coordinates, address, lane)
      }
      tellMbarriers(copy, lane, map.boxBytes)
    } else {
      storeBox(map, coordinates, Lanes.slot(registers, copy.source, as: UInt64.self)[lane], copy.reduction, lane)
    }
  }

  private static func alignment(_ map: TensorMap) -> Int { map.swizzle == .none ? 16 : 128 }

  private mutating func loadBox(_ map: TensorMap, _ coordinates: [Int32], _ address: UInt64, _ lane: Int) {
    let bytes = map.boxBytes
    guard
      let to = range(
        address, .shared, bytes: bytes, alignment: Self.alignment(map), isWrite: true, lane: lane)
    else { return }
    // Pieces trade places by their addresses in shared memory, so that the start counts from there.
    let offset = Int(address & 0xFF_FFFF)
    let base = to.host - offset
    var pieces: [TensorPiece] = []
    map.forEachPiece(coordinates: coordinates, sharedAddress: offset) { pieces.append($0) }
    for piece in pieces {
      let target = base + piece.sharedAddress
      let bytes = UnsafeMutableRawBufferPointer(start: target, count: piece.byteCount)
      guard piece.isInside else {
        map.fill(bytes)
        continue
      }
      guard
        let from = range(
          piece.globalAddress, .global, bytes: piece.byteCount, alignment: 1, isWrite: false, lane: lane)
      else { continue }
      checkRange(from.shadow, piece.globalAddress, bytes: piece.byteCount, isWrite: false, lane: lane)
      target.copyMemory(from: from.host, byteCount: piece.byteCount)
      map.flush(bytes)
    }
    checkRange(to.shadow, address, bytes: bytes, isWrite: true, lane: lane)
    noteCopy(.shared, address, bytes)
  }

  private mutating func storeBox(
    _ map: TensorMap, _ coordinates: [Int32], _ address: UInt64, _ reduction: AtomicOperation?, _ lane: Int
  ) {
    let bytes = map.boxBytes
    guard
      let from = range(
        address, .shared, bytes: bytes, alignment: Self.alignment(map), isWrite: false, lane: lane)
    else { return }
    checkRange(from.shadow, address, bytes: bytes, isWrite: false, lane: lane)
    let offset = Int(address & 0xFF_FFFF)
    let base = from.host - offset
    var pieces: [TensorPiece] = []
    map.forEachPiece(coordinates: coordinates, sharedAddress: offset) { pieces.append($0) }
    for piece in pieces where piece.isInside {
      guard
        let to = range(
          piece.globalAddress, .global, bytes: piece.byteCount, alignment: 1, isWrite: true, lane: lane)
      else { continue }
      if let reduction {
        Self.combine(
          reduction, map.element.type, base + piece.sharedAddress, to.host, piece.byteCount, flushes: true)
      } else {
        to.host.copyMemory(from: base + piece.sharedAddress, byteCount: piece.byteCount)
      }
      checkRange(to.shadow, piece.globalAddress, bytes: piece.byteCount, isWrite: true, lane: lane)
    }
  }
}
