import Testing

/// The forms of mbarrier instructions, by the counts that the ISA gives a barrier.
struct MbarrierTests {
  /// A kernel of one CTA whose threads write `%d` in order; the barrier `%bar` awaits a number of arrivals.
  private func run(_ count: Int, _ body: String, block: Int = 32) throws -> [UInt32] {
    let text = """
      .version 8.5
      .target sm_90a
      .address_size 64
      .visible .entry mbarriers(.param .u64 output)
      {
        .shared .align 8 .b64 barrier;
        .reg .b64 %out, %offset, %state;
        .reg .b32 %thread, %bar, %d, %x;
        .reg .pred %p, %first;
        mov.u32 %thread, %tid.x;
        setp.eq.u32 %first, %thread, 0;
        mov.u32 %bar, barrier;
        mov.u32 %d, 0;
        @%first mbarrier.init.shared::cta.b64 [%bar], \(count);
        bar.sync 0;
        \(body)
        ld.param.u64 %out, [output];
        mul.wide.u32 %offset, %thread, 4;
        add.u64 %out, %out, %offset;
        st.global.b32 [%out], %d;
        ret;
      }
      """
    let run = try KernelRun(text, block: block, buffers: [[UInt8](repeating: 0, count: block * 4)])
    #expect(run.findings.isEmpty)
    return run.words(0)
  }

  @Test func statesTellThePhase() throws {
    let result = try run(
      32,
      """
      mbarrier.arrive.shared::cta.b64 %state, [%bar];
      WAIT:
      mbarrier.test_wait.shared::cta.b64 %p, [%bar], %state;
      @!%p bra WAIT;
      mov.u32 %d, 1;
      """)
    #expect(result == Array(repeating: 1, count: 32))
  }

  @Test func countsOfArrivals() throws {
    // 31 threads arrive for 2 each, the first one alone completes the phase with 3.
    let result = try run(
      65,
      """
      @%first bra FIRST;
      mbarrier.arrive.shared::cta.b64 %state, [%bar], 2;
      bra WAIT;
      FIRST:
      mbarrier.test_wait.parity.shared::cta.b64 %p, [%bar], 0;
      selp.u32 %d, 100, 0, %p;
      mbarrier.arrive.shared::cta.b64 %state, [%bar], 3;
      WAIT:
      mbarrier.try_wait.parity.shared::cta.b64 %p, [%bar], 0, 1000;
      @!%p bra WAIT;
      add.u32 %d, %d, 1;
      """)
    #expect(result == Array(repeating: 1, count: 32))
  }

  @Test func pendingCounts() throws {
    let result = try run(
      40,
      """
      @!%first bra END;
      mbarrier.arrive.shared::cta.b64 %state, [%bar], 9;
      mbarrier.pending_count.b64 %d, %state;
      mbarrier.arrive.noComplete.shared::cta.b64 %state, [%bar], 1;
      mbarrier.pending_count.b64 %x, %state;
      mad.lo.u32 %d, %d, 100, %x;
      END:
      """)
    // The state is the one before the arrival.
    #expect(result[0] == 4031)
  }

  @Test func bytesHoldThePhase() throws {
    let result = try run(
      1,
      """
      @!%first bra END;
      mbarrier.expect_tx.relaxed.cta.shared::cta.b64 [%bar], 64;
      mbarrier.arrive.shared::cta.b64 %state, [%bar];
      mbarrier.test_wait.parity.shared::cta.b64 %p, [%bar], 0;
      selp.u32 %d, 1, 0, %p;
      mbarrier.complete_tx.relaxed.cta.shared::cta.b64 [%bar], 48;
      mbarrier.test_wait.parity.shared::cta.b64 %p, [%bar], 0;
      selp.u32 %x, 2, 0, %p;
      add.u32 %d, %d, %x;
      mbarrier.complete_tx.relaxed.cta.shared::cta.b64 [%bar], 16;
      mbarrier.test_wait.parity.shared::cta.b64 %p, [%bar], 0;
      selp.u32 %x, 4, 0, %p;
      add.u32 %d, %d, %x;
      mbarrier.test_wait.parity.shared::cta.b64 %p, [%bar], 1;
      selp.u32 %x, 8, 0, %p;
      add.u32 %d, %d, %x;
      mbarrier.inval.shared::cta.b64 [%bar];
      END:
      """)
    // Complete only after the last byte; the phase before the first counts as complete while the first runs, not after.
    #expect(result[0] == 4)
  }

  @Test func dropsLowerTheCount() throws {
    let result = try run(
      32,
      """
      setp.lt.u32 %p, %thread, 8;
      @%p bra DROP;
      mbarrier.arrive.shared::cta.b64 %state, [%bar];
      bra FIRST;
      DROP:
      mbarrier.arrive_drop.shared::cta.b64 %state, [%bar];
      FIRST:
      mbarrier.try_wait.parity.shared::cta.b64 %p, [%bar], 0;
      @!%p bra FIRST;
      setp.lt.u32 %p, %thread, 8;
      @%p bra SECOND;
      mbarrier.arrive.shared::cta.b64 %state, [%bar];
      SECOND:
      mbarrier.try_wait.parity.shared::cta.b64 %p, [%bar], 1;
      @!%p bra SECOND;
      mov.u32 %d, 3;
      """)
    #expect(result == Array(repeating: 3, count: 32))
  }

  /// Copies of a thread arrive on the barrier when they are done.
  @Test func copiesArrive() throws {
    let text = """
      .version 8.5
      .target sm_90a
      .address_size 64
      .visible .entry copies(.param .u64 input, .param .u64 output)
      {
        .shared .align 8 .b64 barrier;
        .shared .align 16 .b8 box[128];
        .reg .b64 %in, %out, %offset;
        .reg .b32 %thread, %bar, %box, %x;
        .reg .pred %p, %first;
        mov.u32 %thread, %tid.x;
        setp.eq.u32 %first, %thread, 0;
        mov.u32 %bar, barrier;
        @%first mbarrier.init.shared::cta.b64 [%bar], 32;
        bar.sync 0;
        ld.param.u64 %in, [input];
        ld.param.u64 %out, [output];
        mul.wide.u32 %offset, %thread, 4;
        add.u64 %in, %in, %offset;
        add.u64 %out, %out, %offset;
        mov.u32 %box, box;
        shl.b32 %x, %thread, 2;
        add.u32 %x, %x, %box;
        cp.async.ca.shared.global [%x], [%in], 4;
        cp.async.mbarrier.arrive.noinc.shared::cta.b64 [%bar];
        WAIT:
        mbarrier.try_wait.parity.shared::cta.b64 %p, [%bar], 0;
        @!%p bra WAIT;
        xor.b32 %x, %thread, 7;
        shl.b32 %x, %x, 2;
        add.u32 %x, %x, %box;
        ld.shared.b32 %x, [%x];
        st.global.b32 [%out], %x;
        ret;
      }
      """
    let input = (0..<32).map { UInt32($0 * $0) }
    let run = try KernelRun(text, buffers: [KernelRun.bytes(input), [UInt8](repeating: 0, count: 128)])
    #expect(run.findings.isEmpty)
    #expect(run.words(1, as: UInt32.self) == (0..<32).map { input[$0 ^ 7] })
  }
}
