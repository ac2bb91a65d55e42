import Testing

@testable import KernelSimulator

/// Branches, loops, calls and ends.
struct ControlFlowTests {
  @Test
  func lanesLeaveALoopAtDifferentTimes() throws {
    let (values, result) = try Device().words(
      """
      mov.u32 %r2, %tid.x;
      mov.u32 %r1, 0;
      mov.u32 %r3, 0;
      LOOP:
      setp.ge.u32 %p1, %r3, %r2;
      @%p1 bra DONE;
      add.s32 %r1, %r1, %r3;
      add.s32 %r3, %r3, 1;
      bra LOOP;
      DONE:
      """)
    #expect(values == threads { $0 * ($0 &- 1) / 2 })
    #expect(result.findings.isEmpty)
    // The lanes are together again behind the loop: 3 + 31 * 5 + 2 in it, and 9 behind it.
    #expect(result.warpInstructions == 3 + 31 * 5 + 2 + 9)
  }

  @Test
  func nestedBranches() throws {
    let (values, _) = try Device().words(
      """
      mov.u32 %r2, %tid.x;
      and.b32 %r3, %r2, 1;
      and.b32 %r4, %r2, 2;
      setp.eq.u32 %p1, %r3, 0;
      setp.eq.u32 %p2, %r4, 0;
      @%p1 bra EVEN;
      @%p2 bra A;
      mov.u32 %r1, 3;
      bra JOIN;
      A:
      mov.u32 %r1, 1;
      bra JOIN;
      EVEN:
      @!%p2 bra B;
      mov.u32 %r1, 0;
      bra JOIN;
      B:
      mov.u32 %r1, 2;
      JOIN:
      add.s32 %r1, %r1, 10;
      """)
    #expect(values == threads { $0 % 4 + 10 })
  }

  @Test
  func aLaneThatSpinsOnAnotherOfItsWarpSeesItMove() throws {
    let (values, _) = try Device().words(
      """
      .shared .align 4 .b32 flag;
      mov.u32 %r2, %tid.x;
      mov.u32 %r5, flag;
      setp.ne.u32 %p1, %r2, 0;
      @%p1 bra WAITED;
      st.shared.u32 [%r5], 0;
      WAITED:
      bar.warp.sync 0xffffffff;
      setp.eq.u32 %p2, %r2, 31;
      @%p2 bra SET;
      SPIN:
      ld.volatile.shared.u32 %r3, [%r5];
      setp.eq.u32 %p3, %r3, 0;
      @%p3 bra SPIN;
      mov.u32 %r1, %r3;
      bra END;
      SET:
      st.volatile.shared.u32 [%r5], 7;
      mov.u32 %r1, 1;
      END:
      """)
    #expect(values == threads { $0 == 31 ? 1 : 7 })
  }

  @Test
  func aLockAmongTheLanesOfAWarp() throws {
    let device = Device()
    let lock = device.zeros(8)
    try device.run(
      """
      ld.param.u64 %rd1, [p0];
      SPIN:
      atom.global.cas.b32 %r1, [%rd1], 0, 1;
      setp.ne.u32 %p1, %r1, 0;
      @%p1 bra SPIN;
      ld.volatile.global.u32 %r2, [%rd1+4];
      add.s32 %r2, %r2, 1;
      st.volatile.global.u32 [%rd1+4], %r2;
      membar.gl;
      atom.global.exch.b32 %r3, [%rd1], 0;
      ret;
      """, [lock], block: .init(64))
    #expect(try device.values(lock, 2, as: UInt32.self) == [0, 64])
  }

  @Test
  func lanesThatEndEarly() throws {
    let device = Device()
    let out = device.zeros(32 * 4)
    let result = try device.run(
      """
      ld.param.u64 %rd1, [p0];
      mov.u32 %r2, %tid.x;
      setp.ge.u32 %p1, %r2, 10;
      @%p1 exit;
      mul.wide.u32 %rd2, %r2, 4;
      add.s64 %rd1, %rd1, %rd2;
      activemask.b32 %r3;
      st.global.u32 [%rd1], %r3;
      ret;
      """, [out])
    let values = try device.values(out, 32, as: UInt32.self)
    #expect(values == threads { $0 < 10 ? 0x3FF : 0 })
    #expect(result.threadInstructions == 3 * 32 + 22 + 5 * 10)
  }

  private static let functions = """
    .func (.param .b32 result) square(.param .b32 x)
    {
    .reg .b32 %a<4>;
    ld.param.u32 %a1, [x];
    mul.lo.s32 %a2, %a1, %a1;
    st.param.b32 [result], %a2;
    ret;
    }
    .func (.param .b32 result) fibonacci(.param .b32 n)
    {
    .reg .b32 %a<8>;
    .reg .pred %q<2>;
    ld.param.u32 %a1, [n];
    setp.lt.u32 %q1, %a1, 2;
    mov.u32 %a5, %a1;
    @%q1 bra LEAF;
    sub.s32 %a2, %a1, 1;
    { .param .b32 x0; .param .b32 y0;
    st.param.b32 [x0], %a2;
    call.uni (y0), fibonacci, (x0);
    ld.param.b32 %a3, [y0]; }
    sub.s32 %a2, %a1, 2;
    { .param .b32 x0; .param .b32 y0;
    st.param.b32 [x0], %a2;
    call.uni (y0), fibonacci, (x0);
    ld.param.b32 %a4, [y0]; }
    add.s32 %a5, %a3, %a4;
    LEAF:
    st.param.b32 [result], %a5;
    ret;
    }
    """

  @Test
  func callsPassParametersAndResults() throws {
    let (values, _) = try Device().words(
      """
      mov.u32 %r2, %tid.x;
      setp.gt.u32 %p1, %r2, 15;
      mov.u32 %r1, 5;
      { .param .b32 a0; .param .b32 b0;
      st.param.b32 [a0], %r2;
      @%p1 call (b0), square, (a0);
      @%p1 ld.param.b32 %r1, [b0]; }
      """, before: Self.functions)
    #expect(values == threads { $0 > 15 ? $0 * $0 : 5 })
  }

  @Test
  func recursionKeepsTheRegistersOfEachLane() throws {
    let (values, _) = try Device().words(
      """
      mov.u32 %r2, %tid.x;
      and.b32 %r2, %r2, 7;
      { .param .b32 a0; .param .b32 b0;
      st.param.b32 [a0], %r2;
      call.uni (b0), fibonacci, (a0);
      ld.param.b32 %r1, [b0]; }
      """, before: Self.functions)
    let fibonacci: [UInt32] = [0, 1, 1, 2, 3, 5, 8, 13]
    #expect(values == threads { fibonacci[Int($0 % 8)] })
  }

  @Test
  func aStackThatIsFullStopsTheRun() throws {
    #expect(throws: EmulatorError.self) {
      try Device().words(
        """
        mov.u32 %r2, 4000;
        { .param .b32 a0; .param .b32 b0;
        st.param.b32 [a0], %r2;
        call.uni (b0), fibonacci, (a0);
        ld.param.b32 %r1, [b0]; }
        """, before: Self.functions)
    }
  }

  @Test
  func indirectCallsGoWhereEachLanePoints() throws {
    let (values, _) = try Device().words(
      """
      mov.u32 %r2, %tid.x;
      and.b32 %r3, %r2, 1;
      setp.eq.u32 %p1, %r3, 1;
      mov.u64 %rd1, square;
      mov.u64 %rd2, fibonacci;
      selp.b64 %rd3, %rd1, %rd2, %p1;
      and.b32 %r4, %r2, 6;
      { .param .b32 a0; .param .b32 b0;
      st.param.b32 [a0], %r4;
      proto : .callprototype (.param .b32 _) _ (.param .b32 _);
      call (b0), %rd3, (a0), proto;
      ld.param.b32 %r1, [b0]; }
      """, before: Self.functions)
    let fibonacci: [UInt32] = [0, 1, 1, 2, 3, 5, 8, 13]
    #expect(values == threads { $0 & 1 == 1 ? ($0 & 6) * ($0 & 6) : fibonacci[Int($0 & 6)] })
  }

  @Test
  func indexedBranches() throws {
    let (values, _) = try Device().words(
      """
      mov.u32 %r2, %tid.x;
      rem.u32 %r3, %r2, 3;
      targets: .branchtargets A, B, C;
      brx.idx %r3, targets;
      A: mov.u32 %r1, 100; bra E;
      B: mov.u32 %r1, 200; bra E;
      C: mov.u32 %r1, 300;
      E:
      """)
    #expect(values == threads { 100 * ($0 % 3 + 1) })
  }

  @Test
  func trapsSayWhere() throws {
    let body = """
      mov.u32 %r2, %tid.x;
      setp.eq.u32 %p1, %r2, 37;
      @%p1 trap;
      ret;
      """
    #expect {
      try Device().run(body, [], block: .init(64))
    } throws: { error in
      (error as? EmulatorError)?.description == "k, CTA (0, 0, 0), thread (37, 0, 0), line 15: trap"
    }
  }

  @Test
  func aKernelThatNeverEndsIsStopped() throws {
    #expect(throws: EmulatorError.instructionLimit(kernel: "k", limit: 10_000, line: 13)) {
      try Device().run("L: bra L;", [], options: EmulatorOptions(maximumInstructions: 10_000))
    }
  }
}
