import Testing

@testable import KernelSimulator

/// Barriers, mbarriers, exchanges between lanes, clusters, and what happens when all wait.
struct BarrierTests {
  @Test
  func aBlockReverses() throws {
    let (values, result) = try Device().words(
      """
      .shared .align 4 .b8 box[512];
      mov.u32 %r2, %tid.x;
      shl.b32 %r3, %r2, 2;
      mov.u32 %r4, box;
      add.s32 %r5, %r4, %r3;
      st.shared.u32 [%r5], %r2;
      bar.sync 0;
      sub.s32 %r6, 127, %r2;
      shl.b32 %r6, %r6, 2;
      add.s32 %r6, %r4, %r6;
      ld.shared.u32 %r1, [%r6];
      """, threads: 128)
    #expect(values == threads(128) { 127 - $0 })
    #expect(result.findings.isEmpty)
  }

  @Test
  func namedBarriersOfProducersAndConsumers() throws {
    let (values, _) = try Device().words(
      """
      .shared .align 4 .b32 box;
      mov.u32 %r2, %tid.x;
      mov.u32 %r3, box;
      mov.u32 %r1, 0;
      setp.lt.u32 %p1, %r2, 32;
      @!%p1 bra CONSUMER;
      setp.eq.u32 %p2, %r2, 0;
      @%p2 st.shared.u32 [%r3], 99;
      bar.arrive 3, 64;
      bra END;
      CONSUMER:
      bar.sync 3, 64;
      ld.shared.u32 %r1, [%r3];
      END:
      """, threads: 64)
    #expect(values == threads(64) { $0 < 32 ? 0 : 99 })
  }

  @Test
  func reductionsOfBarriers() throws {
    let (values, _) = try Device().words(
      """
      mov.u32 %r2, %tid.x;
      setp.lt.u32 %p1, %r2, 40;
      bar.red.popc.u32 %r3, 0, %p1;
      bar.red.and.pred %p2, 1, %p1;
      bar.red.or.pred %p3, 1, !%p1;
      selp.u32 %r4, 100, 0, %p2;
      selp.u32 %r5, 1000, 0, %p3;
      add.s32 %r1, %r3, %r4;
      add.s32 %r1, %r1, %r5;
      """, threads: 96)
    #expect(values.allSatisfy { $0 == 1040 })
  }

  @Test
  func exchangesBetweenLanes() throws {
    let device = Device()
    let out = device.zeros(32 * 32)
    try device.run(
      """
      ld.param.u64 %rd1, [p0];
      mov.u32 %r1, %tid.x;
      shl.b32 %r2, %r1, 5;
      cvt.u64.u32 %rd2, %r2;
      add.s64 %rd1, %rd1, %rd2;
      shfl.sync.bfly.b32 %r3, %r1, 5, 31, 0xffffffff;
      shfl.sync.up.b32 %r4|%p1, %r1, 3, 0, 0xffffffff;
      selp.b32 %r4, %r4, 100, %p1;
      shfl.sync.down.b32 %r5, %r1, 4, 0x181f, 0xffffffff;
      shfl.sync.idx.b32 %r6, %r1, 2, 0x181f, 0xffffffff;
      st.global.v4.u32 [%rd1], {%r3, %r4, %r5, %r6};
      setp.gt.u32 %p2, %r1, 29;
      vote.sync.ballot.b32 %r7, %p2, 0xffffffff;
      shr.u32 %r8, %r1, 2;
      match.any.sync.b32 %r9, %r8, 0xffffffff;
      redux.sync.add.u32 %r10, %r1, 0xffffffff;
      elect.sync %r11|%p3, 0xffffffff;
      selp.u32 %r12, 1, 0, %p3;
      mad.lo.s32 %r10, %r12, 10000, %r10;
      st.global.v4.u32 [%rd1+16], {%r7, %r9, %r10, %r11};
      ret;
      """, [out])
    let words = try device.values(out, 32 * 8, as: UInt32.self)
    func column(_ index: UInt32) -> [UInt32] { threads { words[Int($0 * 8 + index)] } }
    #expect(column(0) == threads { $0 ^ 5 })
    #expect(column(1) == threads { $0 >= 3 ? $0 - 3 : 100 })
    #expect(column(2) == threads { $0 % 8 + 4 < 8 ? $0 + 4 : $0 })
    #expect(column(3) == threads { $0 & ~7 | 2 })
    #expect(column(4) == threads { _ in 0xC000_0000 })
    #expect(column(5) == threads { 0xF << ($0 & ~3) })
    #expect(column(6) == threads { $0 == 0 ? 10496 : 496 })
    #expect(column(7) == threads { _ in 0 })
  }

  @Test
  func halvesOfAWarpSynchronizeOnTheirOwn() throws {
    let (values, _) = try Device().words(
      """
      mov.u32 %r2, %tid.x;
      setp.lt.u32 %p1, %r2, 16;
      selp.b32 %r3, 0xffff, 0xffff0000, %p1;
      redux.sync.add.u32 %r1, %r2, %r3;
      @%p1 bra LOW;
      bar.warp.sync 0xffffffff;
      bra END;
      LOW:
      bar.warp.sync 0xffffffff;
      END:
      """)
    #expect(values == threads { $0 < 16 ? 120 : 376 })
  }

  @Test
  func aPipelineOfMbarriers() throws {
    // One warp fills a ring of two places eight times, the other sums up what it finds.
    let (values, result) = try Device().words(
      """
      .shared .align 8 .b8 full[16];
      .shared .align 8 .b8 empty[16];
      .shared .align 4 .b8 ring[256];
      mov.u32 %r2, %tid.x;
      mov.u32 %r3, full;
      mov.u32 %r4, empty;
      mov.u32 %r5, ring;
      mov.u32 %r1, 0;
      setp.ne.u32 %p1, %r2, 0;
      @%p1 bra READY;
      mbarrier.init.shared::cta.b64 [%r3], 32;
      mbarrier.init.shared::cta.b64 [%r3+8], 32;
      mbarrier.init.shared::cta.b64 [%r4], 32;
      mbarrier.init.shared::cta.b64 [%r4+8], 32;
      READY:
      bar.sync 0;
      and.b32 %r6, %r2, 31;
      shl.b32 %r6, %r6, 2;
      mov.u32 %r7, 0;
      LOOP:
      and.b32 %r8, %r7, 1;
      shr.u32 %r9, %r7, 1;
      and.b32 %r9, %r9, 1;
      shl.b32 %r10, %r8, 3;
      shl.b32 %r11, %r8, 7;
      add.s32 %r11, %r11, %r5;
      add.s32 %r11, %r11, %r6;
      add.s32 %r12, %r3, %r10;
      add.s32 %r13, %r4, %r10;
      setp.lt.u32 %p2, %r2, 32;
      @%p2 bra PRODUCE;
      W1:
      mbarrier.try_wait.parity.shared::cta.b64 %p3, [%r12], %r9;
      @!%p3 bra W1;
      ld.shared.u32 %r14, [%r11];
      add.s32 %r1, %r1, %r14;
      mbarrier.arrive.shared::cta.b64 _, [%r13];
      bra NEXT;
      PRODUCE:
      xor.b32 %r15, %r9, 1;
      W2:
      mbarrier.try_wait.parity.shared::cta.b64 %p3, [%r13], %r15;
      @!%p3 bra W2;
      add.s32 %r16, %r7, %r2;
      st.shared.u32 [%r11], %r16;
      mbarrier.arrive.shared::cta.b64 _, [%r12];
      NEXT:
      add.s32 %r7, %r7, 1;
      setp.lt.u32 %p4, %r7, 8;
      @%p4 bra LOOP;
      """, threads: 64, options: EmulatorOptions(maximumInstructions: 1_000_000, checksRaces: true))
    #expect(values == threads(64) { $0 < 32 ? 0 : 28 + 8 * ($0 - 32) })
    #expect(result.findings.isEmpty)
  }

  @Test
  func statesOfMbarriers() throws {
    let (values, _) = try Device().words(
      """
      .shared .align 8 .b64 bar;
      mov.u32 %r2, bar;
      mbarrier.init.shared::cta.b64 [%r2], 3;
      mbarrier.arrive.shared::cta.b64 %rd1, [%r2];
      mbarrier.pending_count.b64 %r3, %rd1;
      mbarrier.test_wait.shared::cta.b64 %p1, [%r2], %rd1;
      mbarrier.arrive.noComplete.shared::cta.b64 %rd2, [%r2], 1;
      mbarrier.pending_count.b64 %r4, %rd2;
      mbarrier.expect_tx.relaxed.cta.shared::cta.b64 [%r2], 16;
      mbarrier.arrive.shared::cta.b64 %rd3, [%r2];
      mbarrier.test_wait.parity.shared::cta.b64 %p2, [%r2], 0;
      mbarrier.complete_tx.relaxed.cta.shared::cta.b64 [%r2], 16;
      mbarrier.test_wait.parity.shared::cta.b64 %p3, [%r2], 0;
      mbarrier.test_wait.shared::cta.b64 %p4, [%r2], %rd3;
      mad.lo.s32 %r1, %r3, 10, %r4;
      @%p1 add.s32 %r1, %r1, 1000;
      @%p2 add.s32 %r1, %r1, 2000;
      @%p3 add.s32 %r1, %r1, 4000;
      @%p4 add.s32 %r1, %r1, 8000;
      """, threads: 1)
    #expect(values == [12032])
  }

  @Test
  func aClusterSharesItsMemory() throws {
    let device = Device()
    let out = device.zeros(4 * 8)
    let result = try device.run(
      """
      .shared .align 8 .b64 bar;
      .shared .align 4 .b32 box;
      .shared .align 4 .b32 async;
      ld.param.u64 %rd1, [p0];
      mov.u32 %r1, %cluster_ctarank;
      mov.u32 %r2, %ctaid.x;
      mov.u32 %r3, box;
      mov.u32 %r4, bar;
      mov.u32 %r14, async;
      st.shared.u32 [%r3], %r2;
      mbarrier.init.shared::cta.b64 [%r4], 1;
      mbarrier.arrive.expect_tx.shared::cta.b64 _, [%r4], 4;
      barrier.cluster.arrive.release.aligned;
      barrier.cluster.wait.acquire.aligned;
      add.s32 %r5, %r1, 1;
      and.b32 %r5, %r5, 3;
      mapa.shared::cluster.u32 %r6, %r3, %r5;
      ld.shared::cluster.u32 %r7, [%r6];
      mapa.shared::cluster.u32 %r8, %r14, %r5;
      mapa.shared::cluster.u32 %r9, %r4, %r5;
      mul.lo.s32 %r10, %r2, 100;
      st.async.weak.shared::cluster.mbarrier::complete_tx::bytes.u32 [%r8], %r10, [%r9];
      W:
      mbarrier.try_wait.parity.acquire.cluster.shared::cta.b64 %p1, [%r4], 0;
      @!%p1 bra W;
      ld.shared.u32 %r11, [%r14];
      getctarank.shared::cluster.u32 %r13, %r6;
      mad.lo.s32 %r12, %r7, 1000, %r11;
      mad.lo.s32 %r12, %r13, 10000, %r12;
      mul.wide.u32 %rd2, %r2, 4;
      add.s64 %rd1, %rd1, %rd2;
      st.global.u32 [%rd1], %r12;
      barrier.cluster.arrive.aligned;
      barrier.cluster.wait.aligned;
      ret;
      """, [out], grid: .init(8), block: .init(1), cluster: .init(4))
    let expected = threads(8) { cta in
      let first = cta & ~3
      let next = first + (cta + 1) % 4
      let previous = first + (cta + 3) % 4
      return (next & 3) * 10000 + next * 1000 + previous * 100
    }
    #expect(try device.values(out, 8, as: UInt32.self) == expected)
    #expect(result.findings.isEmpty)
  }

  @Test
  func aDeadlockSaysWhoWaits() throws {
    #expect {
      try Device().run(
        """
        mov.u32 %r1, %tid.x;
        setp.lt.u32 %p1, %r1, 32;
        @%p1 bra FIRST;
        bar.sync 1, 96;
        FIRST:
        bar.sync 2, 64;
        ret;
        """, [], block: .init(64))
    } throws: { error in
      (error as? EmulatorError)?.description
        == "k: deadlock: CTA (0, 0, 0) warp 0 lanes 0xffffffff waits for barrier 2 in line 18; "
        + "CTA (0, 0, 0) warp 1 lanes 0xffffffff waits for barrier 1 in line 16"
    }
    #expect {
      try Device().run(
        """
        .shared .align 8 .b64 bar;
        mov.u32 %r2, bar;
        mbarrier.init.shared::cta.b64 [%r2], 2;
        W: mbarrier.try_wait.parity.shared::cta.b64 %p3, [%r2], 0;
        @!%p3 bra W;
        ret;
        """, [], block: .init(1))
    } throws: { error in
      (error as? EmulatorError)?.description
        == "k: deadlock: CTA (0, 0, 0) warp 0 lanes 0x1 waits for an mbarrier in line 16"
    }
  }

  @Test
  func ctasThatWaitForEachOtherRunTogether() throws {
    let device = Device()
    let flags = device.zeros(64)
    // Every CTA but the last waits for the one behind it.
    try device.run(
      """
      ld.param.u64 %rd1, [p0];
      mov.u32 %r1, %ctaid.x;
      mul.wide.u32 %rd2, %r1, 4;
      add.s64 %rd1, %rd1, %rd2;
      setp.eq.u32 %p1, %r1, 15;
      @%p1 bra SET;
      W:
      ld.acquire.gpu.global.u32 %r2, [%rd1+4];
      setp.eq.u32 %p2, %r2, 0;
      @%p2 bra W;
      SET:
      add.s32 %r3, %r1, 1;
      st.release.gpu.global.u32 [%rd1], %r3;
      ret;
      """, [flags], grid: .init(16), block: .init(1))
    #expect(try device.values(flags, 16, as: UInt32.self) == threads(16) { $0 + 1 })
  }
}
