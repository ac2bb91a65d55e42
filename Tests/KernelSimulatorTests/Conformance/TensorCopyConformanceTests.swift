import Testing

@testable import KernelSimulator

/// What tensor copies can do besides moving a box: change their map, reach many CTAs, add to memory.
struct TensorCopyConformanceTests {
  private func map(_ address: UInt64, columns: UInt16 = 32) -> TensorMap {
    TensorMap(element: .u32, address: address, sizes: [32, 8], strides: [128], box: [columns, 4])
  }

  /// A map that is copied to shared memory, changed there field by field, and copied back.
  @Test func mapsAreReplaced() throws {
    let text = """
      .version 8.5
      .target sm_90a
      .address_size 64
      .visible .entry replace(.param .u64 output, .param .u64 map, .param .u64 other)
      {
        .shared .align 128 .b8 copy[128];
        .shared .align 128 .b8 box[128];
        .shared .align 8 .b64 barrier;
        .reg .b64 %out, %map, %other, %state, %offset, %from;
        .reg .b32 %thread, %copy, %box, %bar, %x;
        .reg .pred %p, %first;
        mov.u32 %thread, %tid.x;
        setp.eq.u32 %first, %thread, 0;
        ld.param.u64 %out, [output];
        ld.param.u64 %map, [map];
        ld.param.u64 %other, [other];
        mov.u32 %copy, copy;
        mov.u32 %box, box;
        mov.u32 %bar, barrier;
        @%first mbarrier.init.shared::cta.b64 [%bar], 1;
        mul.wide.u32 %offset, %thread, 4;
        add.u64 %from, %map, %offset;
        ld.global.b32 %x, [%from];
        shl.b32 %thread, %thread, 2;
        add.u32 %thread, %thread, %copy;
        st.shared.b32 [%thread], %x;
        bar.sync 0;
        @!%first bra REPLACED;
        tensormap.replace.tile.global_address.shared::cta.b1024.b64 [%copy], %other;
        tensormap.replace.tile.rank.shared::cta.b1024.b32 [%copy], 1;
        tensormap.replace.tile.box_dim.shared::cta.b1024.b32 [%copy], 0, 8;
        tensormap.replace.tile.global_dim.shared::cta.b1024.b32 [%copy], 0, 30;
        tensormap.replace.tile.global_stride.shared::cta.b1024.b64 [%copy], 0, 256;
        tensormap.replace.tile.element_stride.shared::cta.b1024.b32 [%copy], 1, 1;
        tensormap.replace.tile.swizzle_mode.shared::cta.b1024.b32 [%copy], 0;
        tensormap.replace.tile.fill_mode.shared::cta.b1024.b32 [%copy], 0;
        tensormap.replace.tile.elemtype.shared::cta.b1024.b32 [%copy], 2;
        REPLACED:
        bar.sync 0;
        tensormap.cp_fenceproxy.global.shared::cta.tensormap::generic.release.gpu.sync.aligned [%map], [%copy], 128;
        fence.proxy.tensormap::generic.acquire.gpu [%map], 128;
        @!%first bra WAIT;
        mbarrier.arrive.expect_tx.shared::cta.b64 %state, [%bar], 128;
        cp.async.bulk.tensor.2d.shared::cluster.global.mbarrier::complete_tx::bytes [%box], [%map, {24, 1}], [%bar];
        WAIT:
        mbarrier.try_wait.parity.shared::cta.b64 %p, [%bar], 0;
        @!%p bra WAIT;
        sub.u32 %thread, %thread, %copy;
        add.u32 %thread, %thread, %box;
        ld.shared.b32 %x, [%thread];
        add.u64 %out, %out, %offset;
        st.global.b32 [%out], %x;
        ret;
      }
      """
    let other = (0..<512).map { UInt32($0 + 1) }
    let run = try KernelRun(
      text,
      buffers: [
        [UInt8](repeating: 0, count: 128), map(1 << 30).encoded, KernelRun.bytes(other),
      ])
    #expect(run.findings.isEmpty)
    let words: [UInt32] = run.words(0)
    for row in 0..<4 {
      for column in 0..<8 {
        // Rows of 64 elements, of which 30 belong to the tensor.
        let expected = column + 24 < 30 ? other[(row + 1) * 64 + column + 24] : 0
        #expect(words[row * 8 + column] == expected)
      }
    }
  }

  /// A box that reaches two of four CTAs, where each barrier counts it.
  @Test func multicast() throws {
    let text = """
      .version 8.5
      .target sm_90a
      .address_size 64
      .visible .entry multicast(.param .u64 output, .param .align 64 .b8 source[128])
      {
        .shared .align 128 .b8 box[512];
        .shared .align 8 .b64 barrier;
        .reg .b64 %out, %map, %state, %offset;
        .reg .b32 %thread, %rank, %box, %bar, %x, %place;
        .reg .b16 %mask;
        .reg .pred %p, %first, %member;
        mov.u32 %thread, %tid.x;
        mov.u32 %rank, %cluster_ctarank;
        setp.eq.u32 %first, %thread, 0;
        ld.param.u64 %out, [output];
        mov.b64 %map, source;
        cvta.param.u64 %map, %map;
        mov.u32 %box, box;
        mov.u32 %bar, barrier;
        shl.b32 %place, %thread, 2;
        add.u32 %place, %place, %box;
        st.shared.b32 [%place], 7;
        fence.proxy.async;
        @%first mbarrier.init.shared::cta.b64 [%bar], 1;
        and.b32 %x, %rank, 1;
        setp.eq.u32 %member, %x, 1;
        and.pred %first, %first, %member;
        @%first mbarrier.arrive.expect_tx.shared::cta.b64 %state, [%bar], 512;
        barrier.cluster.arrive.aligned;
        barrier.cluster.wait.aligned;
        setp.eq.u32 %p, %rank, 1;
        and.pred %first, %first, %p;
        mov.b16 %mask, 10;
        @%first cp.async.bulk.tensor.2d.shared::cluster.global.mbarrier::complete_tx::bytes.multicast::cluster [%box], [%map, {0, 2}], [%bar], %mask;
        @!%member bra READ;
        WAIT:
        mbarrier.try_wait.parity.shared::cta.b64 %p, [%bar], 0;
        @!%p bra WAIT;
        READ:
        ld.shared.b32 %x, [%place];
        mad.lo.u32 %rank, %rank, 128, %thread;
        mul.wide.u32 %offset, %rank, 4;
        add.u64 %out, %out, %offset;
        st.global.b32 [%out], %x;
        barrier.cluster.arrive.aligned;
        barrier.cluster.wait.aligned;
        ret;
      }
      """
    let source = (0..<256).map { UInt32($0 + 100) }
    let run = try KernelRun(
      text, grid: 4, block: 128, cluster: 4, buffers: [[UInt8](repeating: 0, count: 2048)],
      tensors: [KernelRun.bytes(source)], maps: { [map($0[0]).encoded] })
    #expect(run.findings.isEmpty)
    let words: [UInt32] = run.words(0)
    for rank in 0..<4 {
      for thread in 0..<128 {
        #expect(words[rank * 128 + thread] == (rank % 2 == 1 ? source[64 + thread] : 7))
      }
    }
  }

  @Test(arguments: ["add", "min", "max", "inc", "and", "or", "xor"])
  func reductions(operation: String) throws {
    let text = """
      .version 8.5
      .target sm_90a
      .address_size 64
      .visible .entry reduce(.param .u64 input, .param .align 64 .b8 target[128])
      {
        .shared .align 128 .b8 box[512];
        .reg .b64 %in, %map, %offset;
        .reg .b32 %thread, %box, %x;
        .reg .pred %first;
        mov.u32 %thread, %tid.x;
        setp.eq.u32 %first, %thread, 0;
        ld.param.u64 %in, [input];
        mov.b64 %map, target;
        cvta.param.u64 %map, %map;
        mov.u32 %box, box;
        mul.wide.u32 %offset, %thread, 4;
        add.u64 %in, %in, %offset;
        ld.global.b32 %x, [%in];
        shl.b32 %thread, %thread, 2;
        add.u32 %thread, %thread, %box;
        st.shared.b32 [%thread], %x;
        fence.proxy.async.shared::cta;
        bar.sync 0;
        @!%first bra END;
        cp.reduce.async.bulk.tensor.2d.global.shared::cta.\(operation).bulk_group [%map, {0, 6}], [%box];
        cp.async.bulk.commit_group;
        cp.async.bulk.wait_group 0;
        END:
        ret;
      }
      """
    let input = (0..<128).map { UInt32($0) &* 2_654_435_761 }
    let start = (0..<256).map { UInt32($0) &* 40_503 &+ 17 }
    let run = try KernelRun(
      text, block: 128, buffers: [KernelRun.bytes(input)], tensors: [KernelRun.bytes(start)],
      maps: { [map($0[0]).encoded] })
    #expect(run.findings.isEmpty)
    let result: [UInt32] = KernelRun.words(run.tensors[0])
    for index in 0..<256 {
      // Rows 6 and 7 belong to the tensor, the two after them do not.
      let (old, place) = (start[index], index - 192)
      guard place >= 0 else {
        #expect(result[index] == old)
        continue
      }
      let value = input[place]
      let expected: UInt32 =
        switch operation {
        case "add": old &+ value
        case "min": min(old, value)
        case "max": max(old, value)
        case "inc": old >= value ? 0 : old + 1
        case "and": old & value
        case "or": old | value
        default: old ^ value
        }
      #expect(result[index] == expected)
    }
  }
}
