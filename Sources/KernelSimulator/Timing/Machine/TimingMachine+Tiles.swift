/// Matrices of `wmma` on their way between memory and registers, as ptxas compiles them for sm_90.
extension TimingMachine {
  /// `wmma.load` and `wmma.store`. Matrices of 16-bit operands in what is known to be shared memory go as `ldmatrix`, four
  /// of 8 x 8 at a time; all others as plain loads and stores of each lane's elements.
  ///
  /// - Returns: When the results are there, and why others wait for them.
  mutating func tileAccess(
    _ seat: Int, _ low: UnsafeMutablePointer<LoweredInstruction>, _ op: UnsafeMutablePointer<MicroOp>, _ mask: UInt32
  ) -> (Int64, StallReason) {
    let matrix = executor.program.code.matrices[Int(op.pointee.e)]
    guard let tile = matrix.tile else { return (now, .wait) }
    let addresses = executor.addresses
    let first = addresses[mask.trailingZeroBitCount]
    let stride = executor.tileStride(matrix, lane: mask.trailingZeroBitCount)
    let isColumnMajor = matrix.isTransposed
    let space = MemorySpace(matrix.space, address: first)
    func address(_ offset: Int) -> UInt64 { first &+ UInt64(bitPattern: Int64(offset * tile.bits / 8)) }
    var ready = now
    if tile.movesAsMatrices(matrix.space) {
      for group in Swift.stride(from: 0, to: tile.held, by: 4) {
        var lanes: UInt32 = 0
        for lane in 0..<32 where group + lane / 8 < tile.held {
          // The rows of 16 bytes of an 8 x 8 matrix are those that its lanes 0, 4, 8 and so on hold, whether they lie
          // along the rows or the columns.
          let holder = tile.isPaired(isColumnMajor: isColumnMajor) ? lane % 8 * 4 : lane % 8 / 2
          let element = tile.isPaired(isColumnMajor: isColumnMajor) ? 0 : lane % 2
          addresses[lane] = address(
            tile.offset(
              lane: holder, register: group + lane / 8, element: element, stride: stride, isColumnMajor: isColumnMajor))
          lanes |= 1 << UInt32(lane)
        }
        ready = max(ready, matrixRows(seat, lanes & mask, count: min(4, tile.held - group)))
      }
      return (ready, .shortScoreboard)
    }
    // Neighbours in memory go together, within a register or in two of them.
    let isPaired = tile.isPaired(isColumnMajor: isColumnMajor)
    let isWide = tile.bits == 32 && !isColumnMajor
    let bytes = isWide ? 8 : isPaired ? 4 : tile.bits / 8
    for register in Swift.stride(from: 0, to: tile.held, by: isWide ? 2 : 1) {
      for element in 0..<(isPaired ? 1 : tile.perRegister) {
        for lane in 0..<32 {
          addresses[lane] = address(
            tile.offset(
              lane: lane, register: register, element: element, stride: stride, isColumnMajor: isColumnMajor))
        }
        let done =
          space == .shared
          ? sharedAccess(seat, low, mask, bytes: bytes, addresses[0]) : globalAccess(seat, low, mask, bytes: bytes)
        ready = max(ready, done)
      }
    }
    return (ready, space == .shared ? .shortScoreboard : .longScoreboard)
  }
}

extension TileFragment {
  /// Whether it is loaded by `ldmatrix`: operands of 16 bits in what the spelling says is shared memory.
  func movesAsMatrices(_ space: MemorySpace) -> Bool { space == .shared && bits == 16 && operand != .accumulator }
}
