import PTX
import Testing

@testable import KernelSimulator

/// Launches that cannot be, and launches on several cores.
struct LaunchTests {
  private func message(_ work: () throws -> Void) -> String {
    do {
      try work()
      return "none"
    } catch {
      return "\(error)"
    }
  }

  @Test
  func wrongLaunchesAreRefusedInOneLine() throws {
    let program = try Device.program(Device.file("ret;", parameters: 1, directives: ".maxntid 128, 1, 1"))
    func attempt(_ launch: Launch) -> String {
      message {
        var memory = DeviceMemory()
        _ = try Emulator.run(program, launch, memory: &memory)
      }
    }
    let eight = [[UInt8](repeating: 0, count: 8)]
    let one = Launch.Extent(1)
    #expect(attempt(Launch(grid: one, block: one, arguments: [])) == "k takes 1 arguments, 0 are given")
    #expect(
      attempt(Launch(grid: one, block: one, arguments: [[1, 2]]))
        == "k: parameter 0 (p0) has 8 bytes, the argument 2")
    #expect(
      attempt(Launch(grid: .init(0), block: one, arguments: eight)) == "k: the grid (0, 1, 1) has no CTAs")
    #expect(
      attempt(Launch(grid: one, block: .init(1024, 2), arguments: eight))
        == "k: the block (1024, 2, 1) has 2048 threads; at most 1024 are possible")
    #expect(
      attempt(Launch(grid: one, block: .init(129), arguments: eight))
        == "k: the block (129, 1, 1) has 129 threads; .maxntid allows 128")
    #expect(
      attempt(Launch(grid: .init(3), block: one, cluster: .init(2), arguments: eight))
        == "k: the grid (3, 1, 1) is no multiple of the cluster (2, 1, 1)")
    #expect(
      attempt(Launch(grid: one, block: one, dynamicSharedBytes: 300_000, arguments: eight))
        == "k: 300000 bytes of shared memory; at most 232448 are possible")
    #expect(
      message { _ = try Program(program.module, kernel: "other") }
        == "test.ptx: no kernel is named 'other'; kernels: k")
  }

  @Test
  func unsupportedInstructionsAreNamedBeforeTheRun() throws {
    let program = try Device.program(
      Device.file(
        """
        tex.2d.v4.f32.f32 {%f1, %f2, %f3, %f4}, [%rd1, {%f5, %f6}];
        ret;
        """, parameters: 0))
    #expect(program.unsupported == [UnsupportedInstruction(spelling: "tex.2d.v4.f32.f32", lines: [13])])
    #expect(
      message { _ = try Device().run(program, []) }
        == "not supported: tex.2d.v4.f32.f32 (1x, first in line 13)")
    #expect(!Program.supports(PTXOpcode(spelling: "tex.2d.v4.f32.f32")))
    #expect(Program.supports(PTXOpcode(spelling: "ld.global.nc.L1::no_allocate.L2::256B.v4.f32")))
  }

  @Test
  func twoCoresGiveTheResultsOfOne() throws {
    let body = """
      ld.param.u64 %rd1, [p0];
      mov.u32 %r1, %ctaid.x;
      mov.u32 %r2, %ntid.x;
      mov.u32 %r3, %tid.x;
      mad.lo.s32 %r4, %r1, %r2, %r3;
      mul.wide.u32 %rd2, %r4, 4;
      add.s64 %rd1, %rd1, %rd2;
      mov.u32 %r5, 0;
      mov.u32 %r6, 0;
      L:
      mad.lo.s32 %r5, %r5, 31, %r4;
      add.s32 %r6, %r6, 1;
      setp.lt.u32 %p1, %r6, %r1;
      @%p1 bra L;
      st.global.u32 [%rd1], %r5;
      ld.global.u32 %r7, [%rd1+4096];
      ret;
      """
    func run(cores: Int) throws -> ([UInt32], EmulatorResult) {
      let device = Device()
      let out = device.zeros(64 * 40 * 4)
      let result = try device.run(
        body, [out], grid: .init(40), block: .init(64), options: EmulatorOptions(cores: cores))
      return (try device.values(out, 64 * 40, as: UInt32.self), result)
    }
    let (one, two) = (try run(cores: 1), try run(cores: 2))
    #expect(one.0 == two.0)
    #expect(one.1 == two.1)
    #expect(one.1.findings.map(\.kind) == [.outOfBounds])
    #expect(one.1.findings[0].cta == .init(24, 0, 0))
  }

  @Test
  func specialRegistersInThreeDimensions() throws {
    let device = Device()
    let out = device.zeros(4 * 24 * 8)
    try device.run(
      """
      ld.param.u64 %rd1, [p0];
      mov.u32 %r1, %tid.x;
      mov.u32 %r2, %tid.y;
      mov.u32 %r3, %tid.z;
      mov.u32 %r4, %ctaid.x;
      mov.u32 %r5, %ctaid.y;
      mov.u32 %r6, %ntid.x;
      mov.u32 %r7, %ntid.y;
      mov.u32 %r8, %nctaid.x;
      mad.lo.s32 %r9, %r3, %r7, %r2;
      mad.lo.s32 %r9, %r9, %r6, %r1;
      mad.lo.s32 %r10, %r5, %r8, %r4;
      mad.lo.s32 %r11, %r10, 24, %r9;
      mul.wide.u32 %rd2, %r11, 4;
      add.s64 %rd1, %rd1, %rd2;
      mov.u32 %r12, %laneid;
      mad.lo.s32 %r13, %r11, 100, %r12;
      st.global.u32 [%rd1], %r13;
      ret;
      """, [out], grid: .init(4, 2), block: .init(4, 3, 2))
    #expect(try device.values(out, 192, as: UInt32.self) == threads(192) { $0 * 100 + $0 % 24 })
  }

  @Test
  func kernelsPrint() throws {
    let result = try Device().run(
      """
      .local .align 8 .b8 values[24];
      mov.u32 %r1, %tid.x;
      st.local.u32 [values], %r1;
      mov.f64 %fd1, 0d3FF8000000000000;
      st.local.f64 [values+8], %fd1;
      mov.u64 %rd1, word;
      cvta.global.u64 %rd1, %rd1;
      st.local.u64 [values+16], %rd1;
      mov.u64 %rd2, values;
      cvta.local.u64 %rd2, %rd2;
      mov.u64 %rd3, text;
      cvta.global.u64 %rd3, %rd3;
      { .param .b64 a0; .param .b64 a1; .param .b32 b0;
      st.param.b64 [a0], %rd3;
      st.param.b64 [a1], %rd2;
      call.uni (b0), vprintf, (a0, a1);
      ld.param.b32 %r2, [b0]; }
      ret;
      """, [], block: .init(2),
      before: """
        .extern .func (.param .b32 r) vprintf (.param .b64 f, .param .b64 v);
        .global .align 1 .b8 text[] = {37, 51, 100, 32, 37, 46, 50, 102, 32, 37, 115, 33, 10, 0};
        .global .align 1 .b8 word[] = {111, 107, 0};
        """)
    #expect(result.printed == "  0 1.50 ok!\n  1 1.50 ok!\n")
  }
}
