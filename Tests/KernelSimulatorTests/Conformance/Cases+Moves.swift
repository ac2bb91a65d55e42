/// Moves that pack and unpack, and constants.
extension InstructionCases {
  static var moves: [InstructionCases] {
    let words: [UInt64] = [0, 0x0123_4567_89AB_CDEF, 0xFFFF_FFFF_0000_0001, 0x8000_7FFF_FFFF_8000]
    let inputs = words.map { [$0] }
    func unpacked(_ name: String, _ parts: Int, _ index: Int) -> InstructionCases {
      let width = 64 / parts
      let names = (0..<parts).map { $0 == index ? "%d" : "%x\($0)" }
      let others = (0..<parts).filter { $0 != index }.map { "%x\($0)" }.joined(separator: ", ")
      return InstructionCases(
        name: "\(name), part \(index)",
        body: "{ .reg .b\(width) \(others); mov.b64 {\(names.joined(separator: ", "))}, %a; }",
        width == 32 ? .b32 : .b16, [.b64], inputs
      ) { x in .bits(x[0] >> UInt64(index * width) & (UInt64.max >> UInt64(64 - width))) }
    }
    var cases =
      (0..<2).map { unpacked("mov.b64 into two", 2, $0) } + (0..<4).map { unpacked("mov.b64 into four", 4, $0) }
    let halves: [UInt64] = [0, 0x1234, 0xFFFF, 0x8001]
    let full: [UInt64] = [0, 0x1234_5678, 0xFFFF_FFFF, 0x8000_0001]
    cases += [
      InstructionCases(
        name: "mov.b32 of two", body: "mov.b32 %d, {%a, %b};", .b32, [.b16, .b16], combinations(halves, halves)
      ) {
        .bits($0[0] | $0[1] << 16)
      },
      InstructionCases(
        name: "mov.b64 of two", body: "mov.b64 %d, {%a, %b};", .b64, [.b32, .b32], combinations(full, full)
      ) {
        .bits($0[0] | $0[1] << 32)
      },
      InstructionCases(
        name: "mov.b64 of four", body: "mov.b64 %d, {%a, %b, %c, %e};", .b64, [.b16, .b16, .b16, .b16],
        combinations(halves, [0, 0xFFFF], [0x1234, 0], halves)
      ) { .bits($0[0] | $0[1] << 16 | $0[2] << 32 | $0[3] << 48) },
      InstructionCases(
        name: "mov.b32 into two", body: "{ .reg .b16 %x; mov.b32 {%x, %d}, %a; }", .b16, [.b32], full.map { [$0] }
      ) {
        .bits($0[0] >> 16)
      },
      InstructionCases(
        name: "mov.b128", body: "{ .reg .b128 %w; .reg .b64 %x; mov.b128 %w, {%a, %b}; mov.b128 {%x, %d}, %w; }", .b64,
        [.b64, .b64], combinations(words, words)
      ) {
        .bits($0[1])
      },
    ]
    let constants: [(String, Register, UInt64)] = [
      ("mov.f32 %d, 0f3FC00000;", .b32, 0x3FC0_0000), ("mov.f32 %d, 0fFF800000;", .b32, 0xFF80_0000),
      ("mov.f64 %d, 0d3FF8000000000000;", .b64, 0x3FF8_0000_0000_0000),
      ("mov.f64 %d, 1.5;", .b64, 0x3FF8_0000_0000_0000),
      ("mov.u32 %d, 0xFFFFFFFF;", .b32, 0xFFFF_FFFF), ("mov.s32 %d, -1;", .b32, 0xFFFF_FFFF),
      ("mov.u64 %d, 0xFFFFFFFF;", .b64, 0xFFFF_FFFF), ("mov.s64 %d, -1;", .b64, ~0),
      ("mov.u64 %d, 0xFFFFFFFFFFFFFFFF;", .b64, ~0), ("mov.b16 %d, 65535;", .b16, 0xFFFF),
      ("mov.u32 %d, 017;", .b32, 15), ("mov.u32 %d, 0b101;", .b32, 5), ("mov.u32 %d, WARP_SZ;", .b32, 32),
    ]
    return cases
      + constants.map { body, register, bits in
        InstructionCases(name: body, body: body, register, [], [[]]) { _ in .bits(bits) }
      }
  }
}
