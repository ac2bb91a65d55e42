import Testing

/// Atomics and reductions in global and shared memory: each thread on a place of its own, then all on one.
struct AtomicTests {
  /// A case: the instruction's end, the width, and the new value by its definition.
  struct Operation: Sendable {
    var name: String
    var width: Int
    var result: @Sendable (UInt64, UInt64) -> UInt64
  }

  static let operations: [Operation] = {
    var list: [Operation] = []
    for width in [32, 64] {
      let unsigned = IntegerType(width: width, isSigned: false)
      let signed = IntegerType(width: width, isSigned: true)
      list += [
        Operation(name: "add.u\(width)", width: width) { unsigned.bits(Int128($0) + Int128($1)) },
        Operation(name: "exch.b\(width)", width: width) { $1 },
        Operation(name: "and.b\(width)", width: width) { $0 & $1 },
        Operation(name: "or.b\(width)", width: width) { $0 | $1 },
        Operation(name: "xor.b\(width)", width: width) { $0 ^ $1 },
        Operation(name: "min.u\(width)", width: width) { min($0, $1) },
        Operation(name: "max.u\(width)", width: width) { max($0, $1) },
        Operation(name: "min.s\(width)", width: width) { signed.bits(min(signed.value($0), signed.value($1))) },
        Operation(name: "max.s\(width)", width: width) { signed.bits(max(signed.value($0), signed.value($1))) },
      ]
    }
    list += [
      Operation(name: "add.s32", width: 32) { ($0 + $1) & 0xFFFF_FFFF },
      Operation(name: "inc.u32", width: 32) { $0 >= $1 ? 0 : $0 + 1 },
      Operation(name: "dec.u32", width: 32) { $0 == 0 || $0 > $1 ? $1 : $0 - 1 },
    ]
    return list
  }()

  private func kernel(_ operation: String, width: Int, space: String) -> String {
    """
    .version 8.5
    .target sm_90a
    .address_size 64
    .visible .entry atomic(.param .u64 memory, .param .u64 operands, .param .u64 old)
    {
      .shared .align 8 .b8 buffer[2048];
      .reg .b64 %memory, %operands, %old, %offset;
      .reg .b32 %thread, %place;
      .reg .b\(width) %x, %y;
      mov.u32 %thread, %tid.x;
      mul.wide.u32 %offset, %thread, 8;
      ld.param.u64 %memory, [memory];
      ld.param.u64 %operands, [operands];
      ld.param.u64 %old, [old];
      add.u64 %memory, %memory, %offset;
      add.u64 %operands, %operands, %offset;
      add.u64 %old, %old, %offset;
      ld.global.b\(width) %y, [%operands];
      \(space == "shared"
        ? """
        shl.b32 %place, %thread, 3;
        mov.u32 %x0, buffer;
        add.u32 %place, %place, %x0;
        ld.global.b\(width) %x, [%memory];
        st.shared.b\(width) [%place], %x;
        \(operation.replacing("[m]", with: "[%place]"))
        ld.shared.b\(width) %y, [%place];
        st.global.b\(width) [%memory], %y;
        """ : operation.replacing("[m]", with: "[%memory]"))
      st.global.b\(width) [%old], %x;
      ret;
    }
    """.replacing(".reg .b32 %thread, %place;", with: ".reg .b32 %thread, %place, %x0;")
  }

  @Test(arguments: operations.indices, ["global", "shared"])
  func privatePlaces(index: Int, space: String) throws {
    let operation = Self.operations[index]
    let edges = EdgeValues.integers(operation.width)
    let pairs = combinations(edges, edges)
    let text = kernel(
      "atom.\(space).\(operation.name) %x, [m], %y;", width: operation.width, space: space)
    for start in stride(from: 0, to: pairs.count, by: 128) {
      var chunk = Array(pairs[start..<min(start + 128, pairs.count)])
      while chunk.count < 128 { chunk.append([0, 1]) }
      let zeros = [UInt8](repeating: 0, count: 1024)
      let run = try KernelRun(
        text, block: 128, buffers: [KernelRun.bytes(chunk.map { $0[0] }), KernelRun.bytes(chunk.map { $0[1] }), zeros])
      #expect(run.findings.isEmpty)
      let (memory, old): ([UInt64], [UInt64]) = (run.words(0), run.words(2))
      for (place, pair) in chunk.enumerated() {
        #expect(old[place] == pair[0])
        #expect(memory[place] == operation.result(pair[0], pair[1]), "\(operation.name) \(pair)")
      }
    }
  }

  @Test(arguments: operations.indices)
  func reductions(index: Int) throws {
    let operation = Self.operations[index]
    guard !operation.name.hasPrefix("exch") else { return }
    let edges = EdgeValues.integers(operation.width)
    let pairs = Array(combinations(edges, edges).prefix(128))
    let text = kernel(
      "mov.b\(operation.width) %x, %y; red.global.\(operation.name) [m], %y;", width: operation.width, space: "global")
    let zeros = [UInt8](repeating: 0, count: 1024)
    let run = try KernelRun(
      text, block: 128, buffers: [KernelRun.bytes(pairs.map { $0[0] }), KernelRun.bytes(pairs.map { $0[1] }), zeros])
    #expect(run.words(0, as: UInt64.self) == pairs.map { operation.result($0[0], $0[1]) })
  }

  @Test(arguments: [16, 32, 64], ["global", "shared"])
  func compareAndSwap(width: Int, space: String) throws {
    let edges = EdgeValues.integers(width).prefix(11)
    let pairs = Array(combinations(Array(edges), Array(edges)).prefix(121)) + Array(repeating: [5, 5], count: 7)
    // The operand is what is compared with; what is stored is its complement.
    let text = kernel(
      "{ .reg .b\(width) %z; not.b\(width) %z, %y; atom.\(space).cas.b\(width) %x, [m], %y, %z; }", width: width,
      space: space)
    let zeros = [UInt8](repeating: 0, count: 1024)
    let run = try KernelRun(
      text, block: 128, buffers: [KernelRun.bytes(pairs.map { $0[0] }), KernelRun.bytes(pairs.map { $0[1] }), zeros])
    let mask = IntegerType(width: width, isSigned: false).mask
    #expect(run.words(0, as: UInt64.self) == pairs.map { $0[0] == $0[1] ? ~$0[1] & mask : $0[0] })
    #expect(run.words(2, as: UInt64.self) == pairs.map { $0[0] })
  }

  @Test func floats() throws {
    for (name, type, width) in [("add.f32", FloatDefinition.f32, 32), ("add.f64", .f64, 64)] {
      let edges = type.edges.filter { !type.format.isSubnormal($0) && !type.isNaN($0) }
      let pairs = Array(combinations(edges, edges))
      for start in stride(from: 0, to: pairs.count, by: 128) {
        var chunk = Array(pairs[start..<min(start + 128, pairs.count)])
        while chunk.count < 128 { chunk.append([0, 0]) }
        let zeros = [UInt8](repeating: 0, count: 1024)
        let run = try KernelRun(
          kernel("atom.global.\(name) %x, [m], %y;", width: width, space: "global"), block: 128,
          buffers: [KernelRun.bytes(chunk.map { $0[0] }), KernelRun.bytes(chunk.map { $0[1] }), zeros])
        let memory: [UInt64] = run.words(0)
        for (place, pair) in chunk.enumerated() {
          // In global memory single precision sums turn subnormal numbers into zeros.
          let expected = type.fused(pair[0], nil, pair[1], .nearestEven, .init(flushes: width == 32))
          #expect(expected.allows(memory[place]), "\(name) \(pair)")
        }
      }
    }
  }

  /// Pairs of halves, each rounded on its own; subnormal numbers are kept.
  @Test(arguments: [("f16x2", FloatDefinition.f16), ("bf16x2", .bf16)])
  func packedFloats(name: String, type: FloatDefinition) throws {
    let edges = type.edges.filter { !type.isNaN($0) && !type.isInfinite($0) }
    let pairs = combinations(edges, edges)
    for start in stride(from: 0, to: pairs.count - 1, by: 128) {
      var chunk = Array(pairs[start..<min(start + 128, pairs.count)])
      while chunk.count < 128 { chunk.append([0, 0]) }
      let mirrored = Array(chunk.reversed())
      let words = (0..<2).map { operand in zip(chunk, mirrored).map { $0[operand] | $1[operand] << 16 } }
      let run = try KernelRun(
        kernel("atom.global.add.noftz.\(name) %x, [m], %y;", width: 32, space: "global"), block: 128,
        buffers: [KernelRun.bytes(words[0]), KernelRun.bytes(words[1]), [UInt8](repeating: 0, count: 1024)])
      let memory: [UInt64] = run.words(0)
      for place in 0..<128 {
        let (low, high) = (chunk[place], mirrored[place])
        #expect(type.fused(low[0], nil, low[1], .nearestEven, .init()).allows(memory[place] & 0xFFFF), "\(low)")
        #expect(type.fused(high[0], nil, high[1], .nearestEven, .init()).allows(memory[place] >> 16), "\(high)")
      }
    }
  }

  @Test(arguments: ["global", "shared"])
  func contention(space: String) throws {
    let text = """
      .version 8.5
      .target sm_90a
      .address_size 64
      .visible .entry contention(.param .u64 total)
      {
        .shared .align 4 .b32 sum;
        .reg .b64 %total;
        .reg .b32 %thread, %place, %x;
        .reg .pred %p;
        mov.u32 %thread, %tid.x;
        ld.param.u64 %total, [total];
        mov.u32 %place, sum;
        setp.ne.u32 %p, %thread, 0;
        @!%p st.shared.b32 [%place], 0;
        bar.sync 0;
        \(space == "global"
          ? "red.global.add.u32 [%total], %thread;"
          : "atom.shared.add.u32 %x, [%place], %thread; bar.sync 0; ld.shared.b32 %x, [%place]; @!%p red.global.add.u32 [%total], %x;")
        ret;
      }
      """
    let run = try KernelRun(text, grid: 6, block: 192, buffers: [KernelRun.bytes([UInt32(3)])])
    #expect(run.words(0, as: UInt32.self) == [UInt32(3 + 6 * (191 * 192 / 2))])
  }
}
