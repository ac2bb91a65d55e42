import KernelSimulator
import PTX
import Testing

/// A kernel that is run on buffers: each parameter is the address of one.
struct KernelRun {
  /// The buffers after the run.
  var buffers: [[UInt8]]
  /// The tensors after the run.
  var tensors: [[UInt8]]
  /// What the emulator found wrong.
  var findings: [String]

  /// Runs the only kernel of a text.
  ///
  /// - Parameters:
  ///   - text: The PTX.
  ///   - buffers: The contents of the buffers, whose addresses are the parameters.
  ///   - tensors: Further buffers, of which `maps` makes parameters.
  ///   - maps: The parameters that follow, from the addresses of the tensors.
  ///   - extra: The bytes of the last parameters.
  init(
    _ text: String, grid: Int = 1, block: Int = 32, cluster: Int = 1, shared: Int = 0, buffers: [[UInt8]],
    tensors: [[UInt8]] = [], maps: ([UInt64]) -> [[UInt8]] = { _ in [] }, extra: [[UInt8]] = []
  ) throws {
    let module = PTXParser.parse(Array(text.utf8), file: "conformance.ptx")
    if let problem = module.diagnostics.first { throw problem }
    let kernel = try #require(module.kernels.first)
    var memory = DeviceMemory()
    let program = try Program(module, kernel: kernel.name)
    let addresses = buffers.map { memory.allocate(bytes: $0.count, contents: $0) }
    let tensorAddresses = tensors.map { memory.allocate(bytes: $0.count, contents: $0) }
    let arguments = addresses.map { address in (0..<8).map { UInt8(truncatingIfNeeded: address >> UInt64($0 * 8)) } }
    let launch = Launch(
      grid: .init(grid), block: .init(block), cluster: .init(cluster), dynamicSharedBytes: shared,
      arguments: arguments + maps(tensorAddresses) + extra)
    let result = try Emulator.run(program, launch, memory: &memory, options: EmulatorOptions())
    findings = result.findings.map(\.description)
    self.tensors = zip(tensorAddresses, tensors).map { memory.read($0, count: $1.count) ?? [] }
    self.buffers = zip(addresses, buffers).map { memory.read($0, count: $1.count) ?? [] }
  }

  /// Words of a buffer.
  func words<T: FixedWidthInteger>(_ buffer: Int, as type: T.Type = T.self) -> [T] { Self.words(buffers[buffer]) }

  /// Bytes as words, lowest byte first.
  static func words<T: FixedWidthInteger>(_ bytes: [UInt8], as type: T.Type = T.self) -> [T] {
    let size = T.bitWidth / 8
    return (0..<bytes.count / size).map { index in
      (0..<size).reduce(0) { $0 | T(truncatingIfNeeded: bytes[index * size + $1]) << T($1 * 8) }
    }
  }

  /// Words as bytes, lowest byte first.
  static func bytes<T: FixedWidthInteger>(_ words: [T]) -> [UInt8] {
    words.flatMap { word in (0..<T.bitWidth / 8).map { UInt8(truncatingIfNeeded: word >> T($0 * 8)) } }
  }
}
