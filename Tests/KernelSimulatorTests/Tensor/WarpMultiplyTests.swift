import PTX
import Testing

@testable import KernelSimulator

/// `mma.sync` against matrix products whose fragments are spread by the formulas of the ISA, shape by shape.
struct WarpMultiplyTests {
  /// The rows and columns of elements by lane and index, as the ISA states them.
  struct Layout {
    var shape: String
    var types: String
    var rows: Int
    var depth: Int
    var perRegister: Int
    var aCount: Int
    var bCount: Int
    var a: @Sendable (Int, Int) -> (Int, Int)
    var b: @Sendable (Int, Int) -> (Int, Int)
  }

  static let layouts: [Layout] = [
    Layout(
      shape: "m16n8k8", types: "f32.f16.f16.f32", rows: 16, depth: 8, perRegister: 2, aCount: 4, bCount: 2,
      a: { lane, i in ((lane >> 2) + (i < 2 ? 0 : 8), lane % 4 * 2 + (i & 1)) },
      b: { lane, i in (lane % 4 * 2 + i, lane >> 2) }),
    Layout(
      shape: "m16n8k16", types: "f32.f16.f16.f32", rows: 16, depth: 16, perRegister: 2, aCount: 8, bCount: 4,
      a: { lane, i in
        ((lane >> 2) + (i < 2 || (4..<6).contains(i) ? 0 : 8), lane % 4 * 2 + (i & 1) + (i < 4 ? 0 : 8))
      }, b: { lane, i in (lane % 4 * 2 + (i & 1) + (i < 2 ? 0 : 8), lane >> 2) }),
    Layout(
      shape: "m16n8k16", types: "f32.bf16.bf16.f32", rows: 16, depth: 16, perRegister: 2, aCount: 8, bCount: 4,
      a: { lane, i in
        ((lane >> 2) + (i < 2 || (4..<6).contains(i) ? 0 : 8), lane % 4 * 2 + (i & 1) + (i < 4 ? 0 : 8))
      }, b: { lane, i in (lane % 4 * 2 + (i & 1) + (i < 2 ? 0 : 8), lane >> 2) }),
    Layout(
      shape: "m16n8k4", types: "f32.tf32.tf32.f32", rows: 16, depth: 4, perRegister: 1, aCount: 2, bCount: 1,
      a: { lane, i in ((lane >> 2) + i * 8, lane % 4) }, b: { lane, _ in (lane % 4, lane >> 2) }),
    Layout(
      shape: "m16n8k8", types: "f32.tf32.tf32.f32", rows: 16, depth: 8, perRegister: 1, aCount: 4, bCount: 2,
      a: { lane, i in ((lane >> 2) + (i == 0 || i == 2 ? 0 : 8), lane % 4 + (i < 2 ? 0 : 4)) },
      b: { lane, i in (lane % 4 + i * 4, lane >> 2) }),
    Layout(
      shape: "m8n8k16", types: "s32.s8.u8.s32", rows: 8, depth: 16, perRegister: 4, aCount: 4, bCount: 4,
      a: { lane, i in (lane >> 2, lane % 4 * 4 + i) }, b: { lane, i in (lane % 4 * 4 + i, lane >> 2) }),
    Layout(
      shape: "m16n8k16", types: "s32.u8.s8.s32", rows: 16, depth: 16, perRegister: 4, aCount: 8, bCount: 4,
      a: { lane, i in ((lane >> 2) + (i < 4 ? 0 : 8), lane % 4 * 4 + (i & 3)) },
      b: { lane, i in (lane % 4 * 4 + i, lane >> 2) }),
    Layout(
      shape: "m16n8k32", types: "s32.s8.s8.s32", rows: 16, depth: 32, perRegister: 4, aCount: 16, bCount: 8,
      a: { lane, i in
        ((lane >> 2) + (i < 4 || (8..<12).contains(i) ? 0 : 8), lane % 4 * 4 + (i & 3) + (i < 8 ? 0 : 16))
      }, b: { lane, i in (lane % 4 * 4 + (i & 3) + (i < 4 ? 0 : 16), lane >> 2) }),
    Layout(
      shape: "m16n8k32", types: "f32.e4m3.e5m2.f32", rows: 16, depth: 32, perRegister: 4, aCount: 16, bCount: 8,
      a: { lane, i in
        ((lane >> 2) + (i < 4 || (8..<12).contains(i) ? 0 : 8), lane % 4 * 4 + (i & 3) + (i < 8 ? 0 : 16))
      }, b: { lane, i in (lane % 4 * 4 + (i & 3) + (i < 4 ? 0 : 16), lane >> 2) }),
    Layout(
      shape: "m16n8k64", types: "s32.s4.u4.s32", rows: 16, depth: 64, perRegister: 8, aCount: 32, bCount: 16,
      a: { lane, i in
        ((lane >> 2) + (i < 8 || (16..<24).contains(i) ? 0 : 8), lane % 4 * 8 + (i & 7) + (i < 16 ? 0 : 32))
      }, b: { lane, i in (lane % 4 * 8 + (i & 7) + (i < 8 ? 0 : 32), lane >> 2) }),
  ]

  /// Small integers as bits of a type, and their value.
  static func encode(_ value: Int, _ type: String) -> UInt32 {
    switch type {
    case "f16": UInt32(Float16(value).bitPattern)
    case "bf16": Float(value).bitPattern >> 16
    case "tf32": Float(value).bitPattern | 0x1FFF  // The last 13 bits do not count.
    case "e4m3": [0x00, 0x38, 0x40, 0x44][abs(value)] | (value < 0 ? 0x80 : 0)
    case "e5m2": [0x00, 0x3C, 0x40, 0x42][abs(value)] | (value < 0 ? 0x80 : 0)
    default: UInt32(bitPattern: Int32(value))
    }
  }

  @Test(arguments: layouts.indices)
  func fragments(index: Int) throws {
    let layout = Self.layouts[index]
    let opcode = PTXOpcode(spelling: "mma.sync.aligned.\(layout.shape).row.col.\(layout.types)")
    let multiply = try #require(WarpMultiply(opcode))
    let names = layout.types.split(separator: ".").map(String.init)
    let bits = 32 / layout.perRegister
    #expect(multiply.aRegisters * layout.perRegister == layout.aCount)
    #expect(multiply.bRegisters * layout.perRegister == layout.bCount)
    var (left, right): ([[Int]], [[Int]]) = (
      Array(repeating: Array(repeating: 0, count: layout.depth), count: layout.rows),
      Array(repeating: Array(repeating: 0, count: 8), count: layout.depth)
    )
    for row in 0..<layout.rows {
      for k in 0..<layout.depth { left[row][k] = value(row * 7 + k * 5, names[1]) }
    }
    for k in 0..<layout.depth { for column in 0..<8 { right[k][column] = value(k * 3 + column * 11 + 1, names[2]) } }
    var a = [UInt32](repeating: 0, count: multiply.aRegisters * 32)
    var b = [UInt32](repeating: 0, count: multiply.bRegisters * 32)
    let c = (0..<multiply.accumulatorRegisters * 32).map { Int32($0 % 13 - 6) }
    let mask: UInt32 = bits == 32 ? ~0 : (1 << UInt32(bits)) - 1
    for lane in 0..<32 {
      for i in 0..<layout.aCount {
        let (row, k) = layout.a(lane, i)
        a[i / layout.perRegister * 32 + lane] |=
          (Self.encode(left[row][k], names[1]) & mask) << UInt32(i % layout.perRegister * bits)
      }
      for i in 0..<layout.bCount {
        let (k, column) = layout.b(lane, i)
        b[i / layout.perRegister * 32 + lane] |=
          (Self.encode(right[k][column], names[2]) & mask) << UInt32(i % layout.perRegister * bits)
      }
    }
    let isInteger = names[0] == "s32"
    let cBits = c.map { isInteger ? UInt32(bitPattern: $0) : Float($0).bitPattern }
    var d = [UInt32](repeating: 0, count: cBits.count)
    var scratch = [Double](repeating: 0, count: WarpMultiply.scratchCount)
    multiply.execute(d: &d, a: a, b: b, c: cBits, scratch: &scratch)
    for lane in 0..<32 {
      for i in 0..<layout.rows / 4 {
        // C of 16 rows: c0 and c1 in the lane's row, c2 and c3 eight below.
        let (row, column) = ((lane >> 2) + (i < 2 ? 0 : 8), lane % 4 * 2 + (i & 1))
        let sum = (0..<layout.depth).reduce(Int(c[i * 32 + lane])) { $0 + left[row][$1] * right[$1][column] }
        let expected = isInteger ? UInt32(bitPattern: Int32(sum)) : Float(sum).bitPattern
        #expect(d[i * 32 + lane] == expected, "lane \(lane) element \(i)")
      }
    }
  }

  private func value(_ seed: Int, _ type: String) -> Int {
    switch type {
    case "u8": seed * 37 % 256
    case "s8": seed * 37 % 256 - 128
    case "u4": seed * 5 % 16
    case "s4": seed * 5 % 16 - 8
    default: seed * 5 % 7 - 3
    }
  }

  @Test func halfAccumulators() throws {
    let multiply = try #require(
      WarpMultiply(PTXOpcode(spelling: "mma.sync.aligned.m16n8k8.row.col.f16.f16.f16.f16")))
    #expect(multiply.accumulatorRegisters == 2)
    let ones = [UInt32](repeating: 0x3C00_3C00, count: 64)
    let c = (0..<64).map { UInt32(Float16($0).bitPattern) | UInt32(Float16(100 + $0).bitPattern) << 16 }
    var d = [UInt32](repeating: 0, count: 64)
    var scratch = [Double](repeating: 0, count: WarpMultiply.scratchCount)
    multiply.execute(d: &d, a: ones, b: ones, c: c, scratch: &scratch)
    for index in 0..<64 {
      #expect(d[index] & 0xFFFF == UInt32(Float16(index + 8).bitPattern))
      #expect(d[index] >> 16 == UInt32(Float16(index + 108).bitPattern))
    }
  }

  @Test(arguments: [(4, 8), (4, 16), (8, 16), (16, 16)])
  func doublePrecision(depth: Int, rows: Int) throws {
    let multiply = try #require(
      WarpMultiply(PTXOpcode(spelling: "mma.sync.aligned.m\(rows)n8k\(depth).row.col.f64.f64.f64.f64")))
    func left(_ row: Int, _ k: Int) -> Double { Double(row * 3 + k) / 3 }
    func right(_ k: Int, _ column: Int) -> Double { Double(k - column * 2) / 7 }
    var a = [UInt64](repeating: 0, count: multiply.aRegisters * 32)
    var b = [UInt64](repeating: 0, count: multiply.bRegisters * 32)
    for lane in 0..<32 {
      for i in 0..<multiply.aRegisters {
        // ISA, m16n8k16: even elements in the lane's row, odd ones eight below, columns in steps of four.
        let (row, k) = rows == 8 ? (lane >> 2, lane % 4) : ((lane >> 2) + i % 2 * 8, (i - i % 2) * 2 + lane % 4)
        a[i * 32 + lane] = left(row, k).bitPattern
      }
      for i in 0..<multiply.bRegisters { b[i * 32 + lane] = right(lane % 4 + i * 4, lane >> 2).bitPattern }
    }
    let c = [UInt64](repeating: Double(0.25).bitPattern, count: multiply.accumulatorRegisters * 32)
    var d = c
    multiply.execute(d: &d, a: a, b: b, c: c)
    for lane in 0..<32 {
      for i in 0..<multiply.accumulatorRegisters {
        let (row, column) = ((lane >> 2) + (i < 2 ? 0 : 8), lane % 4 * 2 + (i & 1))
        var sum = 0.25
        for k in 0..<depth { sum.addProduct(left(row, k), right(k, column)) }
        #expect(d[i * 32 + lane] == sum.bitPattern)
      }
    }
  }

  @Test(arguments: [("xor", true), ("and", false)])
  func singleBits(operation: String, isXor: Bool) throws {
    let multiply = try #require(
      WarpMultiply(PTXOpcode(spelling: "mma.sync.aligned.m16n8k256.row.col.s32.b1.b1.s32.\(operation).popc")))
    let a = (0..<128).map { UInt32($0) &* 2_654_435_761 }
    let b = (0..<64).map { UInt32($0) &* 40_503 &+ 0x1234_5678 }
    let c = [UInt32](repeating: 3, count: 128)
    var d = [UInt32](repeating: 0, count: 128)
    var scratch = [Double](repeating: 0, count: WarpMultiply.scratchCount)
    multiply.execute(d: &d, a: a, b: b, c: c, scratch: &scratch)
    for lane in 0..<32 {
      for i in 0..<4 {
        let (row, column) = ((lane >> 2) + (i < 2 ? 0 : 8), lane % 4 * 2 + (i & 1))
        var count = 3
        for word in 0..<8 {
          let left = a[(word / 4 * 2 + row / 8) * 32 + row % 8 * 4 + word % 4]
          let right = b[word / 4 * 32 + column * 4 + word % 4]
          count += (isXor ? left ^ right : left & right).nonzeroBitCount
        }
        #expect(d[i * 32 + lane] == UInt32(count))
      }
    }
  }

  @Test func integersSaturateOrWrap() {
    let ones = [UInt32](repeating: 0x7F7F_7F7F, count: 128)
    let c = [UInt32](repeating: 0x7FFF_FFFF, count: 128)
    var scratch = [Double](repeating: 0, count: WarpMultiply.scratchCount)
    var d = [UInt32](repeating: 0, count: 128)
    for (accumulation, expected) in [
      (Accumulation.s32, UInt32(0x7FFF_FFFF) &+ 127 * 127 * 32), (.saturatedS32, 0x7FFF_FFFF),
    ] {
      let multiply = WarpMultiply(rows: 16, depth: 32, a: .s8, b: .s8, accumulation: accumulation)
      multiply.execute(d: &d, a: ones, b: ones, c: c, scratch: &scratch)
      #expect(d.allSatisfy { $0 == expected })
    }
  }

  @Test func otherFormsAreRefused() {
    for spelling in [
      "mma.sync.aligned.m8n8k4.row.col.f32.f16.f16.f32", "mma.sp.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32",
      "mma.sync.aligned.m16n8k32.row.col.f32.f16.f16.f32", "wmma.mma.sync.aligned.row.col.m16n16k16.f32.f32",
    ] { #expect(WarpMultiply(PTXOpcode(spelling: spelling)) == nil) }
  }
}
