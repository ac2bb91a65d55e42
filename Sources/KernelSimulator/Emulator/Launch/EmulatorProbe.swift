import PTX

/// Measures how fast the emulator runs.
public enum EmulatorProbe {
  /// What a measurement gave.
  public struct Speed: Sendable, Equatable {
    /// The instructions that warps executed.
    public var warpInstructions: Int
    /// The time that they took, in seconds.
    public var seconds: Double

    /// Warp-instructions per second.
    public var perSecond: Double { Double(warpInstructions) / seconds }
  }

  /// A kernel of integer and float arithmetic, comparisons, guarded instructions and branches in a loop; all 32 lanes are
  /// active.
  public static let kernel = """
    .version 8.0
    .target sm_90
    .address_size 64
    .visible .entry probe(.param .u64 out, .param .u32 count)
    {
    .reg .pred %p<4>;
    .reg .b32 %r<16>;
    .reg .f32 %f<8>;
    .reg .b64 %rd<8>;
    ld.param.u64 %rd1, [out];
    ld.param.u32 %r1, [count];
    mov.u32 %r2, %tid.x;
    mov.u32 %r3, %ctaid.x;
    mov.u32 %r4, %ntid.x;
    mad.lo.s32 %r5, %r3, %r4, %r2;
    cvt.rn.f32.u32 %f1, %r5;
    mov.u32 %r6, 0;
    mov.u32 %r7, %r5;
    mov.f32 %f2, 0f3F800000;
    LOOP:
    add.s32 %r7, %r7, %r5;
    xor.b32 %r8, %r7, %r6;
    shl.b32 %r9, %r8, 3;
    mad.lo.s32 %r7, %r9, %r5, %r8;
    mul.f32 %f3, %f2, 0f3F7FFFF0;
    add.f32 %f2, %f3, %f1;
    setp.gt.s32 %p1, %r7, 0;
    @%p1 add.s32 %r7, %r7, -7;
    and.b32 %r10, %r8, 255;
    fma.rn.f32 %f4, %f2, 0f3F000000, %f1;
    min.s32 %r11, %r10, %r9;
    sub.f32 %f2, %f4, %f3;
    add.s32 %r6, %r6, 1;
    setp.lt.u32 %p2, %r6, %r1;
    @%p2 bra LOOP;
    cvt.rzi.s32.f32 %r12, %f2;
    add.s32 %r12, %r12, %r7;
    add.s32 %r12, %r12, %r11;
    mul.wide.u32 %rd2, %r5, 4;
    add.s64 %rd3, %rd1, %rd2;
    st.global.u32 [%rd3], %r12;
    ret;
    }
    """

  /// Runs the kernel on one core.
  ///
  /// - Parameters:
  ///   - iterations: How often each of its 32 warps goes through the loop of 15 instructions.
  ///   - seconds: A clock, in seconds.
  public static func measure(iterations: Int, clock seconds: () -> Double) throws(EmulatorError) -> Speed {
    let program = try Program(PTXParser.parse(Array(kernel.utf8), file: "probe.ptx"), kernel: "probe")
    var memory = DeviceMemory()
    let out = memory.allocate(bytes: 4096, contents: [])
    let launch = Launch(
      grid: .init(4), block: .init(256),
      arguments: [
        withUnsafeBytes(of: out) { Array($0) }, withUnsafeBytes(of: UInt32(iterations)) { Array($0) },
      ])
    let start = seconds()
    let result = try Emulator.run(program, launch, memory: &memory)
    return Speed(warpInstructions: result.warpInstructions, seconds: seconds() - start)
  }
}
