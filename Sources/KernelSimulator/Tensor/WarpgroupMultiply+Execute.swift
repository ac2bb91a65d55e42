extension WarpgroupMultiply {
  /// Reads B from shared memory, k by columns.
  ///
  /// - Parameters:
  ///   - matrix: Where it lies.
  ///   - isTransposed: `imm-trans-b`: whether the columns are contiguous.
  ///   - isNegated: Whether `imm-scale-b` is -1.
  ///   - shared: The shared memory of the CTA, from address 0.
  ///   - values: `bCount` doubles; all four warps can use them.
  /// - Returns: The first address that lies beyond shared memory, or nil.
  func readB(
    _ matrix: SharedMatrix, isTransposed: Bool, isNegated: Bool, shared: UnsafeRawBufferPointer,
    into values: UnsafeMutablePointer<Double>
  ) -> Int? {
    let bytes = b.bits / 8
    for column in 0..<columns {
      for k in 0..<depth {
        let address = matrix.address(row: column, column: k, elementBytes: bytes, isTransposed: isTransposed)
        guard address >= 0, address + bytes <= shared.count else { return address }
        let value = b.value(Self.word(shared, address, bytes))
        values[k * columns + column] = isNegated ? -value : value
      }
    }
    return nil
  }

  /// Reads the 16 rows of A of a warp from shared memory; the parameters are those of `readB`.
  ///
  /// - Parameter warp: Which warp of the warpgroup, 0 to 3.
  func readA(
    _ matrix: SharedMatrix, warp: Int, isTransposed: Bool, isNegated: Bool, shared: UnsafeRawBufferPointer,
    into values: UnsafeMutablePointer<Double>
  ) -> Int? {
    let bytes = a.bits / 8
    for row in 0..<Self.rows {
      for k in 0..<depth {
        let address = matrix.address(
          row: warp * Self.rows + row, column: k, elementBytes: bytes, isTransposed: isTransposed)
        guard address >= 0, address + bytes <= shared.count else { return address }
        let value = a.value(Self.word(shared, address, bytes))
        values[row * depth + k] = isNegated ? -value : value
      }
    }
    return nil
  }

  /// Takes the 16 rows of A of a warp from its registers: 32 lanes of the first of four, and so on.
  func readA(
    registers: UnsafePointer<UInt32>, isNegated: Bool, into values: UnsafeMutablePointer<Double>
  ) {
    for register in 0..<Self.aRegisters {
      for lane in 0..<32 {
        for element in 0..<a.perRegister {
          let place = MatrixFragment.a(
            lane: lane, register: register, element: element, perRegister: a.perRegister, rows: Self.rows)
          let value = a.value(registers[register * 32 + lane] >> UInt32(element * a.bits))
          values[place.row * depth + place.column] = isNegated ? -value : value
        }
      }
    }
  }

  /// Multiplies the 16 rows of a warp.
  ///
  /// - Parameters:
  ///   - a: What `readA` has read.
  ///   - b: What `readB` has read.
  ///   - d: The registers of D: 32 lanes of the first, then of the second, and so on; read where sums go on.
  ///   - isAccumulating: `scale-d`: whether D is added to, and not only written.
  func multiply(
    a: UnsafePointer<Double>, b: UnsafePointer<Double>, d: UnsafeMutablePointer<UInt32>, isAccumulating: Bool
  ) {
    for group in 0..<columns / 8 {
      for row in 0..<Self.rows {
        var sums = SIMD8<Double>.zero
        for k in 0..<depth {
          let right = UnsafeRawPointer(b + k * columns + group * 8).loadUnaligned(as: SIMD8<Double>.self)
          sums += right * a[row * depth + k]
        }
        for column in 0..<8 {
          let lane = (row & 7) * 4 + (column >> 1)
          let index = group * 4 + (row >> 3) * 2 + (column & 1)
          store(sums[column], index, lane, d, isAccumulating)
        }
      }
    }
  }

  /// Adds a sum to an element of D, or writes it.
  @inline(__always)
  private func store(
    _ sum: Double, _ index: Int, _ lane: Int, _ d: UnsafeMutablePointer<UInt32>, _ isAccumulating: Bool
  ) {
    if accumulation == .f16 {
      let place = (index >> 1) * 32 + lane
      let shift = UInt32(index & 1) * 16
      let old = d[place]
      let total = isAccumulating ? sum + accumulation.value(old >> shift) : sum
      d[place] = old & ~(0xFFFF << shift) | accumulation.bits(total) << shift
    } else {
      let place = index * 32 + lane
      d[place] = accumulation.bits(isAccumulating ? sum + accumulation.value(d[place]) : sum)
    }
  }

  /// An element of shared memory.
  @inline(__always)
  private static func word(_ shared: UnsafeRawBufferPointer, _ address: Int, _ bytes: Int) -> UInt32 {
    switch bytes {
    case 1: UInt32(shared[address])
    case 2: UInt32(shared.loadUnaligned(fromByteOffset: address, as: UInt16.self))
    default: shared.loadUnaligned(fromByteOffset: address, as: UInt32.self)
    }
  }
}
