import Testing

@testable import KernelSimulator

/// The shared memory layouts of wgmma against the ISA's worked examples.
struct SharedMatrixTests {
  /// An example: the exact layout, in elements, with its swizzle's bits.
  struct Example {
    var name: String
    var elementBytes: Int
    var isTransposed: Bool
    var swizzle: SharedSwizzle
    var leading: Int
    var stride: Int
    var bits: Int
    /// The offset in elements of a row and column, before swizzling.
    var offset: @Sendable (Int, Int) -> Int
    var rows: Int
    var columns: Int
  }

  static let examples: [Example] = [
    // Swizzle<0,4,3> o ((8,2),(4,4)):((4,32),(1,64)), tf32.
    Example(
      name: "K-major, none", elementBytes: 4, isTransposed: false, swizzle: .none, leading: 256, stride: 128, bits: 0,
      offset: { row, k in row % 8 * 4 + row / 8 * 32 + k % 4 + k / 4 * 64 }, rows: 16, columns: 8),
    // Swizzle<1,4,3> o ((8,2),(4,4)):((8,64),(1,4)), tf32.
    Example(
      name: "K-major, 32 bytes", elementBytes: 4, isTransposed: false, swizzle: .bytes32, leading: 16, stride: 256,
      bits: 1, offset: { row, k in row % 8 * 8 + row / 8 * 64 + k % 4 + k / 4 * 4 }, rows: 16, columns: 8),
    // Swizzle<0,4,3> o ((8,1,2),(8,2)):((1,8,64),(8,128)), bf16.
    Example(
      name: "MN-major, none", elementBytes: 2, isTransposed: true, swizzle: .none, leading: 256, stride: 128, bits: 0,
      offset: { row, k in row % 8 + row / 8 * 64 + k % 8 * 8 + k / 8 * 128 }, rows: 16, columns: 16),
    // Swizzle<1,4,3> o ((8,2,2),(8,2)):((1,8,128),(16,256)), bf16.
    Example(
      name: "MN-major, 32 bytes", elementBytes: 2, isTransposed: true, swizzle: .bytes32, leading: 256, stride: 512,
      bits: 1, offset: { row, k in row % 8 + row / 8 % 2 * 8 + row / 16 * 128 + k % 8 * 16 + k / 8 * 256 }, rows: 32,
      columns: 16),
    // Swizzle<2,4,3> o ((8,4,2),(8,2)):((1,8,256),(32,512)), bf16.
    Example(
      name: "MN-major, 64 bytes", elementBytes: 2, isTransposed: true, swizzle: .bytes64, leading: 512, stride: 1024,
      bits: 2, offset: { row, k in row % 8 + row / 8 % 4 * 8 + row / 32 * 256 + k % 8 * 32 + k / 8 * 512 }, rows: 64,
      columns: 16),
    // The canonical ((8,m),(T,2k)):((8T,SBO),(1,T)) with 128 bytes, e4m3.
    Example(
      name: "K-major, 128 bytes", elementBytes: 1, isTransposed: false, swizzle: .bytes128, leading: 16, stride: 1024,
      bits: 3, offset: { row, k in row % 8 * 128 + row / 8 * 1024 + k }, rows: 64, columns: 128),
    // The canonical ((T,8,m),(8,k)):((1,T,LBO),(8T,SBO)) with 128 bytes, f16.
    Example(
      name: "MN-major, 128 bytes", elementBytes: 2, isTransposed: true, swizzle: .bytes128, leading: 2048,
      stride: 1024, bits: 3,
      offset: { row, k in row % 64 + row / 64 * 1024 + k % 8 * 64 + k / 8 * 512 }, rows: 128, columns: 16),
  ]

  @Test(arguments: examples.indices)
  func layout(index: Int) {
    let example = Self.examples[index]
    var matrix = SharedMatrix(descriptor: 0)
    (matrix.start, matrix.leadingOffset, matrix.strideOffset) = (4096, example.leading, example.stride)
    matrix.swizzle = example.swizzle
    let decoded = SharedMatrix(descriptor: matrix.descriptor)
    #expect(decoded == matrix)
    for row in 0..<example.rows {
      for column in 0..<example.columns {
        let plain = 4096 + example.offset(row, column) * example.elementBytes
        // Swizzle<B,4,3>: B bits above the lowest 4 are inverted by those 3 places higher.
        let swizzled = plain ^ ((plain >> 7) % (1 << example.bits)) << 4
        let address = decoded.address(
          row: row, column: column, elementBytes: example.elementBytes, isTransposed: example.isTransposed)
        #expect(address == swizzled, "\(example.name): \(row), \(column)")
      }
    }
  }

  @Test func descriptorFields() {
    let matrix = SharedMatrix(descriptor: 0x4002_0040_0001_0123)
    #expect(matrix.start == 0x1230)
    #expect(matrix.leadingOffset == 16)
    #expect(matrix.strideOffset == 1024)
    #expect(matrix.baseOffset == 1)
    #expect(matrix.swizzle == .bytes128)
  }
}
