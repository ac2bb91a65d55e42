import PTX

/// A small kernel whose time says one thing about the hardware: `k(p, n)` repeats something `n` times.
struct Microbenchmark {
  /// What stands between the loop's label and its branch.
  var body: String
  /// What stands before the loop.
  var before = ""
  /// What stands behind it, so that results are used.
  var after = ""
  /// Variables of the module.
  var variables = ""
  var grid = 1
  var block = 32
  var cluster = 1
  /// Bytes of the buffer `p`.
  var bytes = 4096
  /// Where `p` is a ring of pointers: the distance of neighbours and whether their order is shuffled.
  var ring: Ring?

  /// How a ring of pointers lies.
  struct Ring {
    var stride = 128
    var isShuffled = true
  }

  /// Registers of every kernel.
  private static let registers = """
    .reg .pred %p<16>; .reg .b16 %h<16>; .reg .b32 %r<300>; .reg .f32 %f<1100>; .reg .b64 %rd<80>; .reg .f64 %d<16>;
    """

  /// The PTX.
  var text: String {
    """
    .version 8.7
    .target sm_90a
    .address_size 64
    \(variables)
    .visible .entry k(.param .u64 p, .param .u32 n)
    {
    \(Self.registers)
    ld.param.u64 %rd0, [p];
    ld.param.u32 %r0, [n];
    mov.u32 %r1, %tid.x;
    mov.u32 %r2, %ctaid.x;
    \(before)
    LOOP:
    \(body)
    sub.s32 %r0, %r0, 1;
    setp.ne.s32 %p0, %r0, 0;
    @%p0 bra LOOP;
    \(after)
    ret;
    }
    """
  }

  /// Times some repetitions.
  func timing(_ repetitions: Int, _ parameters: KernelTimingParameters) throws(KernelTimingError) -> KernelTiming {
    let module = PTXParser.parse(Array(text.utf8), file: "microbenchmark.ptx")
    precondition(module.diagnostics.isEmpty, "a micro-benchmark is no PTX")
    let program: Program
    do throws(EmulatorError) { program = try Program(module, kernel: "k") } catch { throw .emulator(error) }
    var memory = DeviceMemory()
    let address = memory.allocate(bytes: bytes, contents: [])
    if let ring { memory.write(Self.pointers(bytes, ring, at: address), to: address) }
    func argument(_ value: UInt64, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }
    let launch = Launch(
      grid: Launch.Extent(grid), block: Launch.Extent(block), cluster: Launch.Extent(cluster),
      arguments: [argument(address, 8), argument(UInt64(repetitions), 4)])
    return try KernelTimer.time(
      program, launch, memory: &memory, parameters: parameters,
      options: KernelTimingOptions(detail: .gpu))
  }

  /// The cycles of one repetition when it has been repeated often: what twice as many take more.
  func cycles(_ repetitions: Int, _ parameters: KernelTimingParameters) throws(KernelTimingError) -> Double {
    let once = try timing(repetitions, parameters)
    let twice = try timing(2 * repetitions, parameters)
    return (twice.cycles - once.cycles) / Double(repetitions)
  }

  /// Pointers, each to the next of one ring over all of them.
  private static func pointers(_ bytes: Int, _ ring: Ring, at address: UInt64) -> [UInt8] {
    let count = bytes / ring.stride
    var order = Array(0..<count)
    if ring.isShuffled {
      var random = SplitMix64(seed: 1)
      for index in stride(from: count - 1, to: 0, by: -1) {
        order.swapAt(index, Int(random.next().multipliedFullWidth(by: UInt64(index + 1)).high))
      }
      // The kernel starts at the first pointer.
      if let first = order.firstIndex(of: 0) { order.swapAt(0, first) }
    }
    var result = [UInt8](repeating: 0, count: bytes)
    for (index, place) in order.enumerated() {
      let next = address + UInt64(order[(index + 1) % count] * ring.stride)
      for byte in 0..<8 { result[place * ring.stride + byte] = UInt8(truncatingIfNeeded: next >> UInt64(8 * byte)) }
    }
    return result
  }

  /// A text some times, with its number for `#`.
  static func repeated(_ count: Int, _ text: String) -> String {
    (0..<count).map { number in
      text.split(separator: "#", omittingEmptySubsequences: false).joined(separator: "\(number)")
    }.joined(separator: "\n")
  }
}
