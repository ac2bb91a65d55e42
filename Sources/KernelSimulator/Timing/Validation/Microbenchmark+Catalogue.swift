/// The micro-benchmarks.
extension Microbenchmark {
  /// A chain of loads, each of which loads the address of the next; eight a repetition.
  static func chase(bytes: Int, hints: String = "") -> Microbenchmark {
    Microbenchmark(
      body: repeated(8, "ld.global\(hints).u64 %rd0, [%rd0];"), after: "st.global.u64 [%rd0], %rd0;", block: 1,
      bytes: bytes, ring: Ring())
  }

  /// A chain of loads from one place of shared memory that holds its own address; eight a repetition.
  static let sharedChase = Microbenchmark(
    body: repeated(8, "ld.shared.u32 %r3, [%r3];"),
    before: "mov.u32 %r3, s; st.shared.u32 [%r3], %r3;", after: "st.global.u32 [%rd0], %r3;",
    variables: ".shared .align 16 .b8 s[128];", block: 1)

  /// A chain of copies by TMA of 16 bytes, each of the place that the one before brought the address of.
  static func copyChase(bytes: Int) -> Microbenchmark {
    Microbenchmark(
      body: """
        mbarrier.arrive.expect_tx.shared::cta.b64 %rd5, [%r4], 16;
        cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes [%r3], [%rd0], 16, [%r4];
        WAIT:
        mbarrier.try_wait.parity.shared::cta.b64 %p1, [%r4], %r5;
        @!%p1 bra WAIT;
        xor.b32 %r5, %r5, 1;
        ld.shared.u64 %rd0, [%r3];
        """,
      before: """
        mov.u32 %r3, s; add.s32 %r4, %r3, 64; mov.u32 %r5, 0;
        mbarrier.init.shared::cta.b64 [%r4], 1;
        """, after: "st.global.u64 [%rd0], %rd0;", variables: ".shared .align 128 .b8 s[128];", block: 1,
      bytes: bytes, ring: Ring())
  }

  /// A chain of 256 instructions, each of which needs the result of the one before.
  static func chain(_ instruction: String) -> Microbenchmark {
    Microbenchmark(
      body: repeated(256, instruction),
      before: "mov.f32 %f1, 0f3F800000; mov.u32 %r3, 3; mov.f64 %d1, 0d3FF0000000000000;",
      after: "st.global.f32 [%rd0], %f1; st.global.u32 [%rd0], %r3; st.global.f64 [%rd0], %d1;")
  }

  /// 256 instructions on eight registers in turn, by 32 warps.
  static func throughput(_ instruction: String) -> Microbenchmark {
    let body = (0..<256).map { number in
      instruction.split(separator: "#", omittingEmptySubsequences: false).joined(separator: "\(10 + number % 8)")
    }.joined(separator: "\n")
    return Microbenchmark(
      body: body, before: repeated(8, "mov.f32 %f1#, 0f3F800000; mov.u32 %r1#, %r1;"),
      after: repeated(8, "st.global.f32 [%rd0], %f1#; st.global.u32 [%rd0], %r1#;"), block: 1024)
  }

  /// Eight loads of a warp whose lanes are some elements apart, by 16 warps, all of them in L1. The first lane's address
  /// has each place of a line within 512 bytes equally often.
  static func strided(_ stride: Int, elementBytes: Int) -> Microbenchmark {
    let (type, register) = elementBytes == 4 ? ("f32", "%f1") : ("f64", "%d")
    return Microbenchmark(
      body: (0..<8).map { "ld.global.\(type) \(register)\($0), [%rd2+\($0 % 4 * 128)];" }.joined(separator: "\n"),
      before: """
        and.b32 %r3, %r1, 31; mul.lo.s32 %r4, %r3, \(stride * elementBytes);
        cvt.u64.u32 %rd1, %r4; add.s64 %rd2, %rd0, %rd1;
        """,
      after: repeated(8, "st.global.\(type) [%rd0], \(register)#;"), block: 512, bytes: 32 * 32 * 8 + 512)
  }

  /// Loads of 16 bytes a lane from L1, by 32 warps.
  static let l1Throughput = Microbenchmark(
    body: repeated(8, "ld.global.v4.f32 {%f1#, %f2#, %f3#, %f4#}, [%rd2];"),
    before: "and.b32 %r3, %r1, 31; mul.wide.u32 %rd1, %r3, 16; add.s64 %rd2, %rd0, %rd1;",
    after: repeated(8, "st.global.v4.f32 [%rd0], {%f1#, %f2#, %f3#, %f4#};"), block: 1024)

  /// Loads of 16 bytes a lane from shared memory, by 32 warps.
  static let sharedThroughput = Microbenchmark(
    body: repeated(8, "ld.shared.v4.f32 {%f1#, %f2#, %f3#, %f4#}, [%r5];"),
    before: "and.b32 %r3, %r1, 31; mov.u32 %r4, s; mad.lo.s32 %r5, %r3, 16, %r4; st.shared.u32 [%r5], %r1;",
    after: repeated(8, "st.global.v4.f32 [%rd0], {%f1#, %f2#, %f3#, %f4#};"),
    variables: ".shared .align 16 .b8 s[512];", block: 1024)

  /// A chain of loads from shared memory of a CTA of the cluster: its own, or the neighbour's.
  static func clusterChase(size: Int, isOwn: Bool) -> Microbenchmark {
    Microbenchmark(
      body: repeated(8, "ld.shared::cluster.u32 %r3, [%r3];"),
      before: """
        mov.u32 %r4, s; mov.u32 %r5, %cluster_ctarank; add.u32 %r6, %r5, \(isOwn ? 0 : 1);
        rem.u32 %r6, %r6, \(size); mapa.shared::cluster.u32 %r3, %r4, %r6; st.shared::cluster.u32 [%r3], %r3;
        barrier.cluster.arrive.aligned; barrier.cluster.wait.aligned;
        """,
      after: "barrier.cluster.arrive.aligned; barrier.cluster.wait.aligned; st.global.u32 [%rd0], %r3;",
      variables: ".shared .align 16 .b8 s[128];", grid: size, block: 1, cluster: size)
  }

  /// Loads of 16 bytes a lane past L1 by all SMs, each over 64 KiB of its own again and again.
  static func l2Throughput(ctas: Int) -> Microbenchmark {
    Microbenchmark(
      body: (0..<4).map { "ld.global.cg.v4.f32 {%f1\($0), %f2\($0), %f3\($0), %f4\($0)}, [%rd2+\($0 * 16384)];" }
        .joined(separator: "\n"),
      before: """
        mul.wide.u32 %rd1, %r1, 16; add.s64 %rd2, %rd0, %rd1;
        mul.wide.u32 %rd1, %r2, 65536; add.s64 %rd2, %rd2, %rd1;
        """,
      after: repeated(4, "st.global.v4.f32 [%rd0], {%f1#, %f2#, %f3#, %f4#};"), grid: ctas, block: 1024,
      bytes: ctas * 65536)
  }

  /// Loads of 16 bytes a lane of some buffers and a store of one more, element after element of a large grid.
  static func streams(reads: Int, ctas: Int) -> Microbenchmark {
    let bytes = ctas * 256 * 16
    return Microbenchmark(
      body: (0..<reads).map { "ld.global.v4.f32 {%f1\($0), %f2\($0), %f3\($0), %f4\($0)}, [%rd2+\($0 * bytes)];" }
        .joined(separator: "\n"),
      before: "mad.lo.s32 %r3, %r2, 256, %r1; mul.wide.u32 %rd1, %r3, 16; add.s64 %rd2, %rd0, %rd1;",
      after: (1..<reads).map { number in
        (1...4).map { "add.f32 %f\($0)0, %f\($0)0, %f\($0)\(number);" }.joined(separator: "\n")
      }.joined(separator: "\n")
        + "\nst.global.v4.f32 [%rd2+\(reads * bytes)], {%f10, %f20, %f30, %f40};", grid: ctas, block: 256,
      bytes: bytes * (reads + 1))
  }

  /// Copies by TMA of some KiB, one after the other in each CTA, over memory that is read once.
  static func bulkBandwidth(kibibytes: Int, ctas: Int, repetitions: Int) -> Microbenchmark {
    let bytes = kibibytes << 10
    return Microbenchmark(
      body: """
        mbarrier.arrive.expect_tx.shared::cta.b64 %rd5, [%r4], \(bytes);
        cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes [%r3], [%rd2], \(bytes), [%r4];
        WAIT:
        mbarrier.try_wait.parity.shared::cta.b64 %p1, [%r4], %r5;
        @!%p1 bra WAIT;
        xor.b32 %r5, %r5, 1;
        add.s64 %rd2, %rd2, \(bytes * ctas);
        """,
      before: """
        mov.u32 %r4, s; add.s32 %r3, %r4, 128; mov.u32 %r5, 0;
        mul.wide.u32 %rd1, %r2, \(bytes); add.s64 %rd2, %rd0, %rd1;
        mbarrier.init.shared::cta.b64 [%r4], 1;
        """, variables: ".shared .align 128 .b8 s[\(bytes + 128)];", grid: ctas, block: 1,
      bytes: bytes * ctas * repetitions * 2)
  }

  /// Products of a warp with eight accumulators in turn (or one, in a chain), by some warps.
  static func multiply(warps: Int, isChain: Bool) -> Microbenchmark {
    let count = 8
    let body = (0..<16).map { number in
      let d = isChain ? 100 : 100 + number % count * 4
      let list = "{%f\(d), %f\(d + 1), %f\(d + 2), %f\(d + 3)}"
      return "mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 \(list), {%r10,%r11,%r12,%r13}, {%r14,%r15}, \(list);"
    }.joined(separator: "\n")
    return Microbenchmark(
      body: body, before: repeated(6, "mov.u32 %r1#, 0;") + repeated(132, "mov.f32 %f#, 0f00000000;"),
      after: repeated(10, "st.global.f32 [%rd0], %f10#;"), block: warps * 32)
  }

  /// Products of a warpgroup, 64 in a group, each group waited for.
  static func groupMultiply(
    columns: Int, isShared: Bool, kind: String = "k16.f32.f16.f16", isInteger: Bool = false, tail: String = ", 0, 0"
  ) -> Microbenchmark {
    // Halves of two columns share a register.
    let isHalf = kind.contains(".f16.f16.f16")
    let d = (0..<columns / (isHalf ? 4 : 2)).map { isInteger || isHalf ? "%r\(20 + $0)" : "%f\($0)" }
      .joined(separator: ",")
    let a = isShared ? "%rd3" : "{%r10,%r11,%r12,%r13}"
    let one =
      "wgmma.mma_async.sync.aligned.m64n\(columns)\(kind) {\(d)}, \(a), %rd4, %p2"
      + (isInteger ? ";" : isShared ? ", 1, 1\(tail);" : ", 1, 1, 0;")
    return Microbenchmark(
      body: "wgmma.fence.sync.aligned;\n" + repeated(64, one)
        + "\nwgmma.commit_group.sync.aligned;\nwgmma.wait_group.sync.aligned 0;",
      before: """
        mov.u32 %r3, s; setp.eq.u32 %p2, %r0, %r0; mov.u32 %r10, 0; mov.u32 %r11, 0; mov.u32 %r12, 0; mov.u32 %r13, 0;
        shr.u32 %r4, %r3, 4; cvt.u64.u32 %rd3, %r4; mov.b64 %rd4, %rd3;
        """, after: "st.global.f32 [%rd0], %f0;", variables: ".shared .align 1024 .b8 s[20480];", block: 128)
  }
}
