import PTX
import Testing

@Suite struct ControlFlowTests {
  private func flow(_ body: String, before: String = "") throws -> (PTXFunction, ControlFlow) {
    let module = PTXText.kernel(".reg .pred %p<4>; .reg .b32 %r<9>;\n" + body, before: before)
    try #require(module.diagnostics.isEmpty, "\(module.diagnostics)")
    return (module.kernels[0], ControlFlow(module.kernels[0], module))
  }

  @Test func aDiamondMeetsBehindIt() throws {
    let (_, flow) = try flow(
      """
      @%p1 bra ELSE;
      mov.u32 %r1, 1; bra.uni JOIN;
      ELSE: mov.u32 %r1, 2;
      JOIN: mov.u32 %r2, %r1; ret;
      """)
    #expect(flow.blocks.map(\.first) == [0, 1, 3, 4])
    #expect(Array(flow.successors(0)) == [2, 1])
    #expect(flow.reconvergence(of: 0) == 4)
    #expect(flow.postDominators == [3, 3, 3, -1])
  }

  @Test func aLoopMeetsBehindIt() throws {
    let (_, flow) = try flow("LOOP: add.u32 %r1, %r1, 1; @%p1 bra LOOP; @%p2 bra LOOP; mov.u32 %r2, 1; ret;")
    #expect(flow.reconvergence(of: 1) == 2)
    #expect(flow.reconvergence(of: 2) == 3)
  }

  @Test func pathsIntoTrapsDoNotCount() throws {
    let (_, flow) = try flow(
      """
      @%p1 bra SKIP;
      @!%p2 bra BAD;
      mov.u32 %r1, 1;
      SKIP: bar.sync 0; ret;
      BAD: trap;
      """)
    #expect(flow.reconvergence(of: 0) == 3)
    #expect(flow.reconvergence(of: 1) == 2)
  }

  @Test func callsThatDoNotReturnEndTheirBlock() throws {
    let (_, flow) = try flow(
      "@%p1 bra OK; call fail; OK: ret;", before: ".extern .func fail .noreturn;")
    #expect(Array(flow.successors(1)) == [])
    #expect(flow.reconvergence(of: 0) == 2)
  }

  @Test func endlessLoopsAndEarlyReturns() throws {
    let (_, endless) = try flow("LOOP: @%p1 bra ELSE; mov.u32 %r1, 1; ELSE: bra LOOP;")
    #expect(endless.reconvergence(of: 0) == 2)
    let (_, early) = try flow("@%p1 ret; mov.u32 %r1, 1; ret;")
    #expect(Array(early.successors(0)) == [1])
    #expect(early.reconvergence(of: 0) == nil)
  }

  @Test func indexedBranches() throws {
    let (_, flow) = try flow(
      "T: .branchtargets A, B, A;\nbrx.idx %r1, T; A: mov.u32 %r2, 1; bra C; B: mov.u32 %r2, 2; C: ret;")
    #expect(Array(flow.successors(0)) == [1, 2])
    #expect(flow.reconvergence(of: 0) == 4)
  }

  @Test func readsAndWrites() throws {
    let module = PTXText.kernel(
      """
      .reg .pred %p<4>; .reg .b32 %r<9>; .reg .b64 %rd<4>; .reg .f32 %f<9>;
      setp.lt.s32 %p1|%p2, %r1, %r2;
      st.global.v2.u32 [%rd1], {%r1, %r2};
      @!%p1 ld.global.v2.u32 {%r3, %r4}, [%rd1];
      wgmma.mma_async.sync.aligned.m64n8k16.f32.bf16.bf16 {%f1, %f2, %f3, %f4}, %rd1, %rd2, 1, 1, 1, 0, 0;
      shfl.sync.bfly.b32 %r1|%p3, %r2, 1, 31, -1;
      bar.red.popc.u32 %r1, %r2, !%p1;
      bar.sync %r1;
      cp.async.bulk.tensor.2d.global.shared::cta.bulk_group [%rd1, {%r1, %r2}], [%r3];
      """)
    let function = module.kernels[0]
    let access = RegisterAccess(function, roles: PTXOpcodeRole.all(of: module))
    func names(_ registers: ArraySlice<Int32>) -> [String] { registers.map { function.registerName($0) } }
    #expect(names(access.writes(0)) == ["%p1", "%p2"] && names(access.reads(0)) == ["%r1", "%r2"])
    #expect(names(access.writes(1)) == [] && names(access.reads(1)) == ["%rd1", "%r1", "%r2"])
    #expect(names(access.writes(2)) == ["%r3", "%r4"] && names(access.reads(2)) == ["%p1", "%rd1"])
    #expect(names(access.writes(3)) == ["%f1", "%f2", "%f3", "%f4"])
    #expect(names(access.reads(3)) == ["%f1", "%f2", "%f3", "%f4", "%rd1", "%rd2"])
    #expect(names(access.writes(4)) == ["%r1", "%p3"])
    #expect(names(access.writes(5)) == ["%r1"] && names(access.reads(5)) == ["%r2", "%p1"])
    #expect(names(access.writes(6)) == [] && names(access.reads(6)) == ["%r1"])
    #expect(names(access.reads(7)) == ["%rd1", "%r1", "%r2", "%r3"])
  }
}
