import PTX
import Testing

@testable import KernelSimulator

/// What becomes of PTX on the way to issue slots.
struct LoweringTests {
  /// The lowered instructions with an opcode, in the order of the text.
  private func lowered(_ base: String, _ body: String) throws -> [LoweredInstruction] {
    let program = try Device.program(Device.file(body + "\nret;", parameters: 2))
    let lowering = Lowering(program, .h800SXM)
    return program.code.instructions.enumerated().compactMap { number, place in
      let function = program.module.functions[Int(place.function)]
      guard Int(place.index) < function.instructions.count else { return nil }
      let opcode = program.module.opcodes[Int(function.instructions[Int(place.index)].opcode)]
      return opcode.base == base ? lowering.instructions[number] : nil
    }
  }

  private static let pointer = "ld.param.u64 %rd0, [p0]; mov.u32 %r0, %tid.x;\n"

  @Test func sumsThatAddressesUseAreOffsets() throws {
    let folded = Self.pointer + "add.s64 %rd1, %rd0, 64; st.global.u32 [%rd1], %r0;"
    #expect(try lowered("add", folded).map(\.slots) == [0])
    let kept = folded + "st.global.u64 [%rd1], %rd1;"
    #expect(try lowered("add", kept).map(\.slots) == [2])
  }

  @Test func productsForOneSumAreOneInstructionWithIt() throws {
    let text = Self.pointer + "mul.wide.u32 %rd1, %r0, 4; add.s64 %rd2, %rd0, %rd1; st.global.u32 [%rd2], %r0;"
    #expect(try lowered("mul", text).map(\.slots) == [0])
    #expect(try lowered("add", text).map(\.pipe) == [.imad])
    let shared = text + "st.global.u64 [%rd2], %rd1;"
    #expect(try lowered("mul", shared).map(\.slots) == [1])
    let shift = Self.pointer + "shl.b32 %r1, %r0, 3; add.s32 %r2, %r1, %r0; st.global.u32 [%rd0], %r2;"
    #expect(try lowered("shl", shift).map(\.slots) == [0])
    #expect(try lowered("add", shift).map(\.slots) == [1])
  }

  @Test func floatingProductsAndSumsContract() throws {
    let start = Self.pointer + "mov.b32 %f0, %r0;\n"
    let fused = start + "mul.f32 %f1, %f0, %f0; add.f32 %f2, %f1, %f0; st.global.f32 [%rd0], %f2;"
    #expect(try lowered("mul", fused).map(\.slots) == [0])
    #expect(try lowered("add", fused).map(\.slots) == [1])
    let rounded = start + "mul.rn.f32 %f1, %f0, %f0; add.f32 %f2, %f1, %f0; st.global.f32 [%rd0], %f2;"
    #expect(try lowered("mul", rounded).map(\.slots) == [1])
    let used = fused + "st.global.f32 [%rd0], %f1;"
    #expect(try lowered("mul", used).map(\.slots) == [1])
  }

  @Test func copiesAndUnusedResultsTakeNoSlot() throws {
    let text = """
      ld.param.u64 %rd0, [p0]; cvta.to.global.u64 %rd1, %rd0; mov.u32 %r0, 7; mov.u32 %r1, %r0;
      mov.u32 %r4, %tid.x; mul.lo.s32 %r2, %r4, %r1; xor.b32 %r3, %r4, %r1; st.global.u32 [%rd1], %r3;
      """
    #expect(try lowered("ld", text).map(\.slots) == [0])
    #expect(try lowered("cvta", text).map(\.slots) == [0])
    #expect(try lowered("mov", text).map(\.slots) == [0, 0, 1])
    #expect(try lowered("mul", text).map(\.slots) == [0])
    #expect(try lowered("xor", text).map(\.slots) == [1])
  }

  @Test func whatConstantsMakeIsConstant() throws {
    let text =
      Self.pointer + """
        mov.u32 %r1, 1; shl.b32 %r2, %r1, 4; setp.ne.u32 %p0, %r1, 0; setp.ne.u32 %p1, %r0, %r2;
        @%p0 st.global.u32 [%rd0], %r2; @%p1 st.global.u32 [%rd0], %r0;
        """
    #expect(try lowered("shl", text).map(\.slots) == [0])
    #expect(try lowered("setp", text).map(\.slots) == [0, 1])
    // What has several values is none.
    let changed = text + "add.s32 %r1, %r1, 1;"
    #expect(try lowered("shl", changed).map(\.slots) == [1])
    #expect(try lowered("setp", changed).map(\.slots) == [1, 1])
  }

  @Test func conversionsAreOnTheUnitsOfTheirInstructions() throws {
    let text =
      Self.pointer + """
        mov.b32 %f0, %r0; cvt.rn.bf16x2.f32 %r1, %f0, %f0; cvt.rni.f32.f32 %f1, %f0; cvt.rzi.s32.f32 %r2, %f0;
        cvt.rn.f32.s32 %f2, %r0; cvt.sat.f32.f32 %f3, %f0;
        st.global.v2.u32 [%rd0], {%r1, %r2}; st.global.v2.f32 [%rd0], {%f1, %f2}; st.global.f32 [%rd0], %f3;
        """
    let conversions = try lowered("cvt", text)
    #expect(conversions.map(\.pipe) == [.alu, .special, .special, .alu, .fma])
    #expect(conversions.map(\.interval) == [4, 8, 8, 2, 1])
  }

  @Test func integersOfSixtyFourBitsAreSplit() throws {
    let text =
      Self.pointer + """
        cvt.u64.u32 %rd1, %r0; add.s64 %rd2, %rd1, %rd0; mul.lo.s64 %rd3, %rd2, %rd1; setp.lt.u64 %p0, %rd3, %rd2;
        and.b64 %rd4, %rd3, %rd1; @%p0 st.global.u64 [%rd0], %rd4;
        """
    #expect(try lowered("cvt", text).map(\.slots) == [0])
    #expect(try lowered("add", text).map(\.slots) == [2])
    #expect(try lowered("mul", text).map(\.slots) == [4])
    #expect(try lowered("setp", text).map(\.slots) == [2])
    // The upper half of a sum waits for the carry; halves of a conjunction do not.
    #expect(try lowered("add", text).map(\.extraLatency) == [3])
    #expect(try lowered("and", text).map(\.extraLatency) == [0])
  }

  @Test func shortBranchesArePredicates() throws {
    func branch(over instruction: String, _ count: Int) throws -> [UInt8] {
      let skipped = Array(repeating: instruction, count: count).joined(separator: "\n")
      return try lowered(
        "bra", Self.pointer + "setp.eq.u32 %p0, %r0, 0; @%p0 bra END;\n\(skipped)\nEND: st.global.u32 [%rd0], %r0;"
      ).map(\.slots)
    }
    #expect(try branch(over: "add.s32 %r0, %r0, %r0;", 6) == [0])
    #expect(try branch(over: "add.s32 %r0, %r0, %r0;", 7) == [1])
    #expect(try branch(over: "bar.sync 0;", 1) == [1])
  }

  @Test func negationsOfGuardsArePartOfThem() throws {
    let text = Self.pointer + "setp.eq.u32 %p0, %r0, 0; not.pred %p1, %p0; @%p1 st.global.u32 [%rd0], %r0;"
    #expect(try lowered("not", text).map(\.slots) == [0])
  }

  @Test func sizesOfTheLaunchAreConstants() throws {
    let text =
      "ld.param.u64 %rd0, [p0]; mov.u32 %r0, %ntid.x; mov.u32 %r1, %tid.x; st.global.v2.u32 [%rd0], {%r0, %r1};"
    #expect(try lowered("mov", text).map(\.slots) == [0, 1])
  }

  @Test func divisionsAreSequences() throws {
    let text =
      Self.pointer + """
        mov.b32 %f0, %r0; div.rn.f32 %f1, %f0, %f0; div.approx.f32 %f2, %f1, %f0; div.u32 %r1, %r0, %r0;
        st.global.f32 [%rd0], %f2; st.global.u32 [%rd0], %r1;
        """
    #expect(try lowered("div", text).map(\.slots) == [10, 2, 18])
    #expect(try lowered("div", text).allSatisfy { $0.pipe == .special })
  }

  @Test func hintsAreThoseOfTheSpelling() throws {
    let text =
      Self.pointer + """
        createpolicy.fractional.L2::evict_last.b64 %rd1, 1.0;
        ld.global.nc.L1::no_allocate.L2::256B.u32 %r1, [%rd0];
        ld.global.cs.u32 %r2, [%rd0];
        ld.global.L2::cache_hint.u32 %r3, [%rd0], %rd1;
        st.global.v2.u32 [%rd0], {%r1, %r2}; st.global.u32 [%rd0], %r3;
        """
    let hints = try lowered("ld", text).dropFirst().map(\.hints)
    #expect(hints == [[.bypassesL1, .prefetches256], [.evictsFirstFromL1, .evictsFirstFromL2], [.evictsLastFromL2]])
  }
}
