import Testing

/// Loads and stores of every width, in every space.
struct SpaceTests {
  private static let bytes = (0..<256).map { UInt8(truncatingIfNeeded: $0 * 73 + 0x7F) }

  private func kernel(_ body: String, _ declarations: String = "") -> String {
    """
    .version 8.5
    .target sm_90a
    .address_size 64
    .visible .entry memory(.param .u64 input, .param .u64 output)
    {
      \(declarations)
      .reg .b64 %in, %out, %offset, %address;
      .reg .b32 %thread, %place;
      mov.u32 %thread, %tid.x;
      ld.param.u64 %in, [input];
      ld.param.u64 %out, [output];
      \(body)
      ret;
    }
    """
  }

  @Test(arguments: ["u8", "s8", "b8", "u16", "s16", "u32", "s32", "u64", "s64"])
  func loadsExtend(type: String) throws {
    let width = Int(type.dropFirst()) ?? 0
    let definition = IntegerType(width: width, isSigned: type.first == "s")
    for space in ["global", "global.nc", "generic", "volatile.global", "relaxed.gpu.global", "acquire.gpu.global"] {
      if space == "global.nc" && type == "b8" { continue }
      let word = space == "generic" ? "ld" : "ld.\(space)"
      let body = """
        mul.wide.u32 %offset, %thread, \(width / 8);
        add.u64 %address, %in, %offset;
        .reg .b64 %x;
        \(word).\(type) %x, [%address];
        mul.wide.u32 %offset, %thread, 8;
        add.u64 %address, %out, %offset;
        st.global.b64 [%address], %x;
        """
      let count = 256 / (width / 8)
      let zeros = [UInt8](repeating: 0, count: count * 8)
      let run = try KernelRun(kernel(body), block: count, buffers: [Self.bytes, zeros])
      #expect(run.findings.isEmpty)
      let results: [UInt64] = run.words(1)
      for index in 0..<count {
        var bits: UInt64 = 0
        for byte in 0..<width / 8 { bits |= UInt64(Self.bytes[index * width / 8 + byte]) << UInt64(byte * 8) }
        // A register wider than the type is filled with the sign, or with zeros.
        #expect(results[index] == UInt64(truncatingIfNeeded: definition.value(bits)), "\(word).\(type)")
      }
    }
  }

  @Test(arguments: [("v2", 2), ("v4", 4)], ["b8", "b16", "b32", "b64", "f32"])
  func vectors(vector: (String, Int), type: String) throws {
    let width = Int(type.dropFirst()) ?? 0
    let bytes = width / 8 * vector.1
    guard bytes <= 16 else { return }
    let registers = (0..<vector.1).map { "%x\($0)" }
    let body = """
      .reg .b\(max(width, 16)) \(registers.joined(separator: ", "));
      mul.wide.u32 %offset, %thread, \(bytes);
      add.u64 %address, %in, %offset;
      ld.global.\(vector.0).\(type) {\(registers.joined(separator: ", "))}, [%address];
      add.u64 %address, %out, %offset;
      st.global.\(vector.0).\(type) [%address], {\(registers.reversed().joined(separator: ", "))};
      """
    let zeros = [UInt8](repeating: 0, count: 256)
    let run = try KernelRun(kernel(body), block: 256 / bytes, buffers: [Self.bytes, zeros])
    #expect(run.findings.isEmpty)
    let element = width / 8
    for offset in 0..<256 {
      let (group, place) = (offset / bytes, offset % bytes / element)
      let source = group * bytes + (vector.1 - 1 - place) * element + offset % element
      #expect(run.buffers[1][offset] == Self.bytes[source])
    }
  }

  @Test(arguments: ["shared", "local", "shared generic", "local generic"])
  func spaces(name: String) throws {
    let space = name.split(separator: " ").first.map(String.init) ?? name
    let isGeneric = name.contains("generic")
    // Each thread writes the place that its mirror reads, or its own in local memory.
    let place = space == "shared" ? "xor.b32 %place, %thread, 31;" : "mov.u32 %place, %thread;"
    let (store, load) =
      isGeneric
      ? ("cvta.\(space).u64 %address, %address; st.b32", "cvta.\(space).u64 %address, %address; ld.b32")
      : ("st.\(space).b32", "ld.\(space).b32")
    let body = """
      .reg .b32 %x;
      mul.wide.u32 %offset, %thread, 4;
      add.u64 %address, %in, %offset;
      ld.global.b32 %x, [%address];
      mov.u64 %address, buffer;
      add.u64 %address, %address, %offset;
      \(store) [%address], %x;
      bar.sync 0;
      \(place)
      mul.wide.u32 %offset, %place, 4;
      mov.u64 %address, buffer;
      add.u64 %address, %address, %offset;
      \(load) %x, [%address];
      mul.wide.u32 %offset, %thread, 4;
      add.u64 %address, %out, %offset;
      st.global.b32 [%address], %x;
      """
    let zeros = [UInt8](repeating: 0, count: 256)
    let run = try KernelRun(
      kernel(body, ".\(space) .align 16 .b8 buffer[256];"), block: 64, buffers: [Self.bytes, zeros])
    #expect(run.findings.isEmpty)
    let (input, output): ([UInt32], [UInt32]) = (KernelRun.words(Self.bytes), run.words(1))
    for thread in 0..<64 { #expect(output[thread] == input[space == "shared" ? thread ^ 31 : thread]) }
  }

  @Test func constants() throws {
    let text = """
      .version 8.5
      .target sm_90a
      .address_size 64
      .const .align 8 .b16 table[8] = {1, -2, 0xABCD, 4};
      .global .align 8 .u64 pointer = generic(table) + 4;
      .visible .entry constants(.param .u64 output)
      {
        .reg .b64 %out, %p;
        .reg .b32 %x;
        ld.param.u64 %out, [output];
        ld.const.s16 %x, [table+2];
        st.global.b32 [%out], %x;
        ld.const.u16 %x, [table+8];
        st.global.b32 [%out+4], %x;
        ld.global.u64 %p, [pointer];
        ld.u16 %x, [%p];
        st.global.b32 [%out+8], %x;
        ret;
      }
      """
    let run = try KernelRun(text, block: 1, buffers: [[UInt8](repeating: 9, count: 12)])
    #expect(run.words(0, as: UInt32.self) == [0xFFFF_FFFE, 0, 0xABCD])
  }

  @Test func specialRegisters() throws {
    let text = """
      .version 8.5
      .target sm_90a
      .address_size 64
      .visible .entry special(.param .u64 output)
      {
        .reg .b64 %out, %offset;
        .reg .b32 %t, %c, %n, %m, %w, %i;
        ld.param.u64 %out, [output];
        mov.u32 %t, %tid.x;
        mov.u32 %c, %ctaid.x;
        mov.u32 %n, %ntid.x;
        mov.u32 %m, %nctaid.x;
        mad.lo.u32 %i, %c, %n, %t;
        mul.wide.u32 %offset, %i, 16;
        add.u64 %out, %out, %offset;
        st.global.v4.b32 [%out], {%t, %c, %n, %m};
        ret;
      }
      """
    let run = try KernelRun(text, grid: 3, block: 40, buffers: [[UInt8](repeating: 0, count: 3 * 40 * 16)])
    let words: [UInt32] = run.words(0)
    for index in 0..<120 {
      #expect(Array(words[index * 4..<index * 4 + 4]) == [UInt32(index % 40), UInt32(index / 40), 40, 3])
    }
  }
}
