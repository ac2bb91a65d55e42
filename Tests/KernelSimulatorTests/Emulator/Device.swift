import PTX
import Testing

@testable import KernelSimulator

/// A value for each thread.
func threads(_ count: UInt32 = 32, _ value: (UInt32) -> UInt32) -> [UInt32] { (0..<count).map(value) }

/// A device for tests: memory, and kernels given as PTX text.
final class Device {
  var memory = DeviceMemory()

  /// A buffer with values.
  func buffer<T>(_ values: [T]) -> UInt64 {
    let bytes = values.withUnsafeBytes { Array($0) }
    return memory.allocate(bytes: bytes.count, contents: bytes)
  }

  /// A buffer of zeros.
  func zeros(_ bytes: Int) -> UInt64 { memory.allocate(bytes: bytes, contents: []) }

  /// A buffer that nothing has written.
  func uninitialized(_ bytes: Int) -> UInt64 { memory.allocate(bytes: bytes, contents: nil) }

  /// The values at an address.
  func values<T: BitwiseCopyable>(_ address: UInt64, _ count: Int, as type: T.Type = T.self) throws -> [T] {
    let read = memory.read(address, count: count * MemoryLayout<T>.stride)
    let bytes = try #require(read)
    return bytes.withUnsafeBytes { raw in
      (0..<count).map { raw.loadUnaligned(fromByteOffset: $0 * MemoryLayout<T>.stride, as: T.self) }
    }
  }

  /// A program of a whole PTX text; its kernel is `k`.
  static func program(_ text: String) throws -> Program {
    let module = PTXParser.parse(Array(text.utf8), file: "test.ptx")
    #expect(module.diagnostics.isEmpty, "\(module.diagnostics)")
    return try Program(module, kernel: "k")
  }

  /// A PTX file with a kernel `k` of 64-bit parameters `p0`, `p1`, ... and what stands before it.
  static func file(_ body: String, parameters: Int, before: String = "", directives: String = "") -> String {
    let list = (0..<parameters).map { ".param .u64 p\($0)" }.joined(separator: ", ")
    return """
      .version 8.7
      .target sm_90a
      .address_size 64
      \(before)
      .visible .entry k(\(list)) \(directives)
      {
      .reg .pred %p<20>;
      .reg .b16 %h<20>;
      .reg .b32 %r<60>;
      .reg .f32 %f<40>;
      .reg .b64 %rd<40>;
      .reg .f64 %fd<20>;
      \(body)
      }
      """
  }

  /// Runs a body as the kernel `k`.
  @discardableResult
  func run(
    _ body: String, _ arguments: [UInt64], grid: Launch.Extent = .init(1), block: Launch.Extent = .init(32),
    cluster: Launch.Extent = .init(1), dynamicSharedBytes: Int = 0, before: String = "", directives: String = "",
    options: EmulatorOptions = EmulatorOptions(maximumInstructions: 20_000_000)
  ) throws -> EmulatorResult {
    let program = try Self.program(
      Self.file(body, parameters: arguments.count, before: before, directives: directives))
    return try run(
      program, arguments, grid: grid, block: block, cluster: cluster, dynamicSharedBytes: dynamicSharedBytes,
      options: options)
  }

  /// Runs a program.
  func run(
    _ program: Program, _ arguments: [UInt64], grid: Launch.Extent = .init(1), block: Launch.Extent = .init(32),
    cluster: Launch.Extent = .init(1), dynamicSharedBytes: Int = 0,
    options: EmulatorOptions = EmulatorOptions(maximumInstructions: 20_000_000)
  ) throws -> EmulatorResult {
    let launch = Launch(
      grid: grid, block: block, cluster: cluster, dynamicSharedBytes: dynamicSharedBytes,
      arguments: arguments.map { value in withUnsafeBytes(of: value) { Array($0) } })
    return try Emulator.run(program, launch, memory: &memory, options: options)
  }

  /// Runs a body whose threads each leave a 32-bit value in `%r1`; returns them by thread.
  func words(
    _ body: String, threads: Int = 32, grid: Int = 1, before: String = "",
    options: EmulatorOptions = EmulatorOptions(maximumInstructions: 20_000_000)
  ) throws -> (values: [UInt32], result: EmulatorResult) {
    let out = zeros(threads * grid * 4)
    let result = try run(
      """
      \(body)
      ld.param.u64 %rd30, [p0];
      mov.u32 %r50, %tid.x;
      mov.u32 %r51, %ctaid.x;
      mov.u32 %r52, %ntid.x;
      mad.lo.s32 %r50, %r51, %r52, %r50;
      mul.wide.u32 %rd31, %r50, 4;
      add.s64 %rd31, %rd30, %rd31;
      st.global.u32 [%rd31], %r1;
      ret;
      """, [out], grid: .init(grid), block: .init(threads), before: before, options: options)
    return (try values(out, threads * grid), result)
  }
}
