/// `ldmatrix` and `stmatrix` of 8x8 matrices of 16-bit elements.
///
/// The address of row r of matrix m is the one that lane 8 m + r gives; register m of lane l gets the elements of row
/// l / 4 at columns 2 (l % 4) and the next, or with `.trans` the same place of the transposed matrix.
enum MatrixTransfer {
  /// The bytes of a row; its address must be a multiple of it.
  static let rowBytes = 16

  /// Loads matrices.
  ///
  /// - Parameters:
  ///   - count: How many: 1, 2 or 4.
  ///   - isTransposed: `.trans`
  ///   - rows: The rows of all matrices in order, 8 a matrix: where lanes 0, 1, ... point.
  ///   - registers: 32 lanes of the first register, then of the second, and so on.
  static func load(
    count: Int, isTransposed: Bool, rows: UnsafePointer<UnsafeRawPointer>, into registers: UnsafeMutablePointer<UInt32>
  ) {
    for matrix in 0..<count {
      for lane in 0..<32 {
        let (first, second) = (lane >> 2, (lane & 3) * 2)
        let word: UInt32
        if isTransposed {
          let low = rows[matrix * 8 + second].loadUnaligned(fromByteOffset: first * 2, as: UInt16.self)
          let high = rows[matrix * 8 + second + 1].loadUnaligned(fromByteOffset: first * 2, as: UInt16.self)
          word = UInt32(low) | UInt32(high) << 16
        } else {
          word = rows[matrix * 8 + first].loadUnaligned(fromByteOffset: second * 2, as: UInt32.self)
        }
        registers[matrix * 32 + lane] = word
      }
    }
  }

  /// Stores matrices; the parameters are those of `load`.
  static func store(
    count: Int, isTransposed: Bool, registers: UnsafePointer<UInt32>, to rows: UnsafePointer<UnsafeMutableRawPointer>
  ) {
    for matrix in 0..<count {
      for lane in 0..<32 {
        let (first, second) = (lane >> 2, (lane & 3) * 2)
        let word = registers[matrix * 32 + lane]
        if isTransposed {
          let (low, high) = (UInt16(truncatingIfNeeded: word), UInt16(truncatingIfNeeded: word >> 16))
          rows[matrix * 8 + second].storeBytes(of: low, toByteOffset: first * 2, as: UInt16.self)
          rows[matrix * 8 + second + 1].storeBytes(of: high, toByteOffset: first * 2, as: UInt16.self)
        } else {
          rows[matrix * 8 + first].storeBytes(of: word, toByteOffset: second * 2, as: UInt32.self)
        }
      }
    }
  }

  /// `movmatrix.trans`: the transpose of one matrix that a warp holds. The result may not be the source.
  static func transpose(_ source: UnsafePointer<UInt32>, into result: UnsafeMutablePointer<UInt32>) {
    for lane in 0..<32 {
      let (row, column) = (lane >> 2, (lane & 3) * 2)
      let shift = UInt32(row & 1) * 16
      let low = source[column * 4 + (row >> 1)] >> shift & 0xFFFF
      let high = source[(column + 1) * 4 + (row >> 1)] >> shift & 0xFFFF
      result[lane] = low | high << 16
    }
  }
}
