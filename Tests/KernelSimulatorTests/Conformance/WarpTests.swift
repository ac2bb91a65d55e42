import Testing

/// Instructions that lanes of a warp execute together.
struct WarpTests {
  /// A kernel whose lane i runs statements on `%a`, the i-th word of the first buffer, and writes `%d` to the second.
  private func kernel(_ body: String) -> String {
    """
    .version 8.5
    .target sm_90a
    .address_size 64
    .visible .entry warp(.param .u64 input, .param .u64 output)
    {
      .reg .b64 %in, %out, %offset;
      .reg .b32 %a, %d, %thread, %lane;
      .reg .pred %p, %q;
      mov.u32 %thread, %tid.x;
      mov.u32 %lane, %laneid;
      mul.wide.u32 %offset, %thread, 4;
      ld.param.u64 %in, [input];
      ld.param.u64 %out, [output];
      add.u64 %in, %in, %offset;
      add.u64 %out, %out, %offset;
      ld.global.b32 %a, [%in];
      \(body)
      st.global.b32 [%out], %d;
      ret;
    }
    """
  }

  private func run(_ body: String, _ input: [UInt32]) throws -> [UInt32] {
    let zeros = [UInt8](repeating: 0, count: input.count * 4)
    let run = try KernelRun(kernel(body), block: input.count, buffers: [KernelRun.bytes(input), zeros])
    #expect(run.findings.isEmpty)
    return run.words(1)
  }

  static let values = (0..<32).map { UInt32($0) &* 2_654_435_761 &+ 99 }

  @Test(arguments: ["up", "down", "bfly", "idx"], [0x1F, 0x00, 0x181F, 0x1C03, 0x100F] as [UInt32])
  func shuffle(mode: String, c: UInt32) throws {
    for b: UInt32 in [0, 1, 5, 16, 31, 33] {
      let body = "shfl.sync.\(mode).b32 %d|%p, %a, \(b), \(c), 0xFFFFFFFF; @%p xor.b32 %d, %d, 0x55555555;"
      let result = try run(body, Self.values)
      for lane in 0..<32 {
        // PTX ISA, semantics of shfl.
        let (value, clamp, mask) = (Int(b & 31), Int(c & 31), Int(c >> 8 & 31))
        let highest = lane & mask | clamp & ~mask & 31
        let lowest = lane & mask
        let source: Int
        let holds: Bool
        switch mode {
        case "up": (source, holds) = (lane - value, lane - value >= highest)
        case "down": (source, holds) = (lane + value, lane + value <= highest)
        case "bfly": (source, holds) = (lane ^ value, lane ^ value <= highest)
        default:
          source = lowest | value & ~mask & 31
          holds = source <= highest
        }
        let expected = holds ? Self.values[source] ^ 0x5555_5555 : Self.values[lane]
        #expect(result[lane] == expected, "\(mode) \(b) \(c) lane \(lane)")
      }
    }
  }

  @Test(arguments: [0, 1, 0x8000_0000, 0xFFFF_FFFF, 0x0F0F_1234] as [UInt32])
  func votes(bits: UInt32) throws {
    let input = (0..<32).map { bits >> UInt32($0) & 1 }
    let test = "setp.ne.u32 %p, %a, 0;"
    let all = try run("\(test) vote.sync.all.pred %q, %p, 0xFFFFFFFF; selp.u32 %d, 1, 0, %q;", input)
    let any = try run("\(test) vote.sync.any.pred %q, %p, 0xFFFFFFFF; selp.u32 %d, 1, 0, %q;", input)
    let uniform = try run("\(test) vote.sync.uni.pred %q, %p, 0xFFFFFFFF; selp.u32 %d, 1, 0, %q;", input)
    let ballot = try run("\(test) vote.sync.ballot.b32 %d, %p, 0xFFFFFFFF;", input)
    let negated = try run("\(test) vote.sync.ballot.b32 %d, !%p, 0xFFFFFFFF;", input)
    #expect(all == Array(repeating: bits == .max ? 1 : 0, count: 32))
    #expect(any == Array(repeating: bits == 0 ? 0 : 1, count: 32))
    #expect(uniform == Array(repeating: bits == 0 || bits == .max ? 1 : 0, count: 32))
    #expect(ballot == Array(repeating: bits, count: 32))
    #expect(negated == Array(repeating: ~bits, count: 32))
  }

  @Test func matches() throws {
    let input = (0..<32).map { UInt32($0 % 5 == 0 ? 7 : $0 % 3) }
    let any = try run("match.any.sync.b32 %d, %a, 0xFFFFFFFF;", input)
    for lane in 0..<32 {
      #expect(any[lane] == (0..<32).reduce(0) { $0 | (input[$1] == input[lane] ? 1 << UInt32($1) : 0) })
    }
    let wide = try run(
      "{ .reg .b64 %w; mov.b64 %w, {%lane, %a}; and.b64 %w, %w, 0xFFFFFFFF00000001; match.any.sync.b64 %d, %w, 0xFFFFFFFF; }",
      input)
    for lane in 0..<32 {
      let expected = (0..<32).reduce(UInt32(0)) {
        $0 | (input[$1] == input[lane] && $1 % 2 == lane % 2 ? 1 << UInt32($1) : 0)
      }
      #expect(wide[lane] == expected)
    }
    let same = try run("match.all.sync.b32 %d|%p, %a, 0xFFFFFFFF; @!%p mov.u32 %d, 77;", Array(repeating: 3, count: 32))
    #expect(same == Array(repeating: .max, count: 32))
    let different = try run("match.all.sync.b32 %d|%p, %a, 0xFFFFFFFF; @!%p add.u32 %d, %d, 77;", input)
    #expect(different == Array(repeating: 77, count: 32))
  }

  @Test(arguments: [
    ("add.u32", "add"), ("add.s32", "add"), ("min.u32", "min"), ("max.u32", "max"), ("min.s32", "mins"),
    ("max.s32", "maxs"), ("and.b32", "and"), ("or.b32", "or"), ("xor.b32", "xor"),
  ])
  func reductions(spelling: String, operation: String) throws {
    for mask: UInt32 in [0xFFFF_FFFF, 0x0000_FFFF, 0x8000_0001] {
      let member =
        "{ .reg .b32 %m; mov.u32 %m, \(mask); shr.u32 %m, %m, %lane; and.b32 %m, %m, 1; setp.eq.u32 %p, %m, 1; }"
      let result = try run("\(member) mov.u32 %d, 5; @%p redux.sync.\(spelling) %d, %a, \(mask);", Self.values)
      let members = (0..<32).filter { mask >> UInt32($0) & 1 == 1 }.map { Self.values[$0] }
      let signed = members.map { Int32(bitPattern: $0) }
      let expected: UInt32 =
        switch operation {
        case "add": members.reduce(0, &+)
        case "min": members.min() ?? 0
        case "max": members.max() ?? 0
        case "mins": UInt32(bitPattern: signed.min() ?? 0)
        case "maxs": UInt32(bitPattern: signed.max() ?? 0)
        case "and": members.reduce(.max, &)
        case "or": members.reduce(0, |)
        default: members.reduce(0, ^)
        }
      for lane in 0..<32 { #expect(result[lane] == (mask >> UInt32(lane) & 1 == 1 ? expected : 5)) }
    }
  }

  @Test func oneLaneIsElected() throws {
    let result = try run("elect.sync %d|%p, 0xFFFFFFFF; shl.b32 %d, %d, 8; @%p add.u32 %d, %d, 1;", Self.values)
    #expect(result.filter { $0 & 1 == 1 }.count == 1)
    let leader = try #require(result.firstIndex { $0 & 1 == 1 })
    #expect(result.allSatisfy { $0 >> 8 == UInt32(leader) })
  }

  @Test func activeLanes() throws {
    let body = """
      mov.u32 %d, 0;
      and.b32 %a, %lane, 3;
      setp.eq.u32 %p, %a, 2;
      @!%p bra SKIP;
      activemask.b32 %d;
      SKIP:
      """
    let result = try run(body, Self.values)
    for lane in 0..<32 { #expect(result[lane] == (lane % 4 == 2 ? 0x4444_4444 : 0)) }
  }

  @Test func laneRegisters() throws {
    let masks: [(String, (UInt32) -> UInt32)] = [
      ("lanemask_eq", { 1 << $0 }), ("lanemask_lt", { (1 << $0) - 1 }), ("lanemask_le", { (2 << $0) &- 1 }),
      ("lanemask_gt", { ~((2 << $0) &- 1) }), ("lanemask_ge", { ~((1 << $0) - 1) }), ("laneid", { $0 }),
    ]
    for (name, expected) in masks {
      let result = try run("mov.u32 %d, %\(name);", Self.values)
      for lane: UInt32 in 0..<32 { #expect(result[Int(lane)] == expected(lane), "\(name)") }
    }
  }

  /// Lanes leave a loop one after another and meet behind it.
  @Test func divergentLoops() throws {
    let body = """
      mov.u32 %d, 0;
      and.b32 %thread, %a, 15;
      LOOP:
      setp.eq.u32 %p, %thread, 0;
      @%p bra DONE;
      add.u32 %d, %d, %thread;
      sub.u32 %thread, %thread, 1;
      bra LOOP;
      DONE:
      shfl.sync.bfly.b32 %d, %d, 1, 0x1F, 0xFFFFFFFF;
      """
    let result = try run(body, Self.values)
    for lane in 0..<32 {
      let n = Self.values[lane ^ 1] & 15
      #expect(result[lane] == n * (n + 1) / 2)
    }
  }
}
