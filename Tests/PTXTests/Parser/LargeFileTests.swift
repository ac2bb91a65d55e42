import PTX
import Testing

@Suite struct LargeFileTests {
  @Test func aKernelOfManyScopes() throws {
    let text = try PTXText.bytes("spellings")
    let start = try #require(text.firstIndex(of: UInt8(ascii: "{")))
    let lines = text[start...].count { $0 == 0x0A }
    let repeats = 358_000 / lines + 1
    var large = Array(text[...start])
    for _ in 0..<repeats { large += text[start...] }
    large += Array("}\n".utf8)
    let module = PTXParser.parse(large, file: "large.ptx")
    #expect(module.diagnostics == [])
    let kernel = try #require(module.kernels.first)
    #expect(kernel.instructions.count == 416 * repeats)
    #expect(kernel.labels.count == repeats)
    #expect(module.opcodes.count == 416)
    #expect(Int(kernel.instructions.last?.place.line ?? 0) > 358_000)
  }

  @Test func manyKernels() throws {
    var text = ".version 8.5\n.target sm_90a\n"
    for number in 0..<3000 {
      text += """
        .visible .entry kernel\(number)(.param .u64 kernel\(number)_p) {
        .reg .pred %p<2>; .reg .b32 %r<3>;
        setp.eq.s32 %p1, %r1, \(number); @%p1 bra L\(number % 7); mov.u32 %r1, 1; L\(number % 7): ret;
        }

        """
    }
    let module = PTXParser.parse(Array(text.utf8), file: "many.ptx")
    #expect(module.diagnostics == [])
    #expect(module.kernels.count == 3000)
    #expect(module.kernels.allSatisfy { $0.instructions.count == 4 && $0.registerTypes.count == 5 })
  }
}
