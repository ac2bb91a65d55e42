import PTX
import Testing

/// One test for each point of the grammar that is easy to get wrong.
@Suite struct GrammarTests {
  private func parse(_ text: String) -> PTXModule {
    PTXParser.parse(Array(text.utf8), file: "test.ptx")
  }

  private func kernel(_ body: String, before: String = "", header: String = "()") -> PTXModule {
    parse(
      """
      .version 8.5
      .target sm_90a
      .address_size 64
      \(before)
      .visible .entry k\(header)
      {
      \(body)
      }
      """)
  }

  private func only(_ body: String, before: String = "", header: String = "()") throws -> PTXFunction {
    let module = kernel(body, before: before, header: header)
    try #require(module.diagnostics.isEmpty, "\(module.diagnostics)")
    return try #require(module.kernels.first)
  }

  @Test func aWholeKernel() throws {
    let module = kernel(
      """
        .reg .pred %p<2>;
        .reg .b32 %r<4>;
        .reg .b64 %rd<3>;
        .loc 1 7 3
        ld.param.u64 %rd1, [k_param_0];
        mov.u32 %r1, %ctaid.x;
        setp.ge.s32 %p1, %r1, -5;
        @!%p1 bra $L__BB0_2;
        st.global.u32 [%rd1+-8], 0x10;
      $L__BB0_2:
        ret;
      """,
      header: "(.param .u64 .ptr .global .align 16 k_param_0,\n .param .align 64 .b8 k_param_1[128])\n.maxntid 256, 1")
    #expect(module.diagnostics == [])
    #expect(module.version == PTXVersion(major: 8, minor: 5))
    #expect(module.targets == ["sm_90a"])
    let function = try #require(module.kernels.first)
    #expect(function.parameters.map(\.byteCount) == [8, 128])
    #expect(function.parameters[0].pointer == PTXPointer(space: .global, alignment: 16))
    #expect(function.bounds.maximumThreads == [256, 1])
    #expect(function.instructions.count == 6)
    #expect(function.labels == [PTXLabel(name: "$L__BB0_2", instruction: 5)])
    let jump = function.instructions[3]
    #expect(jump.isGuardNegated && function.registerName(jump.guardRegister) == "%p1")
    #expect(Array(function.operands(of: jump)) == [.label(0)])
    #expect(jump.place == PTXPlace(line: 16, column: 3))
    #expect(function.locations == [PTXLocation(file: 1, line: 7, column: 3)])
    let store = Array(function.operands(of: function.instructions[4]))
    #expect(store == [.address(register: 7, offset: -8), .integer(16)])
    #expect(function.registerName(7) == "%rd1")
  }

  @Test func numbers() throws {
    let function = try only(
      """
      .reg .b64 %rd<2>;
      mov.b64 %rd1, 0x7fU; mov.b64 %rd1, 017; mov.b64 %rd1, 0b101; mov.b64 %rd1, 18446744073709551615;
      mov.b64 %rd1, 0f3F800000; mov.b64 %rd1, 0d3FF0000000000000; mov.b64 %rd1, 1.5e2; mov.b64 %rd1, WARP_SZ;
      mov.b64 %rd1, (1 << 4) + 2 * 3 - -1; mov.b64 %rd1, 5 > 3 ? 7 : 8; mov.b64 %rd1, ~0; mov.b64 %rd1, -0f3F800000;
      """)
    let values = function.instructions.map { function.operands(of: $0).last }
    #expect(
      values == [
        .integer(127), .integer(15), .integer(5), .integer(-1), .float32(0x3F80_0000), .float64(0x3FF0_0000_0000_0000),
        .float64(150.0.bitPattern), .integer(32), .integer(23), .integer(7), .integer(-1), .float32(0xBF80_0000),
      ])
  }

  @Test func scopesMayRepeatNames() throws {
    let function = try only(
      """
      .reg .b32 %r<3>;
      { .reg .pred P; .reg .b32 %r<2>; setp.ne.s32 P, %r1, %r2; @P bra DONE; DONE: }
      { .reg .pred P; setp.ne.s32 P, %r1, 0; @P bra DONE; nanosleep.u32 20; DONE: }
      """)
    #expect(function.labels.map(\.instruction) == [2, 5])
    #expect(Array(function.operands(of: function.instructions[0])) == [.register(3), .register(5), .register(2)])
    #expect(Array(function.operands(of: function.instructions[2])) == [.register(6), .register(1), .integer(0)])
    #expect(Array(function.operands(of: function.instructions[1])) == [.label(0)])
    #expect(Array(function.operands(of: function.instructions[3])) == [.label(1)])
  }

  @Test func labelsAreFoundFromTheInsideOutwards() throws {
    let function = try only(
      """
      .reg .b32 DONE;
      A: { bra OUT; bra A; { A: bra A; bra X; } bra A; X: }
      { bra X; X: }
      bra DONE; DONE: OUT: ret;
      """)
    let targets = function.instructions.dropLast().map { instruction -> Int32 in
      guard case .label(let label)? = function.operands(of: instruction).first else { return -1 }
      return function.labels[Int(label)].instruction
    }
    // OUT, the outer A, the inner A, the first X, the outer A; the second X; DONE.
    #expect(targets == [7, 0, 2, 5, 0, 6, 7])
  }

  @Test func operandForms() throws {
    let function = try only(
      """
      .reg .pred %p<3>; .reg .b32 %r<9>; .reg .b64 %rd<9>; .reg .v4 .f32 %v; .reg .f32 %f<2>;
      shfl.sync.idx.b32 %r2|%p1, %r1, 0, 31, -1;
      elect.sync _|%p1, 0xffffffff;
      setp.lt.and.s32 %p1|_, %r1, 3, !%p2;
      ld.global.v4.f32 %v, [ %rd1 + 16 ];
      mov.f32 %f1, %v.z;
      ld.global.v4.f32 {%f1, _, %f1, _}, [%rd1];
      cp.async.bulk.tensor.2d.shared::cluster.global.mbarrier::complete_tx::bytes [%r1], [%rd1, {%r2, 5}], [%r3];
      ld.shared.b32 %r1, [4096];
      mov.u32 %r1, %envreg2;
      mov.u64 %rd1, k_param_0+4;
      """, header: "(.param .b32 k_param_0)")
    let operands = function.instructions.map { Array(function.operands(of: $0)) }
    #expect(operands[0][0] == .pair(5, 1))
    #expect(operands[1][0] == .pair(-1, 1))
    #expect(operands[2][0] == .pair(1, -1))
    #expect(operands[2][3] == .negatedRegister(2))
    guard case .vector(let first, let count) = operands[3][0] else {
      Issue.record("\(operands[3])")
      return
    }
    #expect(function.operands[Int(first)..<Int(first + count)].map { $0 } == (21..<25).map { .register($0) })
    #expect(function.registerName(23) == "%v.z")
    #expect(operands[3][1] == .address(register: 13, offset: 16))
    #expect(operands[4][1] == .register(23))
    #expect(operands[6].count == 3)
    guard case .tensor(13, let coordinates, 2) = operands[6][1] else {
      Issue.record("\(operands[6])")
      return
    }
    #expect(function.operands[Int(coordinates) + 1] == .integer(5))
    #expect(operands[7][1] == .absoluteAddress(4096))
    #expect(operands[8][1] == .special(PTXSpecialRegister(name: .envreg, component: 2)))
    #expect(operands[9][1] == .symbol(.parameter(0), offset: 4))
  }

  @Test func callsAndTargets() throws {
    let function = try only(
      """
      .reg .b64 %rd<2>; .reg .b32 %r<2>;
      { .param .b64 param0; .param .b32 retval0;
        st.param.b64 [param0+0], %rd1;
        call.uni (retval0), f, (param0);
        prototype_3 : .callprototype (.param .b32 _) _ (.param .b64 _);
        call (retval0), %rd1, (param0), prototype_3;
        call g;
      }
      ts: .branchtargets A, B;
      brx.idx %r1, ts;
      A: B: ret;
      """, before: ".extern .func (.param .b32 r) f (.param .b64 a);\n.func g { ret; }")
    let call = Array(function.operands(of: function.instructions[1]))
    #expect(call.count == 3 && call[1] == .symbol(.function(0), offset: 0))
    let indirect = Array(function.operands(of: function.instructions[2]))
    #expect(indirect.last == .prototype(0))
    #expect(function.prototypes[0].parameters.map(\.type) == [.b64])
    #expect(Array(function.operands(of: function.instructions[3])) == [.symbol(.function(1), offset: 0)])
    guard case .vector(let first, 2) = function.operands(of: function.instructions[4]).last else {
      Issue.record("no list of labels")
      return
    }
    #expect(function.operands[Int(first)..<Int(first) + 2].map { $0 } == [.label(0), .label(1)])
  }

  @Test func variablesAndTheirContents() throws {
    let module = kernel(
      "ret;",
      before: """
        .visible .global .align 8 .u64 table[4] = { generic(data)+8, k, 7 };
        .global .f32 data[][2] = { {1.0, 2}, {0f40400000} };
        .const .align 1 .b8 text[6] = {104, 105};
        .global .u8 part[2] = {0xFF00(data), 0xff(data+4)};
        .extern .shared .align 1024 .b8 dynamic[];
        .global .attribute(.managed) .v2 .u32 pair = {1, 2}, lone = {3, 4};
        """)
    #expect(module.diagnostics == [])
    #expect(module.variables.map(\.name) == ["table", "data", "text", "part", "dynamic", "pair", "lone"])
    #expect(
      module.variables[0].initializer?.addresses == [
        .init(offset: 0, byteCount: 8, symbol: "data", addend: 8, isGeneric: true),
        .init(offset: 8, byteCount: 8, symbol: "k", addend: 0, isGeneric: false),
      ])
    #expect(module.variables[1].dimensions == [2, 2])
    #expect(module.variables[1].initializer?.bytes == [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40, 0, 0, 0x40, 0x40])
    #expect(module.variables[2].byteCount == 6)
    #expect(module.variables[3].initializer?.addresses.map(\.firstByte) == [1, 0])
    #expect(module.variables[4].byteCount == 0 && module.variables[4].alignment == 1024)
    #expect(module.variables[6].initializer?.bytes == [3, 0, 0, 0, 4, 0, 0, 0])
  }

  @Test func debuggingSectionsAndLines() throws {
    let module = parse(
      """
      .section .debug_str { info: .b8 1, 2 }
      .version 9.4
      .target sm_90a, debug
      .address_size 64
      .file 1 "a.cu", 1234, 99
      .pragma "nounroll";
      .visible .entry k() {
      .loc 1 2 3, function_name $L__info0+4, inlined_at 1 9 1
      /* a comment
         of two lines */ trap; // and one more
      }
      .section .debug_info
      {
      .b32 .debug_abbrev
      $L__x:
      .b64 $L__x
      }
      """)
    #expect(module.diagnostics == [])
    #expect(module.sourceFiles == [1: "a.cu"])
    #expect(module.kernels[0].instructions[0].place == PTXPlace(line: 10, column: 20))
  }
}
