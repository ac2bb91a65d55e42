/// `wmma`: matrices between memory and the registers of a warp, and their products.
extension Executor {
  /// `wmma.load` and `wmma.store`: every lane accesses its elements, those of a register at once where they lie side by
  /// side. Afterwards the addresses are again those that the lanes gave.
  mutating func transferTile(_ matrix: ProgramMatrix, _ mask: UInt32, isLoad: Bool) {
    guard let tile = matrix.tile else { return }
    let first = Lanes.slot(registers, matrix.aAddress ?? 0, as: UInt64.self)
    let stride = tileStride(matrix, lane: mask.trailingZeroBitCount)
    if !isLoad {
      sideEffects &+= 1
      gather(matrix.a, 0)
    }
    let isPaired = tile.isPaired(isColumnMajor: matrix.isTransposed)
    let accesses = isPaired ? 1 : tile.perRegister
    let bytes = isPaired ? 4 : tile.bits / 8
    for register in 0..<tile.held {
      let words = fragmentWords + register * 32
      if isLoad { words.update(repeating: 0, count: 32) }
      for element in 0..<accesses {
        for lane in 0..<32 {
          let offset = tile.offset(
            lane: lane, register: register, element: element, stride: stride, isColumnMajor: matrix.isTransposed)
          addresses[lane] = first[lane] &+ UInt64(bitPattern: Int64(offset * tile.bits / 8))
        }
        let lanes = resolve(matrix.space, bytes: bytes, isWrite: !isLoad, mask)
        checkInitialized(bytes: bytes, isWrite: !isLoad, lanes)
        if races != nil { noteAccess(matrix.space, bytes, isWrite: !isLoad, lanes) }
        let shift = UInt32(element * 16)
        if bytes == 4 {
          if isLoad {
            Lanes.each(lanes) { words[$0] = hosts[$0].loadUnaligned(as: UInt32.self) }
          } else {
            Lanes.each(lanes) { hosts[$0].storeBytes(of: words[$0], as: UInt32.self) }
          }
        } else if isLoad {
          Lanes.each(lanes) { words[$0] |= UInt32(hosts[$0].loadUnaligned(as: UInt16.self)) << shift }
        } else {
          Lanes.each(lanes) {
            hosts[$0].storeBytes(of: UInt16(truncatingIfNeeded: words[$0] >> shift), as: UInt16.self)
          }
        }
      }
    }
    for lane in 0..<32 { addresses[lane] = first[lane] }
    guard isLoad else { return }
    for register in tile.held..<max(tile.held, tile.registers) {
      (fragmentWords + register * 32).update(from: fragmentWords + register % tile.held * 32, count: 32)
    }
    scatter(matrix.d, 0, mask)
  }

  /// The stride of a matrix in memory, in elements; all lanes give the same.
  func tileStride(_ matrix: ProgramMatrix, lane: Int) -> Int {
    guard let slot = matrix.stride else { return matrix.tile?.denseStride(isColumnMajor: matrix.isTransposed) ?? 0 }
    return Int(Lanes.slot(registers, slot, as: UInt32.self)[lane])
  }

  /// `wmma.mma`
  mutating func multiplyTile(_ matrix: ProgramMatrix, _ mask: UInt32) {
    guard let multiply = matrix.tileMultiply else { return }
    let (b, c, d) = gatherFactors(matrix)
    multiply.execute(
      d: fragmentWords + d * 32, a: fragmentWords, b: fragmentWords + b * 32, c: fragmentWords + c * 32,
      scratch: matrixValues)
    scatter(matrix.d, d, mask)
  }
}
