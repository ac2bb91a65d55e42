import PTX
import Testing

@testable import KernelSimulator

/// Bulk and tensor copies with their mbarriers, and matrix products on what they bring.
struct TensorCopyTests {
  /// Waits for phase 0 of the mbarrier in `%r2` and ends the setup that thread 0 made.
  private static let wait = """
    W:
    mbarrier.try_wait.parity.shared::cta.b64 %p9, [%r2], 0;
    @!%p9 bra W;
    """

  @Test
  func bulkCopiesThereAndBack() throws {
    let device = Device()
    let input = device.buffer(threads(64) { $0 * 3 })
    let out = device.zeros(256)
    let result = try device.run(
      """
      .shared .align 8 .b64 bar;
      .shared .align 128 .b8 box[256];
      ld.param.u64 %rd1, [p0];
      ld.param.u64 %rd2, [p1];
      mov.u32 %r1, %tid.x;
      mov.u32 %r2, bar;
      mov.u32 %r3, box;
      setp.ne.u32 %p1, %r1, 0;
      @%p1 bra READY;
      mbarrier.init.shared::cta.b64 [%r2], 1;
      fence.mbarrier_init.release.cluster;
      mbarrier.arrive.expect_tx.shared::cta.b64 _, [%r2], 256;
      cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes [%r3], [%rd1], 256, [%r2];
      READY:
      bar.sync 0;
      \(Self.wait)
      shl.b32 %r4, %r1, 2;
      add.s32 %r4, %r4, %r3;
      ld.shared.u32 %r5, [%r4];
      add.s32 %r5, %r5, 1;
      st.shared.u32 [%r4], %r5;
      fence.proxy.async.shared::cta;
      bar.sync 0;
      @%p1 bra END;
      cp.async.bulk.global.shared::cta.bulk_group [%rd2], [%r3], 256;
      cp.reduce.async.bulk.global.shared::cta.bulk_group.add.u32 [%rd2], [%r3], 128;
      cp.async.bulk.commit_group;
      cp.async.bulk.wait_group 0;
      END:
      ret;
      """, [input, out], block: .init(64))
    #expect(try device.values(out, 64, as: UInt32.self) == threads(64) { ($0 * 3 + 1) * ($0 < 32 ? 2 : 1) })
    #expect(result.findings.isEmpty)
  }

  /// Copies a box of 8 rows of 64 halves with a swizzle of 128 bytes, and reads it back by the rule of the swizzle.
  @Test
  func aSwizzledBoxWithElementsOutside() throws {
    let device = Device()
    let (columns, rows): (UInt32, UInt32) = (100, 20)
    let values = (0..<columns * rows).map { UInt16(truncatingIfNeeded: $0) }
    let padded = (0..<rows).flatMap { row in
      (0..<UInt32(104)).map { $0 < columns ? values[Int(row * columns + $0)] : 0xFFFF }
    }
    let input = device.buffer(padded)
    let map = TensorMap(
      element: .u16, address: input, sizes: [columns, rows], strides: [208], box: [64, 8], swizzle: .bytes128)
    let descriptor = device.buffer(map.encoded)
    let out = device.zeros(1024)
    let result = try device.run(
      """
      .shared .align 8 .b64 bar;
      .shared .align 1024 .b8 box[1024];
      ld.param.u64 %rd1, [p0];
      ld.param.u64 %rd2, [p1];
      mov.u32 %r1, %tid.x;
      mov.u32 %r2, bar;
      mov.u32 %r3, box;
      mov.u32 %r6, 64;
      mov.u32 %r7, 15;
      setp.ne.u32 %p1, %r1, 0;
      @%p1 bra READY;
      mbarrier.init.shared::cta.b64 [%r2], 1;
      mbarrier.arrive.expect_tx.shared::cta.b64 _, [%r2], 1024;
      prefetch.tensormap [%rd1];
      cp.async.bulk.tensor.2d.shared::cluster.global.mbarrier::complete_tx::bytes [%r3], [%rd1, {%r6, %r7}], [%r2];
      READY:
      bar.warp.sync 0xffffffff;
      \(Self.wait)
      mov.u32 %r8, 0;
      LOOP:
      shl.b32 %r9, %r8, 7;
      shl.b32 %r10, %r1, 2;
      shl.b32 %r11, %r8, 4;
      xor.b32 %r12, %r10, %r11;
      add.s32 %r12, %r12, %r9;
      add.s32 %r12, %r12, %r3;
      ld.shared.u32 %r13, [%r12];
      add.s32 %r14, %r9, %r10;
      cvt.u64.u32 %rd3, %r14;
      add.s64 %rd4, %rd2, %rd3;
      st.global.u32 [%rd4], %r13;
      add.s32 %r8, %r8, 1;
      setp.lt.u32 %p2, %r8, 8;
      @%p2 bra LOOP;
      ret;
      """, [descriptor, out])
    let read = try device.values(out, 512, as: UInt16.self)
    let expected = (0..<UInt32(512)).map { index -> UInt16 in
      let (row, column) = (15 + index / 64, 64 + index % 64)
      return row < rows && column < columns ? values[Int(row * columns + column)] : 0
    }
    #expect(read == expected)
    #expect(result.findings.isEmpty)
  }

  @Test
  func multicastReachesTheCTAsOfItsMask() throws {
    let device = Device()
    let input = device.buffer(threads(4) { $0 + 5 })
    let out = device.zeros(32)
    try device.run(
      """
      .shared .align 8 .b64 bar;
      .shared .align 16 .b8 box[16];
      ld.param.u64 %rd1, [p0];
      ld.param.u64 %rd2, [p1];
      mov.u32 %r1, %cluster_ctarank;
      mov.u32 %r2, bar;
      mov.u32 %r3, box;
      mov.u16 %h1, 3;
      mbarrier.init.shared::cta.b64 [%r2], 1;
      mbarrier.arrive.expect_tx.shared::cta.b64 _, [%r2], 16;
      barrier.cluster.arrive.aligned;
      barrier.cluster.wait.aligned;
      setp.eq.u32 %p1, %r1, 0;
      @%p1 cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes.multicast::cluster [%r3], [%rd1], 16, [%r2], %h1;
      \(Self.wait)
      ld.shared.v4.u32 {%r4, %r5, %r6, %r7}, [%r3];
      shl.b32 %r8, %r1, 4;
      cvt.u64.u32 %rd3, %r8;
      add.s64 %rd2, %rd2, %rd3;
      st.global.v4.u32 [%rd2], {%r4, %r5, %r6, %r7};
      ret;
      """, [input, out], grid: .init(2), block: .init(1), cluster: .init(2))
    #expect(try device.values(out, 8, as: UInt32.self) == threads(8) { $0 % 4 + 5 })
  }

  /// `wgmma` of m64n8k16: A of 64 rows and B of 8 columns lie in shared memory without swizzle.
  @Test
  func aWarpgroupMultipliesFromSharedMemory() throws {
    let device = Device()
    // Whole numbers, so that every sum is exact.
    func a(_ row: Int, _ k: Int) -> Float { Float((row * 3 + k * 5) % 7 - 3) }
    func b(_ k: Int, _ column: Int) -> Float { Float((k * 2 + column) % 5 - 2) }
    func bits(_ value: Float) -> UInt16 { UInt16(value.bitPattern >> 16) }
    // Pieces of eight rows by 16 bytes; along k 128 bytes apart, along the rows 256.
    var left = [UInt16](repeating: 0, count: 64 * 16)
    var right = [UInt16](repeating: 0, count: 8 * 16)
    for k in 0..<16 {
      for row in 0..<64 { left[(row / 8 * 256 + k / 8 * 128 + row % 8 * 16) / 2 + k % 8] = bits(a(row, k)) }
      for column in 0..<8 { right[(k / 8 * 128 + column * 16) / 2 + k % 8] = bits(b(k, column)) }
    }
    let input = device.buffer(left + right)
    let out = device.zeros(64 * 8 * 4)
    let result = try device.run(
      """
      .shared .align 1024 .b8 box[2304];
      ld.param.u64 %rd1, [p0];
      ld.param.u64 %rd2, [p1];
      mov.u32 %r1, %tid.x;
      mov.u32 %r3, box;
      mov.u32 %r4, %r1;
      COPY:
      shl.b32 %r5, %r4, 2;
      cvt.u64.u32 %rd3, %r5;
      add.s64 %rd4, %rd1, %rd3;
      ld.global.u32 %r6, [%rd4];
      add.s32 %r7, %r3, %r5;
      st.shared.u32 [%r7], %r6;
      add.s32 %r4, %r4, 128;
      setp.lt.u32 %p1, %r4, 576;
      @%p1 bra COPY;
      bar.sync 0;
      shr.u32 %r8, %r3, 4;
      cvt.u64.u32 %rd5, %r8;
      or.b64 %rd6, %rd5, 0x0000001000080000;
      add.s64 %rd7, %rd6, 128;
      setp.ne.u32 %p2, %r3, %r3;
      wgmma.fence.sync.aligned;
      wgmma.mma_async.sync.aligned.m64n8k16.f32.bf16.bf16 {%f1, %f2, %f3, %f4}, %rd6, %rd7, %p2, 1, 1, 0, 0;
      setp.eq.u32 %p2, %r3, %r3;
      wgmma.mma_async.sync.aligned.m64n8k16.f32.bf16.bf16 {%f1, %f2, %f3, %f4}, %rd6, %rd7, %p2, -1, 1, 0, 0;
      wgmma.mma_async.sync.aligned.m64n8k16.f32.bf16.bf16 {%f1, %f2, %f3, %f4}, %rd6, %rd7, %p2, 1, 1, 0, 0;
      wgmma.commit_group.sync.aligned;
      wgmma.wait_group.sync.aligned 0;
      shl.b32 %r9, %r1, 4;
      cvt.u64.u32 %rd8, %r9;
      add.s64 %rd9, %rd2, %rd8;
      st.global.v4.f32 [%rd9], {%f1, %f2, %f3, %f4};
      ret;
      """, [input, out], block: .init(128))
    let values = try device.values(out, 512, as: Float.self)
    var wrong = 0
    for thread in 0..<128 {
      for register in 0..<4 {
        let row = thread / 32 * 16 + thread % 32 / 4 + register / 2 * 8
        let column = thread % 4 * 2 + register % 2
        let expected = (0..<16).reduce(Float(0)) { $0 + a(row, $1) * b($1, column) }
        if values[thread * 4 + register] != expected { wrong += 1 }
      }
    }
    #expect(wrong == 0)
    #expect(result.findings.isEmpty)
  }

  @Test
  func aTensorMapThatIsNoneStopsTheRun() throws {
    let device = Device()
    let nothing = device.zeros(128)
    #expect {
      try device.run(
        """
        .shared .align 8 .b64 bar;
        .shared .align 128 .b8 box[128];
        ld.param.u64 %rd1, [p0];
        mov.u32 %r1, 0;
        mov.u32 %r2, bar;
        mov.u32 %r3, box;
        mbarrier.init.shared::cta.b64 [%r2], 1;
        cp.async.bulk.tensor.1d.shared::cluster.global.mbarrier::complete_tx::bytes [%r3], [%rd1, {%r1}], [%r2];
        ret;
        """, [nothing], block: .init(1))
    } throws: { error in
      (error as? EmulatorError)?.description
        == "k, CTA (0, 0, 0), thread (0, 0, 0), line 20: the 128 bytes are not a tensor map"
    }
  }
}
