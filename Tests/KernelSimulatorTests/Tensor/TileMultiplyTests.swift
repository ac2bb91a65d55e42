import PTX
import Testing

@testable import KernelSimulator

/// Fragments of `wmma`.
@Suite struct TileMultiplyTests {
  @Test(arguments: [(16, 16), (8, 32), (32, 8)])
  func everyElementIsHeldOnce(rows: Int, columns: Int) {
    let fragments = [
      TileFragment(operand: .a, rows: rows, columns: 16, bits: 16, registers: 8),
      TileFragment(operand: .b, rows: 16, columns: columns, bits: 16, registers: 8),
      TileFragment(operand: .accumulator, rows: rows, columns: columns, bits: 32, registers: 8),
      TileFragment(operand: .accumulator, rows: rows, columns: columns, bits: 16, registers: 4),
    ]
    for fragment in fragments {
      var seen: Set<[Int]> = []
      for register in 0..<fragment.held {
        for lane in 0..<32 {
          for element in 0..<fragment.perRegister {
            let place = fragment.place(lane: lane, register: register, element: element)
            #expect((0..<fragment.rows).contains(place.row) && (0..<fragment.columns).contains(place.column))
            seen.insert([place.row, place.column])
          }
        }
      }
      #expect(seen.count == fragment.rows * fragment.columns)
      #expect(fragment.held <= fragment.registers)
    }
  }

  @Test func sixteenBySixteenIsLaidOutAsTwoSmallerProducts() {
    let a = TileFragment(operand: .a, rows: 16, columns: 16, bits: 16, registers: 4)
    let b = TileFragment(operand: .b, rows: 16, columns: 16, bits: 16, registers: 4)
    for lane in 0..<32 {
      for register in 0..<4 {
        for element in 0..<2 {
          #expect(
            a.place(lane: lane, register: register, element: element)
              == MatrixFragment.a(lane: lane, register: register, element: element, perRegister: 2, rows: 16))
          let half = MatrixFragment.b(lane: lane, register: register % 2, element: element, perRegister: 2)
          #expect(
            b.place(lane: lane, register: register, element: element)
              == (half.row, half.column + register / 2 * 8))
        }
      }
    }
  }

  @Test func otherFormsAreRefused() {
    for spelling in [
      "wmma.mma.sync.aligned.row.col.m16n16k16.s32.s8.s8.s32",
      "wmma.mma.sync.aligned.row.col.m16n16k8.f32.tf32.tf32.f32",
      "wmma.mma.sync.aligned.row.col.m16n16k16.f16.f16.satfinite",
      "wmma.mma.sync.aligned.row.col.m8n8k4.f64.f64.f64.f64",
    ] { #expect(TileMultiply(PTXOpcode(spelling: spelling)) == nil) }
    #expect(TileMultiply(PTXOpcode(spelling: "wmma.mma.sync.aligned.row.col.m16n16k16.f32.f16"))?.addend == .f16)
  }
}
