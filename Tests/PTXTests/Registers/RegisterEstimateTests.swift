import PTX
import Testing

@Suite struct RegisterEstimateTests {
  /// What ptxas allows at most: threads of a CTA, CTAs an SM must hold, registers.
  private static let caps: [(threads: Int, ctas: Int?, registers: Int)] = [
    (128, 4, 128), (256, nil, 255), (256, 2, 128), (256, 3, 80), (384, 1, 168), (384, 3, 56), (384, 5, 32),
    (512, nil, 128),
    (544, 1, 96), (640, 1, 96), (640, 3, 32), (672, 1, 80), (672, 3, 32), (736, 1, 80), (736, 3, 80), (800, 1, 72),
    (800, 2, 32), (1024, 1, 64), (1024, 2, 32),
  ]

  @Test(arguments: caps) func capsOfLaunchBounds(threads: Int, ctas: Int?, registers: Int) {
    var bounds = PTXLaunchBounds()
    bounds.maximumThreads = [threads, 1, 1]
    bounds.minimumCTAs = ctas
    #expect(bounds.registerCap == registers)
    bounds.maximumRegisters = 40
    #expect(bounds.registerCap == min(40, registers))
  }

  @Test func kernelsThatMoveRegistersGetTheCap() {
    let body = "setmaxnreg.dec.sync.aligned.u32 40; setmaxnreg.inc.sync.aligned.u32 232;"
    let module = PTXText.kernel(body, header: "() .maxntid 384, 1, 1")
    #expect(RegisterEstimate.count(module.kernels[0], module) == RegisterCount(168, origin: .estimated))
    let free = PTXText.kernel(body)
    #expect(RegisterEstimate.count(free.kernels[0], free).count < 40)
  }

  @Test func operandsTakeNoRegister() {
    func count(_ body: String) -> Int {
      let module = PTXText.kernel(
        ".reg .b32 %r<9>; .reg .b64 %rd<9>;\n" + body, header: "(.param .u64 p, .param .u32 q)")
      return RegisterEstimate.count(module.kernels[0], module).count
    }
    let plain = count("mov.u32 %r1, %tid.x; st.shared.u32 [0], %r1;")
    let withOperands = count(
      """
      ld.param.u64 %rd1, [p]; ld.param.u32 %r2, [q]; mov.u32 %r3, 77; mov.u32 %r4, %ctaid.x; mul.lo.u32 %r5, %r4, %r2;
      mov.u32 %r1, %tid.x; add.u32 %r1, %r1, %r2; add.u32 %r1, %r1, %r3; add.u32 %r1, %r1, %r5; st.global.u32 [%rd1], %r1;
      """)
    #expect(plain == withOperands)
    #expect(
      count("mov.u32 %r1, %tid.x; mov.u32 %r2, %laneid; add.u32 %r3, %r1, %r2; st.shared.u32 [0], %r3;") == plain + 1)
  }
}
