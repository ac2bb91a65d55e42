import Testing

@testable import KernelSimulator

/// What the cache hints of loads change.
struct CacheHintTests {
  private static let vector = "{%f1, %f2, %f3, %f4}"

  /// A warp reads 64 KiB with a hint, then 256 KiB, which is more than L1 holds, then the first again.
  private func stream(first: String, stream: String) throws -> KernelTiming {
    func loads(_ hint: String) -> String {
      (0..<128).map { "ld.global\(hint).v4.f32 \(Self.vector), [%rd2+\($0 * 512)];" }.joined(separator: "\n")
    }
    let kernel = Microbenchmark(
      body: "ld.global\(stream).v4.f32 \(Self.vector), [%rd3]; add.s64 %rd3, %rd3, 512;",
      before: "mul.wide.u32 %rd1, %r1, 16; add.s64 %rd2, %rd0, %rd1; add.s64 %rd3, %rd2, 65536;\n" + loads(first),
      after: loads("") + "\nst.global.f32 [%rd2], %f1;", bytes: 5 * 65536)
    return try kernel.timing(512, .h800PCIe)
  }

  @Test func plainStreamsDriveAWorkingSetOutOfL1() throws {
    #expect(try stream(first: "", stream: "").l1HitPercent == 0)
  }

  @Test(arguments: [
    ("", ".L1::no_allocate"), ("", ".L1::evict_first"), ("", ".cs"), ("", ".lu"), ("", ".cg"), (".L1::evict_last", ""),
  ])
  func hintsKeepAWorkingSetInL1(first: String, hint: String) throws {
    let timing = try stream(first: first, stream: hint)
    #expect(abs(timing.l1HitPercent - 100.0 / 6) < 1e-9)
    #expect(timing.cycles < (try stream(first: "", stream: "").cycles))
  }

  /// A warp reads 4 KiB and then the same with a hint.
  private func again(_ hint: String) throws -> KernelTiming {
    func loads(_ hint: String) -> String {
      (0..<8).map { "ld.global\(hint).v4.f32 \(Self.vector), [%rd2+\($0 * 512)];" }.joined(separator: "\n")
    }
    return try Microbenchmark(
      body: loads(hint), before: "mul.wide.u32 %rd1, %r1, 16; add.s64 %rd2, %rd0, %rd1;\n" + loads("")
    ).timing(1, .h800PCIe)
  }

  @Test func onlyLoadsThatDoNotAllocateUseWhatL1Holds() throws {
    #expect(try again(".L1::no_allocate").l1HitPercent == 50)
    #expect(try again(".nc").l1HitPercent == 50)
    for hint in [".cg", ".cv", ".volatile", ".relaxed.gpu"] { #expect(try again(hint).l1HitPercent == 0, "\(hint)") }
  }

  /// A thread reads every second pair of sectors of 64 KiB, each after the one before.
  private func walk(_ hint: String) throws -> KernelTiming {
    try Microbenchmark(
      body: """
        ld.global\(hint).u32 %r3, [%rd2]; cvt.u64.u32 %rd1, %r3; add.s64 %rd2, %rd2, %rd1; add.s64 %rd2, %rd2, 64;
        """, before: "mov.u64 %rd2, %rd0;", block: 1, bytes: 65536
    ).timing(1024, .h800PCIe)
  }

  @Test func readingAheadTurnsMissesOfAWalkIntoHits() throws {
    let (plain, lines, pairs) = try (walk(""), walk(".L2::128B"), walk(".L2::256B"))
    #expect([plain, lines, pairs].map(\.l2HitPercent) == [0, 50, 75])
    #expect(lines.cycles < 0.9 * plain.cycles)
    #expect(pairs.cycles < 0.9 * lines.cycles)
    #expect([plain, lines, pairs].allSatisfy { $0.memoryReadBytes == 65536 })
  }

  /// A warp reads 8 MiB, then 80 MiB, more than L2 holds, then the first again.
  private func policies(first: String, stream: String) throws -> KernelTiming {
    func loop(_ label: String, _ count: Int, _ policy: String) -> String {
      """
      mov.u32 %r9, \(count);
      \(label): ld.global\(policy.isEmpty ? "" : ".L2::cache_hint").u32 %r3, [%rd3]\(policy.isEmpty ? "" : ", \(policy)");
      add.s64 %rd3, %rd3, 4096; sub.s32 %r9, %r9, 1; setp.ne.s32 %p1, %r9, 0; @%p1 bra \(label);
      """
    }
    return try Microbenchmark(
      body: "mov.u64 %rd3, %rd2;\n" + loop("FIRST", 2048, first) + loop("STREAM", 20480, stream)
        + "mov.u64 %rd3, %rd2;\n" + loop("AGAIN", 2048, ""),
      before: """
        createpolicy.fractional.L2::evict_first.b64 %rd8, 1.0; createpolicy.fractional.L2::evict_last.b64 %rd9, 1.0;
        mul.wide.u32 %rd1, %r1, 128; add.s64 %rd2, %rd0, %rd1;
        """, bytes: 22528 * 4096
    ).timing(1, .h800PCIe)
  }

  @Test func policiesDecideWhatStaysInL2() throws {
    #expect(try policies(first: "", stream: "").l2HitPercent == 0)
    for (first, stream) in [("", "%rd8"), ("%rd9", "")] {
      let percent = try policies(first: first, stream: stream).l2HitPercent
      #expect(abs(percent - 100.0 / 12) < 1e-9, "\(first) \(stream)")
    }
  }
}
