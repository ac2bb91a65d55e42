import Testing

@testable import KernelSimulator

/// Asynchronous copies and their barriers.
struct CopyTests {
  private static let header = """
    .version 8.5
    .target sm_90a
    .address_size 64
    """

  @Test(arguments: [(4, "ca"), (8, "ca"), (16, "ca"), (16, "cg")])
  func smallCopies(bytes: Int, cache: String) throws {
    let text = """
      \(Self.header)
      .visible .entry copy(.param .u64 input, .param .u64 output)
      {
        .shared .align 16 .b8 buffer[1024];
        .reg .b64 %in, %out, %offset;
        .reg .b32 %thread, %place, %shared, %size, %word;
        .reg .pred %p;
        mov.u32 %thread, %tid.x;
        ld.param.u64 %in, [input];
        ld.param.u64 %out, [output];
        mov.u32 %shared, buffer;
        mul.lo.u32 %place, %thread, \(bytes);
        cvt.u64.u32 %offset, %place;
        add.u64 %in, %in, %offset;
        add.u32 %shared, %shared, %place;
        // Odd threads copy half and get zeros for the rest.
        and.b32 %size, %thread, 1;
        mul.lo.u32 %size, %size, \(bytes / 2);
        sub.u32 %size, \(bytes), %size;
        cp.async.\(cache).shared.global [%shared], [%in], \(bytes), %size;
        cp.async.commit_group;
        cp.async.wait_group 0;
        bar.sync 0;
        shl.b32 %place, %thread, 2;
        mov.u32 %shared, buffer;
        LOOP:
        setp.ge.u32 %p, %place, \(bytes * 64);
        @%p bra DONE;
        add.u32 %size, %shared, %place;
        ld.shared.b32 %word, [%size];
        cvt.u64.u32 %offset, %place;
        add.u64 %offset, %out, %offset;
        st.global.b32 [%offset], %word;
        add.u32 %place, %place, 256;
        bra LOOP;
        DONE:
        ret;
      }
      """
    let input = (0..<bytes * 64).map { UInt8(truncatingIfNeeded: $0 * 7 + 1) }
    let run = try KernelRun(text, block: 64, buffers: [input, [UInt8](repeating: 0, count: input.count)])
    #expect(run.findings.isEmpty)
    for index in input.indices {
      let isCut = index / bytes % 2 == 1 && index % bytes >= bytes / 2
      #expect(run.buffers[1][index] == (isCut ? 0 : input[index]))
    }
  }

  /// A bulk copy in, a barrier that counts its bytes, and a bulk reduction out.
  @Test func bulkCopies() throws {
    let text = """
      \(Self.header)
      .visible .entry bulk(.param .u64 input, .param .u64 output)
      {
        .shared .align 128 .b8 buffer[512];
        .shared .align 8 .b64 barrier;
        .reg .b64 %in, %out, %state;
        .reg .b32 %thread, %shared, %bar;
        .reg .pred %p, %first;
        mov.u32 %thread, %tid.x;
        setp.eq.u32 %first, %thread, 0;
        ld.param.u64 %in, [input];
        ld.param.u64 %out, [output];
        mov.u32 %shared, buffer;
        mov.u32 %bar, barrier;
        @%first mbarrier.init.shared::cta.b64 [%bar], 1;
        fence.mbarrier_init.release.cluster;
        bar.sync 0;
        @!%first bra WAIT;
        mbarrier.arrive.expect_tx.shared::cta.b64 %state, [%bar], 512;
        cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes [%shared], [%in], 512, [%bar];
        WAIT:
        mbarrier.try_wait.parity.shared::cta.b64 %p, [%bar], 0;
        @!%p bra WAIT;
        fence.proxy.async.shared::cta;
        bar.sync 0;
        @!%first bra END;
        cp.reduce.async.bulk.global.shared::cta.bulk_group.add.u32 [%out], [%shared], 512;
        cp.async.bulk.commit_group;
        cp.async.bulk.wait_group 0;
        END:
        ret;
      }
      """
    let input = (0..<128).map { UInt32($0) &* 40_503 }
    let start = (0..<128).map { UInt32.max - UInt32($0) }
    let run = try KernelRun(text, block: 64, buffers: [KernelRun.bytes(input), KernelRun.bytes(start)])
    #expect(run.findings.isEmpty)
    #expect(run.words(1, as: UInt32.self) == zip(input, start).map { $0 &+ $1 })
  }

  /// A box of a tensor: loaded, read as it lies in shared memory, and stored to another place of a tensor.
  @Test(arguments: [SharedSwizzle.none, .bytes32, .bytes64, .bytes128], [[0, 0], [40, 12], [-8, -2]] as [[Int32]])
  func tensorCopies(swizzle: SharedSwizzle, coordinates: [Int32]) throws {
    let width = swizzle == .none ? 32 : swizzle.width / 2
    let bytes = width * 2 * 8
    let text = """
      \(Self.header)
      .visible .entry tensor(
        .param .u64 raw, .param .align 64 .b8 source[128], .param .align 64 .b8 target[128], .param .u32 x, .param .u32 y)
      {
        .shared .align 1024 .b8 buffer[1024];
        .shared .align 8 .b64 barrier;
        .reg .b64 %raw, %map, %state, %offset;
        .reg .b32 %thread, %shared, %bar, %x, %y, %place, %word;
        .reg .pred %p, %first;
        mov.u32 %thread, %tid.x;
        setp.eq.u32 %first, %thread, 0;
        ld.param.u64 %raw, [raw];
        ld.param.u32 %x, [x];
        ld.param.u32 %y, [y];
        mov.u32 %shared, buffer;
        mov.u32 %bar, barrier;
        @%first mbarrier.init.shared::cta.b64 [%bar], 1;
        fence.mbarrier_init.release.cluster;
        bar.sync 0;
        mov.b64 %map, source;
        cvta.param.u64 %map, %map;
        @!%first bra WAIT;
        prefetch.tensormap [%map];
        mbarrier.arrive.expect_tx.shared::cta.b64 %state, [%bar], \(bytes);
        cp.async.bulk.tensor.2d.shared::cluster.global.mbarrier::complete_tx::bytes [%shared], [%map, {%x, %y}], [%bar];
        WAIT:
        mbarrier.try_wait.parity.shared::cta.b64 %p, [%bar], 0;
        @!%p bra WAIT;
        shl.b32 %place, %thread, 2;
        LOOP:
        setp.ge.u32 %p, %place, \(bytes);
        @%p bra READ;
        add.u32 %word, %shared, %place;
        ld.shared.b32 %word, [%word];
        cvt.u64.u32 %offset, %place;
        add.u64 %offset, %raw, %offset;
        st.global.b32 [%offset], %word;
        add.u32 %place, %place, 128;
        bra LOOP;
        READ:
        bar.sync 0;
        mov.b64 %map, target;
        cvta.param.u64 %map, %map;
        @!%first bra END;
        mov.u32 %x, 8;
        mov.u32 %y, 3;
        cp.async.bulk.tensor.2d.global.shared::cta.bulk_group [%map, {%x, %y}], [%shared];
        cp.async.bulk.commit_group;
        cp.async.bulk.wait_group 0;
        END:
        ret;
      }
      """
    // The tensors: 64 by 16 elements of 16 bits, rows of 128 bytes.
    let source = (0..<1024).map { UInt16($0 + 1) }
    let target = [UInt16](repeating: 0xFFFF, count: 1024)
    let run = try KernelRun(
      text, buffers: [[UInt8](repeating: 0, count: bytes)],
      tensors: [KernelRun.bytes(source), KernelRun.bytes(target)],
      maps: { addresses in
        addresses.map {
          TensorMap(
            element: .u16, address: $0, sizes: [64, 16], strides: [128], box: [UInt16(width), 8], swizzle: swizzle
          ).encoded
        }
      }, extra: coordinates.map { value in KernelRun.bytes([UInt32(bitPattern: value)]) })
    #expect(run.findings.isEmpty)
    let raw: [UInt16] = run.words(0)
    let result: [UInt16] = KernelRun.words(run.tensors[1])
    func loaded(_ column: Int, _ row: Int) -> UInt16 {
      let (x, y) = (column + Int(coordinates[0]), row + Int(coordinates[1]))
      return (0..<64).contains(x) && (0..<16).contains(y) ? source[y * 64 + x] : 0
    }
    for row in 0..<8 {
      for column in 0..<width {
        let plain = (row * width + column) * 2
        let pieces = swizzle == .none ? 1 : swizzle.width / 16
        let address = plain / 128 * 128 + (plain / 16 % 8 ^ plain / 128 % pieces) * 16 + plain % 16
        #expect(raw[address / 2] == loaded(column, row))
      }
    }
    for y in 0..<16 {
      for x in 0..<64 {
        let isInside = (8..<8 + width).contains(x) && (3..<11).contains(y)
        #expect(result[y * 64 + x] == (isInside ? loaded(x - 8, y - 3) : 0xFFFF))
      }
    }
  }

  /// Barriers of shared memory count arrivals and turn over.
  @Test func barrierPhases() throws {
    let text = """
      \(Self.header)
      .visible .entry phases(.param .u64 output)
      {
        .shared .align 8 .b64 barrier;
        .shared .align 4 .b32 value;
        .reg .b64 %out, %state, %offset;
        .reg .b32 %thread, %bar, %phase, %round, %place, %x, %sum;
        .reg .pred %p, %first, %more;
        mov.u32 %thread, %tid.x;
        setp.eq.u32 %first, %thread, 0;
        ld.param.u64 %out, [output];
        mov.u32 %bar, barrier;
        mov.u32 %place, value;
        @%first mbarrier.init.shared::cta.b64 [%bar], 96;
        @%first st.shared.b32 [%place], 0;
        bar.sync 0;
        mov.u32 %round, 0;
        mov.u32 %sum, 0;
        ROUND:
        and.b32 %phase, %round, 1;
        red.shared.add.u32 [%place], 1;
        mbarrier.arrive.shared::cta.b64 %state, [%bar];
        WAIT:
        mbarrier.try_wait.parity.shared::cta.b64 %p, [%bar], %phase;
        @!%p bra WAIT;
        ld.shared.b32 %x, [%place];
        add.u32 %sum, %sum, %x;
        bar.sync 0;
        add.u32 %round, %round, 1;
        setp.lt.u32 %more, %round, 5;
        @%more bra ROUND;
        mul.wide.u32 %offset, %thread, 4;
        add.u64 %out, %out, %offset;
        st.global.b32 [%out], %sum;
        ret;
      }
      """
    let run = try KernelRun(text, block: 96, buffers: [[UInt8](repeating: 0, count: 384)])
    #expect(run.findings.isEmpty)
    #expect(run.words(0, as: UInt32.self) == Array(repeating: 96 * (1 + 2 + 3 + 4 + 5), count: 96))
  }

  /// CTAs of a cluster write each other's shared memory.
  @Test func clusters() throws {
    let text = """
      \(Self.header)
      .visible .entry cluster(.param .u64 output)
      {
        .shared .align 4 .b32 mailbox[32];
        .reg .b64 %out, %offset;
        .reg .b32 %thread, %rank, %size, %peer, %place, %remote, %x, %cta;
        mov.u32 %thread, %tid.x;
        mov.u32 %rank, %cluster_ctarank;
        mov.u32 %size, %cluster_nctarank;
        mov.u32 %cta, %ctaid.x;
        ld.param.u64 %out, [output];
        mov.u32 %place, mailbox;
        shl.b32 %x, %thread, 2;
        add.u32 %place, %place, %x;
        add.u32 %peer, %rank, 1;
        rem.u32 %peer, %peer, %size;
        mapa.shared::cluster.u32 %remote, %place, %peer;
        barrier.cluster.arrive.aligned;
        barrier.cluster.wait.aligned;
        mad.lo.u32 %x, %cta, 100, %thread;
        st.shared::cluster.b32 [%remote], %x;
        barrier.cluster.arrive.release.aligned;
        barrier.cluster.wait.acquire.aligned;
        ld.shared.b32 %x, [%place];
        mad.lo.u32 %peer, %cta, 32, %thread;
        mul.wide.u32 %offset, %peer, 4;
        add.u64 %out, %out, %offset;
        st.global.b32 [%out], %x;
        ret;
      }
      """
    let run = try KernelRun(text, grid: 8, cluster: 4, buffers: [[UInt8](repeating: 0, count: 8 * 128)])
    #expect(run.findings.isEmpty)
    let words: [UInt32] = run.words(0)
    for cta in 0..<8 {
      let sender = cta / 4 * 4 + (cta + 3) % 4
      for thread in 0..<32 { #expect(words[cta * 32 + thread] == UInt32(sender * 100 + thread)) }
    }
  }
}
