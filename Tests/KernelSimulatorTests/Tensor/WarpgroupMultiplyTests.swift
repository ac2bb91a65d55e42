import PTX
import Testing

@testable import KernelSimulator

/// wgmma against matrix products; operands lie in shared memory in the simplest layout, 8 rows of 16 bytes a tile.
struct WarpgroupMultiplyTests {
  static let spellings = [
    "m64n8k16.f32.f16.f16", "m64n256k16.f32.bf16.bf16", "m64n64k8.f32.tf32.tf32", "m64n128k32.f32.e4m3.e4m3",
    "m64n16k32.f32.e5m2.e4m3", "m64n32k32.s32.s8.u8", "m64n24k16.f16.f16.f16", "m64n32k32.satfinite.s32.u8.u8",
  ]

  @Test(arguments: spellings)
  func products(spelling: String) throws {
    let multiply = try #require(
      WarpgroupMultiply(PTXOpcode(spelling: "wgmma.mma_async.sync.aligned.\(spelling)")))
    let names = spelling.split(separator: ".").map(String.init).suffix(2).map { $0 }
    let isInteger = multiply.accumulation == .s32 || multiply.accumulation == .saturatedS32
    let (rows, columns, depth) = (64, multiply.columns, multiply.depth)
    func left(_ row: Int, _ k: Int) -> Int { (row * 7 + k * 5) % 7 - (names[0] == "u8" ? 0 : 3) }
    func right(_ k: Int, _ column: Int) -> Int { (k * 3 + column * 11) % 7 - (names[1] == "u8" ? 0 : 3) }
    let bytes = multiply.a.bits / 8
    var shared = [UInt8](repeating: 0xEE, count: 49152)
    let bStart = 16384
    func put(_ value: Int, _ type: String, _ start: Int, _ row: Int, _ k: Int, _ rowCount: Int) {
      // Tiles of 8 rows of 16 bytes; tiles of the same k follow each other.
      let offset = row % 8 * 16 + row / 8 * 128 + k * bytes % 16 + k * bytes / 16 * rowCount * 16
      let word = WarpMultiplyTests.encode(value, type)
      for byte in 0..<bytes { shared[start + offset + byte] = UInt8(truncatingIfNeeded: word >> UInt32(byte * 8)) }
    }
    for row in 0..<rows { for k in 0..<depth { put(left(row, k), names[0], 0, row, k, rows) } }
    for column in 0..<columns {
      for k in 0..<depth { put(right(k, column), names[1], bStart, column, k, columns) }
    }
    var aMatrix = SharedMatrix(descriptor: 0)
    (aMatrix.leadingOffset, aMatrix.strideOffset) = (rows * 16, 128)
    var bMatrix = SharedMatrix(descriptor: 0)
    (bMatrix.start, bMatrix.leadingOffset, bMatrix.strideOffset) = (bStart, columns * 16, 128)

    var a = [Double](repeating: 0, count: multiply.aCount)
    var b = [Double](repeating: 0, count: multiply.bCount)
    for warp in 0..<4 {
      shared.withUnsafeBytes { memory in
        #expect(multiply.readB(bMatrix, isTransposed: false, isNegated: false, shared: memory, into: &b) == nil)
        #expect(
          multiply.readA(aMatrix, warp: warp, isTransposed: false, isNegated: true, shared: memory, into: &a) == nil)
      }
      let old = 5
      let word: UInt32 =
        switch multiply.accumulation {
        case .f16: UInt32(Float16(old).bitPattern) * 0x1_0001
        case .f32: Float(old).bitPattern
        default: UInt32(old)
        }
      for isAccumulating in [false, true] {
        var d = [UInt32](repeating: word, count: multiply.accumulatorRegisters * 32)
        multiply.multiply(a: a, b: b, d: &d, isAccumulating: isAccumulating)
        for lane in 0..<32 {
          for i in 0..<columns / 2 {
            // ISA, figures of accumulator D: two neighbours of a row, two eight rows below, then 8 columns on.
            let row = lane / 4 + (i / 2 % 2) * 8
            let column = i / 4 * 8 + lane % 4 * 2 + i % 2
            var sum = isAccumulating ? old : 0
            for k in 0..<depth { sum -= left(warp * 16 + row, k) * right(k, column) }
            let result: Int =
              switch multiply.accumulation {
              case .f16:
                Int(Float16(bitPattern: UInt16(truncatingIfNeeded: d[i / 2 * 32 + lane] >> UInt32(i % 2 * 16))))
              case .f32: Int(Float(bitPattern: d[i * 32 + lane]))
              default: Int(Int32(bitPattern: d[i * 32 + lane]))
              }
            #expect(result == sum, "warp \(warp) lane \(lane) element \(i)")
          }
        }
      }
    }
    #expect(isInteger == spelling.contains("s32"))
  }

  @Test func aFromRegisters() {
    let multiply = WarpgroupMultiply(columns: 8, a: .e4m3, b: .e4m3, accumulation: .f32)
    // Lane 5, register 3 (row 9, k from 20), its third element: 2 in e4m3.
    var registers = [UInt32](repeating: 0, count: 128)
    registers[3 * 32 + 5] = 0x40 << 16
    var a = [Double](repeating: 9, count: multiply.aCount)
    multiply.readA(registers: registers, isNegated: false, into: &a)
    for row in 0..<16 {
      for k in 0..<32 { #expect(a[row * 32 + k] == (row == 9 && k == 22 ? 2 : 0)) }
    }
  }

  @Test func addressesBeyondSharedMemoryAreNamed() {
    let multiply = WarpgroupMultiply(columns: 8, a: .f16, b: .f16, accumulation: .f32)
    var b = [Double](repeating: 0, count: multiply.bCount)
    var matrix = SharedMatrix(descriptor: 0)
    (matrix.start, matrix.leadingOffset) = (64, 128)
    let memory = [UInt8](repeating: 0, count: 128)
    memory.withUnsafeBytes { shared in
      #expect(multiply.readB(matrix, isTransposed: false, isNegated: false, shared: shared, into: &b) == 192)
    }
  }

  @Test func otherFormsAreRefused() {
    for spelling in [
      "wgmma.mma_async.sp.sync.aligned.m64n8k32.f32.f16.f16",
      "wgmma.mma_async.sync.aligned.m64n8k256.s32.b1.b1.and.popc",
      "wgmma.fence.sync.aligned", "wgmma.mma_async.sync.aligned.m64n12k16.f32.f16.f16",
    ] { #expect(WarpgroupMultiply(PTXOpcode(spelling: spelling)) == nil) }
  }
}
