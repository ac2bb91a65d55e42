import Testing

/// ldmatrix, stmatrix, mma and wgmma in kernels, on whole numbers, so that every sum is exact.
struct MatrixKernelTests {
  private static let header = """
    .version 8.5
    .target sm_90a
    .address_size 64
    """

  /// Copies the first buffer to shared memory, runs statements on it, and leaves `%r0`... of each thread.
  private func kernel(_ body: String, registers: Int, type: String = "b32", sharedBytes: Int) -> String {
    let stores = (0..<registers).map { "st.global.b32 [%out+\($0 * 4)], %r\($0);" }.joined(separator: "\n  ")
    return """
      \(Self.header)
      .visible .entry matrix(.param .u64 input, .param .u64 output)
      {
        .shared .align 1024 .b8 buffer[\(sharedBytes)];
        .reg .b64 %in, %out, %offset, %da, %db;
        .reg .b32 %thread, %lane, %base, %place, %word, %count, %x;
        .reg .\(type) %r<\(registers)>;
        .reg .pred %p;
        mov.u32 %thread, %tid.x;
        mov.u32 %lane, %laneid;
        mov.u32 %base, buffer;
        ld.param.u64 %in, [input];
        ld.param.u64 %out, [output];
        mul.wide.u32 %offset, %thread, \(registers * 4);
        add.u64 %out, %out, %offset;
        mov.u32 %count, %ntid.x;
        shl.b32 %place, %thread, 2;
        shl.b32 %count, %count, 2;
        COPY:
        setp.ge.u32 %p, %place, \(sharedBytes);
        @%p bra COPIED;
        cvt.u64.u32 %offset, %place;
        add.u64 %offset, %in, %offset;
        ld.global.b32 %word, [%offset];
        add.u32 %x, %base, %place;
        st.shared.b32 [%x], %word;
        add.u32 %place, %place, %count;
        bra COPY;
        COPIED:
        bar.sync 0;
        \(body)
        \(stores)
        ret;
      }
      """
  }

  @Test(arguments: [1, 2, 4], [false, true])
  func loadMatrix(count: Int, isTransposed: Bool) throws {
    let elements = (0..<256).map { UInt16($0 * 3 + 1) }
    let list = (0..<count).map { "%r\($0)" }.joined(separator: ", ")
    let body = """
      shl.b32 %place, %lane, 4;
      add.u32 %place, %place, %base;
      ldmatrix.sync.aligned.m8n8.x\(count)\(isTransposed ? ".trans" : "").shared.b16 {\(list)}, [%place];
      """
    let zeros = [UInt8](repeating: 0, count: 32 * count * 4)
    let run = try KernelRun(
      kernel(body, registers: count, sharedBytes: 512), buffers: [KernelRun.bytes(elements), zeros])
    #expect(run.findings.isEmpty)
    let words: [UInt32] = run.words(1)
    for lane in 0..<32 {
      for matrix in 0..<count {
        let (row, column) = (lane / 4, lane % 4 * 2)
        let places =
          isTransposed ? [column * 8 + row, (column + 1) * 8 + row] : [row * 8 + column, row * 8 + column + 1]
        let (low, high) = (elements[matrix * 64 + places[0]], elements[matrix * 64 + places[1]])
        #expect(words[lane * count + matrix] == UInt32(low) | UInt32(high) << 16)
      }
    }
  }

  @Test(arguments: [1, 2, 4], [false, true])
  func storeMatrix(count: Int, isTransposed: Bool) throws {
    // Each lane stores 2 * lane and 2 * lane + 1, and reads back the words of the rows in order.
    let values = (0..<count).map { "%v\($0)" }.joined(separator: ", ")
    let fill = (0..<count).map {
      "shl.b32 %v\($0), %lane, 1; add.u32 %x, %v\($0), \($0 * 64 + 1); add.u32 %v\($0), %v\($0), \($0 * 64); shl.b32 %x, %x, 16; or.b32 %v\($0), %v\($0), %x;"
    }.joined(separator: "\n  ")
    let loads = (0..<count).map {
      "shl.b32 %place, %lane, 2; add.u32 %place, %place, %base; ld.shared.b32 %r\($0), [%place+\($0 * 128)];"
    }.joined(separator: "\n  ")
    let body = """
      .reg .b32 \(values);
      \(fill)
      shl.b32 %place, %lane, 4;
      add.u32 %place, %place, %base;
      stmatrix.sync.aligned.m8n8.x\(count)\(isTransposed ? ".trans" : "").shared.b16 [%place], {\(values)};
      bar.sync 0;
      \(loads)
      """
    let run = try KernelRun(
      kernel(body, registers: count, sharedBytes: 512),
      buffers: [[UInt8](repeating: 0, count: 512), [UInt8](repeating: 0, count: 128 * count)])
    #expect(run.findings.isEmpty)
    let words: [UInt32] = run.words(1)
    for matrix in 0..<count {
      for row in 0..<8 {
        for column in 0..<8 {
          let word = words[(row * 4 + column / 2) * count + matrix]
          let element = word >> UInt32(column % 2 * 16) & 0xFFFF
          #expect(Int(element) == matrix * 64 + (isTransposed ? column * 8 + row : row * 8 + column))
        }
      }
    }
  }

  /// A row-major and B column-major in shared memory, loaded with ldmatrix.
  @Test func multiplyHalves() throws {
    func a(_ row: Int, _ k: Int) -> Int { (row * 5 + k * 3) % 11 - 5 }
    func b(_ k: Int, _ column: Int) -> Int { (k * 7 + column * 2) % 9 - 4 }
    var elements: [UInt16] = []
    for row in 0..<16 { for k in 0..<16 { elements.append(Float16(a(row, k)).bitPattern) } }
    for column in 0..<8 { for k in 0..<16 { elements.append(Float16(b(k, column)).bitPattern) } }
    let body = """
      .reg .b32 %a<4>, %b<2>;
      .reg .f32 %c;
      mov.f32 %c, 0f3F000000;
      and.b32 %place, %lane, 15;
      shl.b32 %place, %place, 5;
      shr.u32 %x, %lane, 4;
      shl.b32 %x, %x, 4;
      add.u32 %place, %place, %x;
      add.u32 %place, %place, %base;
      ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%a0, %a1, %a2, %a3}, [%place];
      and.b32 %place, %lane, 7;
      shl.b32 %place, %place, 5;
      shr.u32 %x, %lane, 3;
      and.b32 %x, %x, 1;
      shl.b32 %x, %x, 4;
      add.u32 %place, %place, %x;
      add.u32 %place, %place, %base;
      ldmatrix.sync.aligned.m8n8.x2.shared.b16 {%b0, %b1}, [%place+512];
      mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32
        {%r0, %r1, %r2, %r3}, {%a0, %a1, %a2, %a3}, {%b0, %b1}, {%c, %c, %c, %c};
      """
    let zeros = [UInt8](repeating: 0, count: 32 * 16)
    let run = try KernelRun(
      kernel(body, registers: 4, type: "f32", sharedBytes: 768), buffers: [KernelRun.bytes(elements), zeros])
    #expect(run.findings.isEmpty)
    let words: [UInt32] = run.words(1)
    for row in 0..<16 {
      for column in 0..<8 {
        let sum = (0..<16).reduce(0) { $0 + a(row, $1) * b($1, column) }
        let (lane, register) = (row % 8 * 4 + column / 2, row / 8 * 2 + column % 2)
        #expect(words[lane * 4 + register] == (Float(sum) + 0.5).bitPattern)
      }
    }
  }

  @Test(arguments: [true, false])
  func multiplyBytes(isFloat: Bool) throws {
    func value(_ seed: Int) -> Int { seed % 7 - 3 }
    func code(_ value: Int) -> UInt8 {
      isFloat ? [0x00, 0x38, 0x40, 0x44][abs(value)] | (value < 0 ? 0x80 : 0) : UInt8(bitPattern: Int8(value))
    }
    // Fragments straight from memory: register r of lane l of A and then of B.
    var bytes: [UInt8] = []
    for register in 0..<4 {
      for lane in 0..<32 {
        for e in 0..<4 {
          let row = lane / 4 + register % 2 * 8
          let k = lane % 4 * 4 + e + register / 2 * 16
          bytes.append(code(value(row * 5 + k * 3)))
        }
      }
    }
    for register in 0..<2 {
      for lane in 0..<32 {
        for e in 0..<4 { bytes.append(code(value((lane % 4 * 4 + e + register * 16) * 2 + lane / 4))) }
      }
    }
    let loads = (0..<6).map { "ld.shared.b32 %m\($0), [%place+\($0 * 128)];" }.joined(separator: "\n  ")
    let types = isFloat ? "f32.e4m3.e4m3.f32" : "s32.s8.s8.s32"
    let body = """
      .reg .b32 %m<6>;
      shl.b32 %place, %lane, 2;
      add.u32 %place, %place, %base;
      \(loads)
      .reg .b32 %z;
      mov.b32 %z, 0;
      mma.sync.aligned.m16n8k32.row.col.\(types) {%r0, %r1, %r2, %r3}, {%m0, %m1, %m2, %m3}, {%m4, %m5}, {%z, %z, %z, %z};
      """
    let run = try KernelRun(
      kernel(body, registers: 4, sharedBytes: 768), buffers: [bytes, [UInt8](repeating: 0, count: 512)])
    let words: [UInt32] = run.words(1)
    for row in 0..<16 {
      for column in 0..<8 {
        let sum = (0..<32).reduce(0) { $0 + value(row * 5 + $1 * 3) * value($1 * 2 + column) }
        let (lane, register) = (row % 8 * 4 + column / 2, row / 8 * 2 + column % 2)
        #expect(words[lane * 4 + register] == (isFloat ? Float(sum).bitPattern : UInt32(bitPattern: Int32(sum))))
      }
    }
  }

  /// A warpgroup's product with both operands in shared memory, K-major with the 128-byte swizzle.
  @Test(arguments: [("f16", 16), ("bf16", 16), ("e4m3", 32)], [false, true])
  func warpgroup(type: (String, Int), negates: Bool) throws {
    let (name, depth) = type
    func a(_ row: Int, _ k: Int) -> Int { (row * 5 + k * 3) % 7 - 3 }
    func b(_ k: Int, _ column: Int) -> Int { (k * 2 + column * 3) % 7 - 3 }
    let element = 32 / depth
    let columns = 24
    var shared = [UInt8](repeating: 0xEE, count: 8192 + 3072)
    /// 8 rows of 128 bytes a tile; piece p of row r lies at p ^ r.
    func put(_ value: Int, _ start: Int, _ row: Int, _ k: Int) {
      let piece = (k * element / 16) ^ (row % 8)
      let offset = start + row / 8 * 1024 + row % 8 * 128 + piece * 16 + k * element % 16
      let bits: UInt32 =
        switch name {
        case "f16": UInt32(Float16(value).bitPattern)
        case "bf16": Float(value).bitPattern >> 16
        default: [0x00, 0x38, 0x40, 0x44][abs(value)] | (value < 0 ? 0x80 : 0)
        }
      for byte in 0..<element { shared[offset + byte] = UInt8(truncatingIfNeeded: bits >> UInt32(byte * 8)) }
    }
    // The product is taken from the second 32 bytes of the rows.
    for row in 0..<64 { for k in 0..<depth { put(a(row, k), 0, row, k + depth) } }
    for column in 0..<columns { for k in 0..<depth { put(b(k, column), 8192, column, k + depth) } }
    let list = (0..<12).map { "%r\($0)" }.joined(separator: ", ")
    let transposes = depth == 16 ? ", 0, 0" : ""
    let body = """
      // The start above 32 bytes of the row, 1024 bytes from 8 rows to the next, the 128-byte swizzle.
      shr.u32 %x, %base, 4;
      add.u32 %x, %x, 2;
      cvt.u64.u32 %da, %x;
      or.b64 %da, %da, 0x4000004000010000;
      add.u64 %db, %da, 512;
      mov.pred %p, 0;
      \((0..<12).map { "mov.f32 %r\($0), 0f40A00000;" }.joined(separator: "\n  "))
      wgmma.fence.sync.aligned;
      wgmma.mma_async.sync.aligned.m64n24k\(depth).f32.\(name).\(name) {\(list)}, %da, %db, %p, 1, \(negates ? -1 : 1)\(transposes);
      setp.eq.u32 %p, 0, 0;
      wgmma.mma_async.sync.aligned.m64n24k\(depth).f32.\(name).\(name) {\(list)}, %da, %db, %p, 1, 1\(transposes);
      wgmma.commit_group.sync.aligned;
      wgmma.wait_group.sync.aligned 0;
      """
    let zeros = [UInt8](repeating: 0, count: 128 * 48)
    let run = try KernelRun(
      kernel(body, registers: 12, type: "f32", sharedBytes: shared.count), block: 128, buffers: [shared, zeros])
    #expect(run.findings.isEmpty)
    let words: [UInt32] = run.words(1)
    for row in 0..<64 {
      for column in 0..<columns {
        let sum = (0..<depth).reduce(0) { $0 + a(row, $1) * b($1, column) } * (negates ? 0 : 2)
        let thread = row / 16 * 32 + row % 8 * 4 + column % 8 / 2
        let register = column / 8 * 4 + row % 16 / 8 * 2 + column % 2
        #expect(Float(bitPattern: words[thread * 12 + register]) == Float(sum))
      }
    }
  }
}
