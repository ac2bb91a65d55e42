import Testing

/// Barriers of CTAs, asynchronous stores in a cluster, and instructions that change nothing that a kernel can see.
struct SynchronizationTests {
  private static let header = """
    .version 8.5
    .target sm_90a
    .address_size 64
    """

  /// A kernel whose threads write `%d` in order.
  private func kernel(_ body: String, _ declarations: String = "") -> String {
    """
    \(Self.header)
    .visible .entry synchronization(.param .u64 output)
    {
      \(declarations)
      .reg .b64 %out, %offset;
      .reg .b32 %thread, %cta, %size, %d, %x, %y;
      .reg .pred %p, %q;
      mov.u32 %thread, %tid.x;
      mov.u32 %cta, %ctaid.x;
      mov.u32 %size, %ntid.x;
      \(body)
      mad.lo.u32 %x, %cta, %size, %thread;
      mul.wide.u32 %offset, %x, 4;
      ld.param.u64 %out, [output];
      add.u64 %out, %out, %offset;
      st.global.b32 [%out], %d;
      ret;
    }
    """
  }

  private func run(
    _ body: String, _ declarations: String = "", grid: Int = 1, block: Int = 96, cluster: Int = 1
  ) throws -> [UInt32] {
    let run = try KernelRun(
      kernel(body, declarations), grid: grid, block: block, cluster: cluster,
      buffers: [[UInt8](repeating: 0, count: grid * block * 4)])
    #expect(run.findings.isEmpty)
    return run.words(0)
  }

  /// Reductions of a predicate over a CTA of three warps.
  @Test(arguments: [3, 96, 1000])
  func barrierReductions(limit: UInt32) throws {
    let test = "setp.lt.u32 %p, %thread, \(limit);"
    let count = min(limit, 96)
    #expect(try run("\(test) bar.red.popc.u32 %d, 1, %p;") == Array(repeating: count, count: 96))
    let and = try run("\(test) bar.red.and.pred %q, 2, %p; selp.u32 %d, 1, 0, %q;")
    #expect(and == Array(repeating: limit >= 96 ? 1 : 0, count: 96))
    let or = try run("\(test) barrier.cta.red.or.pred %q, 3, !%p; selp.u32 %d, 1, 0, %q;")
    #expect(or == Array(repeating: limit >= 96 ? 0 : 1, count: 96))
  }

  /// One warp produces for another; a third takes no part.
  @Test func producersArrive() throws {
    let result = try run(
      """
      mov.u32 %d, 7;
      shr.u32 %x, %thread, 5;
      mov.u32 %y, box;
      setp.eq.u32 %p, %x, 0;
      @!%p bra NOTFIRST;
      shl.b32 %size, %thread, 2;
      add.u32 %y, %y, %size;
      mul.lo.u32 %d, %thread, 3;
      st.shared.b32 [%y], %d;
      bar.arrive 5, 64;
      bra END;
      NOTFIRST:
      setp.eq.u32 %p, %x, 1;
      @!%p bra END;
      bar.sync 5, 64;
      and.b32 %size, %thread, 31;
      shl.b32 %size, %size, 2;
      add.u32 %y, %y, %size;
      ld.shared.b32 %d, [%y];
      END:
      mov.u32 %size, %ntid.x;
      """, ".shared .align 4 .b32 box[32];")
    for thread in 0..<96 {
      #expect(result[thread] == UInt32(thread < 64 ? thread % 32 * 3 : 7))
    }
  }

  /// Stores to the next CTA of a cluster that count their bytes on its barrier.
  @Test func asynchronousStores() throws {
    let result = try run(
      """
      .reg .b32 %bar, %box, %peer, %rank, %count, %there, %bell;
      .reg .b64 %state;
      mov.u32 %bar, barrier;
      mov.u32 %box, box;
      mov.u32 %rank, %cluster_ctarank;
      mov.u32 %count, %cluster_nctarank;
      setp.eq.u32 %q, %thread, 0;
      @%q mbarrier.init.shared::cta.b64 [%bar], 1;
      @%q mbarrier.arrive.expect_tx.shared::cta.b64 %state, [%bar], 256;
      barrier.cluster.arrive.aligned;
      barrier.cluster.wait.aligned;
      add.u32 %peer, %rank, 1;
      rem.u32 %peer, %peer, %count;
      shl.b32 %x, %thread, 3;
      add.u32 %y, %box, %x;
      mapa.shared::cluster.u32 %there, %y, %peer;
      mapa.shared::cluster.u32 %bell, %bar, %peer;
      mad.lo.u32 %x, %cta, 1000, %thread;
      st.async.shared::cluster.mbarrier::complete_tx::bytes.v2.u32 [%there], {%x, %rank}, [%bell];
      WAIT:
      mbarrier.try_wait.parity.shared::cta.b64 %p, [%bar], 0;
      @!%p bra WAIT;
      ld.shared.v2.b32 {%d, %x}, [%y];
      shl.b32 %x, %x, 16;
      add.u32 %d, %d, %x;
      barrier.cluster.arrive.aligned;
      barrier.cluster.wait.aligned;
      """, ".shared .align 8 .b64 barrier; .shared .align 8 .b64 box[32];", grid: 4, block: 32, cluster: 2)
    for cta in 0..<4 {
      let sender = cta ^ 1
      for thread in 0..<32 {
        #expect(result[cta * 32 + thread] == UInt32(sender * 1000 + thread + (sender % 2) << 16))
      }
    }
  }

  @Test func hintsChangeNothing() throws {
    let result = try run(
      """
      .reg .b64 %policy, %place;
      createpolicy.fractional.L2::evict_last.b64 %policy, 1.0;
      ld.param.u64 %place, [output];
      prefetch.global.L2 [%place];
      prefetchu.L1 [%place];
      applypriority.global.L2::evict_normal [%place], 128;
      setmaxnreg.inc.sync.aligned.u32 232;
      setmaxnreg.dec.sync.aligned.u32 40;
      griddepcontrol.wait;
      griddepcontrol.launch_dependents;
      nanosleep.u32 20;
      membar.cta;
      membar.gl;
      fence.acq_rel.gpu;
      fence.sc.sys;
      fence.proxy.async;
      fence.proxy.tensormap::generic.release.gpu;
      bar.warp.sync 0xFFFFFFFF;
      mul.wide.u32 %offset, %thread, 4;
      add.u64 %place, %place, %offset;
      st.global.L2::cache_hint.b32 [%place], %thread, %policy;
      ld.global.L1::no_allocate.L2::cache_hint.L2::128B.b32 %d, [%place], %policy;
      st.global.wt.b32 [%place], 5;
      ld.global.cg.b32 %x, [%place];
      add.u32 %d, %d, %x;
      """, block: 128)
    #expect(result == (0..<128).map { UInt32($0 + 5) })
  }

  @Test func spacesAreTold() throws {
    let result = try run(
      """
      .reg .b64 %a;
      mov.u32 %d, 0;
      mov.u64 %a, box;
      cvta.shared.u64 %a, %a;
      isspacep.shared %p, %a;
      @%p add.u32 %d, %d, 1;
      isspacep.global %p, %a;
      @%p add.u32 %d, %d, 2;
      mov.u64 %a, own;
      cvta.local.u64 %a, %a;
      isspacep.local %p, %a;
      @%p add.u32 %d, %d, 4;
      isspacep.shared %p, %a;
      @%p add.u32 %d, %d, 8;
      ld.param.u64 %a, [output];
      isspacep.global %p, %a;
      @%p add.u32 %d, %d, 16;
      cvta.to.global.u64 %a, %a;
      isspacep.local %p, %a;
      @%p add.u32 %d, %d, 32;
      """, ".shared .align 4 .b32 box; .local .align 4 .b32 own;", block: 32)
    #expect(result == Array(repeating: 1 + 4 + 16, count: 32))
  }

  @Test func branchesByIndex() throws {
    let result = try run(
      """
      targets: .branchtargets A, B, C;
      and.b32 %x, %thread, 3;
      min.u32 %x, %x, 2;
      brx.idx %x, targets;
      A:
      mov.u32 %d, 10;
      bra END;
      B:
      mov.u32 %d, 20;
      bra END;
      C:
      mov.u32 %d, 30;
      END:
      """, block: 64)
    for thread in 0..<64 { #expect(result[thread] == [10, 20, 30, 30][thread % 4]) }
  }

  /// Threads that have left do not hold up a barrier of the others; that they miss it is reported.
  @Test func exitedThreadsDoNotCount() throws {
    let body = """
      setp.ge.u32 %p, %thread, 64;
      @%p exit;
      bar.sync 0;
      mov.u32 %d, 1;
      """
    let run = try KernelRun(kernel(body), block: 96, buffers: [[UInt8](repeating: 0, count: 384)])
    #expect(run.words(0, as: UInt32.self) == Array(repeating: 1, count: 64) + Array(repeating: 0, count: 32))
    #expect(run.findings.count == 1)
    #expect(run.findings.allSatisfy { $0.contains("barrier 0") })
  }
}
