import Testing

@testable import KernelSimulator

/// Loads, stores, atomics and addresses.
struct MemoryTests {
  @Test
  func everyWidthIsLoadedAndStored() throws {
    let device = Device()
    let input = device.buffer((0..<64).map { UInt8(truncatingIfNeeded: 200 + $0) })
    let out = device.zeros(128)
    try device.run(
      """
      ld.param.u64 %rd1, [p0];
      ld.param.u64 %rd2, [p1];
      ld.global.s8 %r1, [%rd1];
      ld.global.u8 %h1, [%rd1+1];
      ld.global.s16 %rd3, [%rd1+2];
      ld.global.v2.u16 {%h2, %h3}, [%rd1+4];
      ld.global.v4.u32 {%r2, %r3, %r4, %r5}, [%rd1+16];
      ld.global.v2.u64 {%rd4, %rd5}, [%rd1+32];
      st.global.u32 [%rd2], %r1;
      st.global.u16 [%rd2+4], %h1;
      st.global.u64 [%rd2+8], %rd3;
      st.global.v2.u16 [%rd2+16], {%h3, %h2};
      st.global.u8 [%rd2+20], %r1;
      st.global.v4.u32 [%rd2+32], {%r5, %r4, %r3, %r2};
      st.global.v2.u64 [%rd2+48], {%rd5, %rd4};
      ret;
      """, [input, out], block: .init(1))
    let bytes = try device.values(out, 64, as: UInt8.self)[...]
    #expect(bytes[0..<4] == [200, 255, 255, 255])
    #expect(bytes[4..<6] == [201, 0])
    #expect(bytes[8..<16] == [202, 203, 255, 255, 255, 255, 255, 255])
    #expect(bytes[16..<21] == [206, 207, 204, 205, 200])
    #expect(bytes[32..<36] == [228, 229, 230, 231])
    #expect(bytes[44..<48] == [216, 217, 218, 219])
    #expect(bytes[48..<56] == [240, 241, 242, 243, 244, 245, 246, 247])
  }

  @Test
  func genericAddressesReachEverySpace() throws {
    let (values, result) = try Device().words(
      """
      .shared .align 8 .b8 box[256];
      .local .align 8 .b8 depot[16];
      mov.u32 %r2, %tid.x;
      mov.u64 %rd1, box;
      cvta.shared.u64 %rd2, %rd1;
      mul.wide.u32 %rd3, %r2, 4;
      add.s64 %rd2, %rd2, %rd3;
      st.u32 [%rd2], %r2;
      mov.u64 %rd4, depot;
      cvta.local.u64 %rd5, %rd4;
      st.u32 [%rd5+8], 1000;
      ld.local.u32 %r3, [depot+8];
      cvta.to.shared.u64 %rd6, %rd2;
      cvt.u32.u64 %r4, %rd6;
      ld.shared.u32 %r5, [%r4];
      isspacep.shared %p1, %rd2;
      isspacep.local %p2, %rd2;
      isspacep.global %p3, %rd5;
      isspacep.local %p4, %rd5;
      selp.u32 %r6, 1, 0, %p1;
      selp.u32 %r7, 2, 0, %p2;
      selp.u32 %r8, 4, 0, %p3;
      selp.u32 %r9, 8, 0, %p4;
      add.s32 %r1, %r3, %r5;
      add.s32 %r6, %r6, %r7;
      add.s32 %r8, %r8, %r9;
      add.s32 %r6, %r6, %r8;
      mad.lo.s32 %r1, %r6, 10000, %r1;
      """)
    #expect(values == threads { 91000 + $0 })
    #expect(result.findings.isEmpty)
  }

  @Test
  func variablesOfTheModuleKeepTheirContentsAndAddresses() throws {
    let device = Device()
    let out = device.zeros(32)
    let before = """
      .global .align 4 .u32 counter = 5;
      .const .align 4 .b32 table[3] = {7, 8, 9};
      .global .align 8 .u64 pointer = counter;
      """
    let body = """
      ld.param.u64 %rd1, [p0];
      ld.global.u64 %rd2, [pointer];
      ld.u32 %r1, [%rd2];
      add.s32 %r1, %r1, 1;
      st.global.u32 [counter], %r1;
      ld.const.u32 %r2, [table+8];
      st.global.v2.u32 [%rd1], {%r1, %r2};
      ret;
      """
    try device.run(body, [out], block: .init(1), before: before)
    #expect(try device.values(out, 2, as: UInt32.self) == [6, 9])
    try device.run(body, [out], block: .init(1), before: before)
    #expect(try device.values(out, 2, as: UInt32.self) == [7, 9])
  }

  @Test
  func atomicsReturnWhatWasThere() throws {
    let device = Device()
    let place = device.buffer([UInt32](repeating: 0, count: 16))
    let olds = device.zeros(128)
    try device.run(
      """
      ld.param.u64 %rd1, [p0];
      ld.param.u64 %rd2, [p1];
      mov.u32 %r1, %tid.x;
      mul.wide.u32 %rd3, %r1, 4;
      add.s64 %rd2, %rd2, %rd3;
      atom.global.add.u32 %r2, [%rd1], 3;
      st.global.u32 [%rd2], %r2;
      red.global.max.u32 [%rd1+4], %r1;
      red.global.or.b32 [%rd1+8], %r1;
      atom.global.inc.u32 %r3, [%rd1+12], 4;
      cvt.rn.f32.u32 %f1, %r1;
      red.global.add.f32 [%rd1+16], %f1;
      atom.global.exch.b32 %r4, [%rd1+20], %r1;
      red.global.add.noftz.f16x2 [%rd1+24], 0x3C004000;
      mov.u64 %rd4, 1;
      red.global.add.u64 [%rd1+32], %rd4;
      red.global.min.s32 [%rd1+40], -5;
      ret;
      """, [place, olds])
    let words = try device.values(place, 12, as: UInt32.self)
    #expect(words[0..<4] == [96, 31, 31, 2])
    #expect(Float(bitPattern: words[4]) == 496)
    #expect(words[5] == 31)
    #expect(words[6] == 0x5000_5400)
    #expect(words[8] == 32)
    #expect(Int32(bitPattern: words[10]) == -5)
    #expect(try device.values(olds, 32, as: UInt32.self) == threads { $0 * 3 })
  }

  @Test
  func asynchronousCopiesFillWithZeros() throws {
    let device = Device()
    let input = device.buffer(threads(64) { $0 + 1 })
    let out = device.zeros(128)
    let result = try device.run(
      """
      .shared .align 16 .b8 box[128];
      ld.param.u64 %rd1, [p0];
      ld.param.u64 %rd2, [p1];
      mov.u32 %r1, %tid.x;
      mov.u32 %r2, box;
      shl.b32 %r3, %r1, 4;
      add.s32 %r2, %r2, %r3;
      cvt.u64.u32 %rd3, %r3;
      add.s64 %rd4, %rd1, %rd3;
      setp.eq.u32 %p1, %r1, 1;
      selp.u32 %r4, 8, 16, %p1;
      cp.async.cg.shared.global [%r2], [%rd4], 16, %r4;
      cp.async.commit_group;
      cp.async.wait_group 0;
      bar.warp.sync 0xff;
      ld.shared.v4.u32 {%r5, %r6, %r7, %r8}, [%r2];
      add.s64 %rd5, %rd2, %rd3;
      st.global.v4.u32 [%rd5], {%r5, %r6, %r7, %r8};
      ret;
      """, [input, out], block: .init(8))
    var expected = threads { $0 + 1 }
    expected[6] = 0
    expected[7] = 0
    #expect(try device.values(out, 32, as: UInt32.self) == expected)
    #expect(result.findings.isEmpty)
  }

  @Test
  func dynamicSharedMemoryLiesBehindTheVariables() throws {
    let device = Device()
    let out = device.zeros(16)
    let result = try device.run(
      """
      .shared .align 4 .b32 fixed;
      ld.param.u64 %rd1, [p0];
      mov.u32 %r1, fixed;
      mov.u32 %r2, dynamic;
      st.shared.u32 [%r1], 1;
      st.shared.u32 [%r2+60], 2;
      and.b32 %r3, %r2, 1023;
      sub.s32 %r4, %r2, %r1;
      mov.u32 %r5, %dynamic_smem_size;
      st.global.v4.u32 [%rd1], {%r3, %r4, %r5, %r5};
      ret;
      """, [out], block: .init(1), dynamicSharedBytes: 64,
      before: ".extern .shared .align 1024 .b8 dynamic[];")
    let words = try device.values(out, 4, as: UInt32.self)
    #expect(words[0] == 0)
    #expect(words[1] >= 4)
    #expect(words[2] == 64)
    #expect(result.findings.isEmpty)
  }

  @Test
  func vectorsOfHalvesAndBytesAreTakenApartAndJoined() throws {
    let (values, _) = try Device().words(
      """
      mov.u32 %r2, 0x44332211;
      mov.b32 {%h1, %h2}, %r2;
      mov.b32 %r3, {%h2, %h1};
      mov.b64 %rd1, {%r2, %r3};
      mov.b64 {%h3, %h4, %h5, %h6}, %rd1;
      mov.b64 {%r4, _}, %rd1;
      mov.b64 {_, %r5}, %rd1;
      mov.b64 %rd2, {%h6, %h5, %h4, %h3};
      mov.b64 {%r6, %r7}, %rd2;
      xor.b32 %r1, %r5, %r6;
      """, threads: 1)
    // The upper word is 0x22114433, the reversed halves' lower word 0x44332211 with its halves exchanged.
    #expect(values[0] == 0x2211_4433 ^ 0x4433_2211)
  }
}
