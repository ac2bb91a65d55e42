/// Matrix operations. Their fragments are gathered from the registers into one row and scattered back.
extension Executor {
  mutating func runMatrix(_ op: UnsafePointer<MicroOp>, _ mask: UInt32) -> Signal {
    if warp.pointee.live & ~mask != 0 { return waitForLanes(mask) }
    let matrix = program.code.matrices[Int(op.pointee.e)]
    switch unsafeBitCast(op.pointee.code, to: MatrixOperation.self) {
    case .load: transfer(matrix, mask, isLoad: true)
    case .store: transfer(matrix, mask, isLoad: false)
    case .transpose:
      gather(matrix.a, 0)
      MatrixTransfer.transpose(fragmentWords, into: fragmentWords + 32)
      scatter(matrix.d, 1, mask)
    case .multiply: if !skipsMatrixProducts { multiply(matrix, mask) }
    case .loadTile: transferTile(matrix, mask, isLoad: true)
    case .storeTile: transferTile(matrix, mask, isLoad: false)
    case .multiplyTile: if !skipsMatrixProducts { multiplyTile(matrix, mask) }
    case .multiplyGroup: if !skipsMatrixProducts { multiplyGroup(matrix, mask) }
    }
    return hasFailed ? .stop : .next
  }

  /// Copies registers of 32 bits into the row of fragments, from a register on.
  mutating func gather(_ slots: [Int32], _ first: Int) {
    for (index, slot) in slots.enumerated() {
      (fragmentWords + (first + index) * 32).update(from: Lanes.slot(registers, slot, as: UInt32.self), count: 32)
    }
  }

  /// Copies registers of 32 bits back.
  mutating func scatter(_ slots: [Int32], _ first: Int, _ mask: UInt32) {
    for (index, slot) in slots.enumerated() {
      let d = Lanes.slot(registers, slot, as: UInt32.self)
      let source = fragmentWords + (first + index) * 32
      Lanes.each(mask) { d[$0] = source[$0] }
    }
  }

  /// `ldmatrix` and `stmatrix`: the first lanes give the rows' addresses.
  private mutating func transfer(_ matrix: ProgramMatrix, _ mask: UInt32, isLoad: Bool) {
    let count = isLoad ? matrix.d.count : matrix.a.count
    let pointing: UInt32 = count == 4 ? ~0 : (1 << UInt32(count * 8)) - 1
    loadAddresses(matrix.aAddress ?? 0, isWide: true, offset: 0, mask)
    let lanes = resolve(matrix.space, bytes: MatrixTransfer.rowBytes, isWrite: !isLoad, pointing & mask)
    checkInitialized(bytes: MatrixTransfer.rowBytes, isWrite: !isLoad, lanes)
    if races != nil { noteAccess(matrix.space, MatrixTransfer.rowBytes, isWrite: !isLoad, lanes) }
    // Rows that cannot be accessed are taken from, or go to, a row that nobody reads.
    let spare = UnsafeMutableRawPointer(fragmentWords + 511 * 32)
    spare.initializeMemory(as: UInt8.self, repeating: 0, count: MatrixTransfer.rowBytes)
    for lane in 0..<32 where lanes >> UInt32(lane) & 1 == 0 { hosts[lane] = spare }
    if isLoad {
      hosts.withMemoryRebound(to: UnsafeRawPointer.self, capacity: 32) { rows in
        MatrixTransfer.load(count: count, isTransposed: matrix.isTransposed, rows: rows, into: fragmentWords)
      }
      scatter(matrix.d, 0, mask)
    } else {
      sideEffects &+= 1
      gather(matrix.a, 0)
      MatrixTransfer.store(count: count, isTransposed: matrix.isTransposed, registers: fragmentWords, to: hosts)
    }
  }

  /// `mma.sync`
  private mutating func multiply(_ matrix: ProgramMatrix, _ mask: UInt32) {
    guard let multiply = matrix.multiply else { return }
    if multiply.accumulation == .f64 {
      multiplyDouble(multiply, matrix, mask)
      return
    }
    let (b, c, d) = gatherFactors(matrix)
    multiply.execute(
      d: fragmentWords + d * 32, a: fragmentWords, b: fragmentWords + b * 32, c: fragmentWords + c * 32,
      scratch: matrixValues)
    scatter(matrix.d, d, mask)
  }

  /// Copies the registers of A, B and C into the row of fragments, one after the other.
  ///
  /// - Returns: Where B and C start, and where there is room for D.
  mutating func gatherFactors(_ matrix: ProgramMatrix) -> (b: Int, c: Int, d: Int) {
    let (b, c) = (matrix.a.count, matrix.a.count + matrix.b.count)
    gather(matrix.a, 0)
    gather(matrix.b, b)
    gather(matrix.c, c)
    return (b, c, c + matrix.c.count)
  }

  private mutating func multiplyDouble(_ multiply: WarpMultiply, _ matrix: ProgramMatrix, _ mask: UInt32) {
    fragmentWords.withMemoryRebound(to: UInt64.self, capacity: 256 * 32) { words in
      func gather(_ slots: [Int32], _ first: Int) {
        for (index, slot) in slots.enumerated() {
          (words + (first + index) * 32).update(from: Lanes.slot(registers, slot, as: UInt64.self), count: 32)
        }
      }
      let (a, b, c) = (0, matrix.a.count, matrix.a.count + matrix.b.count)
      let d = c + matrix.c.count
      gather(matrix.a, a)
      gather(matrix.b, b)
      gather(matrix.c, c)
      multiply.execute(d: words + d * 32, a: words + a * 32, b: words + b * 32, c: words + c * 32)
      for (index, slot) in matrix.d.enumerated() {
        let target = Lanes.slot(registers, slot, as: UInt64.self)
        Lanes.each(mask) { target[$0] = words[(d + index) * 32 + $0] }
      }
    }
  }

  /// `wgmma.mma_async` of one of the four warps of a warpgroup.
  private mutating func multiplyGroup(_ matrix: ProgramMatrix, _ mask: UInt32) {
    guard let group = matrix.group else { return }
    let lane = mask.trailingZeroBitCount
    let shared = UnsafeRawBufferPointer(start: cta.pointee.shared, count: sharedBytes)
    let aValues = matrixValues + group.bCount
    let part = warp.pointee.index & 3
    let b = SharedMatrix(descriptor: Lanes.slot(registers, matrix.bAddress, as: UInt64.self)[lane])
    var beyond = group.readB(
      b, isTransposed: matrix.isBTransposed, isNegated: matrix.isBNegated, shared: shared, into: matrixValues)
    if let address = matrix.aAddress {
      let a = SharedMatrix(descriptor: Lanes.slot(registers, address, as: UInt64.self)[lane])
      beyond =
        group.readA(
          a, warp: part, isTransposed: matrix.isTransposed, isNegated: matrix.isANegated, shared: shared, into: aValues)
        ?? beyond
    } else {
      gather(matrix.a, 0)
      group.readA(registers: fragmentWords, isNegated: matrix.isANegated, into: aValues)
    }
    if let beyond {
      report(.outOfBounds, lane, UInt64(bitPattern: Int64(beyond)), "a matrix that reaches outside of shared memory")
      return
    }
    gather(matrix.d, 0)
    let isAccumulating =
      (predicates[Int(matrix.accumulates.predicate)] >> UInt32(lane) & 1 == 1) != matrix.accumulates.isNegated
    group.multiply(a: aValues, b: matrixValues, d: fragmentWords, isAccumulating: isAccumulating)
    scatter(matrix.d, 0, mask)
  }
}
