/// Which element of a matrix a lane holds where: the layouts of `mma.sync` and of wgmma's registers (PTX ISA, matrix
/// fragments for mma and wgmma).
///
/// The shapes differ only in how many registers a lane has: four lanes share a row of eight, and a register holds
/// neighbours along k.
enum MatrixFragment {
  /// The element of A, in rows by k.
  ///
  /// - Parameters:
  ///   - lane: The lane.
  ///   - register: Which of its registers of A.
  ///   - element: Which element of the register, from its lowest bits.
  ///   - perRegister: The elements of a register.
  ///   - rows: The rows of the shape, 8 or 16.
  @inline(__always)
  static func a(
    lane: Int, register: Int, element: Int, perRegister: Int, rows: Int
  ) -> (row: Int, column: Int) {
    let isTall = rows > 8
    let block = isTall ? register >> 1 : register
    return (
      (lane >> 2) + (isTall ? (register & 1) * 8 : 0), (lane & 3) * perRegister + element + block * 4 * perRegister
    )
  }

  /// The element of B, in k by columns.
  @inline(__always)
  static func b(lane: Int, register: Int, element: Int, perRegister: Int) -> (row: Int, column: Int) {
    ((lane & 3) * perRegister + element + register * 4 * perRegister, lane >> 2)
  }

  /// The element of C or D: `index` counts elements, of which an f16 register holds two.
  @inline(__always)
  static func accumulator(lane: Int, index: Int) -> (row: Int, column: Int) {
    ((lane >> 2) + (index >> 1 & 1) * 8, (index >> 2) * 8 + (lane & 3) * 2 + (index & 1))
  }
}
