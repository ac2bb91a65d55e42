import Testing

@testable import KernelSimulator

/// ldmatrix, stmatrix and movmatrix: every element is its own number.
struct MatrixTransferTests {
  /// Matrix m, row r, column c holds m * 64 + r * 8 + c.
  private func memory(_ count: Int) -> [UInt16] { (0..<count * 64).map { UInt16($0) } }

  @Test(arguments: [1, 2, 4], [false, true])
  func loadAndStore(count: Int, isTransposed: Bool) {
    var source = memory(count)
    var registers = [UInt32](repeating: 0, count: count * 32)
    source.withUnsafeMutableBytes { bytes in
      let rows = (0..<count * 8).map { UnsafeRawPointer(bytes.baseAddress! + $0 * 16) }
      MatrixTransfer.load(count: count, isTransposed: isTransposed, rows: rows, into: &registers)
    }
    for matrix in 0..<count {
      for lane in 0..<32 {
        for half in 0..<2 {
          let (row, column) = (lane / 4, lane % 4 * 2 + half)
          let expected = matrix * 64 + (isTransposed ? column * 8 + row : row * 8 + column)
          #expect(registers[matrix * 32 + lane] >> UInt32(half * 16) & 0xFFFF == UInt32(expected))
        }
      }
    }
    var result = [UInt16](repeating: 0xFFFF, count: count * 64)
    result.withUnsafeMutableBytes { bytes in
      let rows = (0..<count * 8).map { bytes.baseAddress! + $0 * 16 }
      MatrixTransfer.store(count: count, isTransposed: isTransposed, registers: registers, to: rows)
    }
    #expect(result == source)
  }

  @Test func transpose() {
    let source = (0..<32).map { (lane: UInt32) -> UInt32 in lane * 2 + (lane * 2 + 1) * 0x1_0000 }
    var result = [UInt32](repeating: 0, count: 32)
    MatrixTransfer.transpose(source, into: &result)
    for lane in 0..<32 {
      let (row, column) = (lane / 4, lane % 4 * 2)
      let (low, high) = (UInt32(column * 8 + row), UInt32((column + 1) * 8 + row))
      #expect(result[lane] == low | high << 16)
    }
  }
}
