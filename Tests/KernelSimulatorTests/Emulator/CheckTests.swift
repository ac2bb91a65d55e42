import Testing

@testable import KernelSimulator

/// What a kernel must not do is reported with its place.
struct CheckTests {
  private func finding(
    _ body: String, _ arguments: (Device) -> [UInt64] = { [$0.zeros(64)] }, block: Int = 32,
    options: EmulatorOptions = EmulatorOptions(maximumInstructions: 100_000)
  ) throws -> [EmulatorFinding] {
    let device = Device()
    return try device.run(body, arguments(device), block: .init(block), options: options).findings
  }

  @Test
  func outOfBounds() throws {
    let findings = try finding(
      """
      ld.param.u64 %rd1, [p0];
      mov.u32 %r1, %tid.x;
      mul.wide.u32 %rd2, %r1, 4;
      add.s64 %rd1, %rd1, %rd2;
      st.global.u32 [%rd1], %r1;
      ld.global.u32 %r2, [%rd1];
      mov.u64 %rd3, 0;
      ld.global.u8 %r3, [%rd3];
      ret;
      """)
    #expect(findings.map(\.kind) == [.outOfBounds, .outOfBounds, .outOfBounds])
    #expect(findings.map(\.line) == [17, 18, 20])
    #expect(findings[0].thread == .init(16, 0, 0))
    #expect(findings[0].address == AddressWindow.global + 64)
    #expect(findings[2].address == 0)
    #expect(
      findings[0].description
        == "k, CTA (0, 0, 0), thread (16, 0, 0), line 17: a write of 4 bytes outside of global memory at 0x1000000040")
  }

  @Test
  func misalignedAndSharedBounds() throws {
    let findings = try finding(
      """
      .shared .align 4 .b8 box[16];
      ld.param.u64 %rd1, [p0];
      ld.global.u32 %r1, [%rd1+2];
      mov.u32 %r2, box;
      st.shared.u32 [%r2+16], %r1;
      ld.shared.u32 %r3, [8];
      ret;
      """, block: 1)
    #expect(findings.map(\.kind) == [.misaligned, .outOfBounds, .outOfBounds])
    #expect(findings.map(\.line) == [15, 17, 18])
  }

  @Test
  func uninitializedMemory() throws {
    let body = """
      .shared .align 4 .b8 box[16];
      .local .align 4 .b8 depot[8];
      ld.param.u64 %rd1, [p0];
      mov.u32 %r2, box;
      st.shared.u16 [%r2], 5;
      ld.shared.u16 %r1, [%r2];
      ld.shared.u32 %r1, [%r2];
      ld.local.u32 %r3, [depot];
      ld.global.u32 %r4, [%rd1];
      st.global.u32 [%rd1], 1;
      ld.global.u32 %r4, [%rd1];
      ret;
      """
    let findings = try finding(body, { [$0.uninitialized(16)] }, block: 1)
    #expect(findings.map(\.kind) == [.uninitialized, .uninitialized, .uninitialized])
    #expect(findings.map(\.line) == [19, 20, 21])
    let unchecked = try finding(
      body, { [$0.uninitialized(16)] }, block: 1, options: EmulatorOptions(checksInitialization: false))
    #expect(unchecked.isEmpty)
  }

  @Test
  func registersThatNothingHasWritten() throws {
    let findings = try finding(
      """
      mov.u32 %r1, %tid.x;
      setp.lt.u32 %p1, %r1, 4;
      @%p1 mov.u32 %r2, 1;
      @%p1 add.s32 %r3, %r2, 1;
      add.s32 %r4, %r2, 1;
      setp.lt.u32 %p2, %r4, %r1;
      ret;
      """)
    #expect(findings.map(\.kind) == [.uninitializedRegister])
    #expect(findings.map(\.line) == [17])
    #expect(findings[0].thread == .init(4, 0, 0))
    #expect(findings[0].detail.contains("%r2"))
  }

  @Test
  func parametersAndConstantsCannotBeWritten() throws {
    let device = Device()
    let result = try device.run(
      """
      mov.u64 %rd1, table;
      st.u32 [%rd1], 1;
      ret;
      """, [], block: .init(1), before: ".const .align 4 .b32 table[3] = {7, 8, 9};")
    #expect(result.findings.map(\.kind) == [.readOnly])
  }

  @Test
  func aBarrierThatEndedThreadsDoNotReach() throws {
    let findings = try finding(
      """
      mov.u32 %r1, %tid.x;
      setp.gt.u32 %p1, %r1, 40;
      @%p1 bra END;
      bar.sync 0;
      END:
      ret;
      """, block: 64)
    #expect(findings.map(\.kind) == [.barrier])
    #expect(findings.map(\.line) == [16])
    #expect(findings[0].thread == .init(41, 0, 0))
  }

  @Test
  func aBarrierThatOnlySomeLanesReach() throws {
    let findings = try finding(
      """
      mov.u32 %r1, %tid.x;
      setp.gt.u32 %p1, %r1, 20;
      @%p1 bra OTHER;
      bar.sync 0;
      bra END;
      OTHER:
      bar.sync 0;
      END:
      ret;
      """, block: 32)
    #expect(findings.map(\.kind) == [.barrier, .barrier])
    #expect(findings.map(\.line).sorted() == [16, 19])
  }

  @Test
  func racesInSharedMemory() throws {
    func body(_ barrier: String) -> String {
      """
      .shared .align 4 .b8 box[512];
      mov.u32 %r1, %tid.x;
      shl.b32 %r2, %r1, 2;
      mov.u32 %r3, box;
      add.s32 %r4, %r3, %r2;
      st.shared.u32 [%r4], %r1;
      \(barrier)
      xor.b32 %r2, %r2, 128;
      add.s32 %r4, %r3, %r2;
      ld.shared.u32 %r5, [%r4];
      ret;
      """
    }
    let options = EmulatorOptions(maximumInstructions: 100_000, checksRaces: true)
    let races = try finding(body(""), { _ in [] }, block: 128, options: options)
    #expect(races.filter { $0.kind == .race }.map(\.line) == [18, 22])
    let ordered = try finding(body("bar.sync 0;"), { _ in [] }, block: 128, options: options)
    #expect(ordered.isEmpty)
    let halves = try finding(
      body("shr.u32 %r7, %r1, 6; add.s32 %r7, %r7, 1; bar.sync %r7, 64;"), { _ in [] }, block: 128, options: options)
    #expect(halves.isEmpty)
  }

  @Test
  func anMbarrierOrdersWhatItGuards() throws {
    let options = EmulatorOptions(maximumInstructions: 100_000, checksRaces: true)
    func body(_ wait: String) -> String {
      """
      .shared .align 8 .b64 bar;
      .shared .align 4 .b32 box;
      mov.u32 %r1, %tid.x;
      mov.u32 %r2, bar;
      mov.u32 %r3, box;
      setp.eq.u32 %p1, %r1, 0;
      @%p1 mbarrier.init.shared::cta.b64 [%r2], 1;
      bar.sync 0;
      @%p1 st.shared.u32 [%r3], 42;
      @%p1 mbarrier.arrive.shared::cta.b64 _, [%r2];
      setp.eq.u32 %p2, %r1, 32;
      @!%p2 bra END;
      \(wait)
      ld.shared.u32 %r4, [%r3];
      END:
      ret;
      """
    }
    let waited = try finding(
      body("W: mbarrier.try_wait.parity.shared::cta.b64 %p3, [%r2], 0; @!%p3 bra W;"), { _ in [] }, block: 64,
      options: options)
    #expect(waited.isEmpty)
    let unordered = try finding(body(""), { _ in [] }, block: 64, options: options)
    #expect(unordered.contains { $0.kind == .race && $0.line == 21 })
  }
}
