import KernelLibrary
import PTX
import Testing

@testable import KernelSimulator

/// A bundled kernel that was run on buffers of known contents.
struct BundledRun {
  let shape: KernelShape
  private let before: [String: [UInt8]]
  private let after: [String: [UInt8]]

  /// Runs a kernel with its catalogue's launch; no finding is expected.
  init(_ name: String, _ given: [String: Int], seed: UInt64 = 1) throws {
    let kernel = try #require(KernelLibrary.named(name))
    shape = try KernelShape(kernel.dimensions, given: given)
    let module = PTXParser.parse(kernel.bytes, file: name + ".ptx")
    try #require(module.diagnostics.isEmpty)
    let call = try KernelCall(
      module: module, entry: kernel.entry, shape: KernelCall.Shape(kernel.launch(shape)),
      arguments: kernel.arguments(shape),
      seed: seed, file: { (_) throws(KernelArgumentError) in [] })
    let result = try call.run()
    #expect(result.findings.isEmpty, "\(result.findings.first.map { "\($0)" } ?? "")")
    let names = Dictionary(uniqueKeysWithValues: kernel.parameters.enumerated().map { ($0, $1.name) })
    before = Dictionary(uniqueKeysWithValues: call.buffers.map { (names[$0.parameter] ?? "", $0.bytes) })
    after = Dictionary(uniqueKeysWithValues: result.buffers.map { (names[$0.parameter] ?? "", $0.bytes) })
  }

  /// What a buffer held before the run.
  func input<T: BitwiseCopyable>(_ name: String, as type: T.Type = T.self) throws -> [T] {
    Self.elements(try #require(before[name]))
  }

  /// What a buffer holds after the run.
  func output<T: BitwiseCopyable>(_ name: String, as type: T.Type = T.self) throws -> [T] {
    Self.elements(try #require(after[name]))
  }

  private static func elements<T: BitwiseCopyable>(_ bytes: [UInt8]) -> [T] {
    bytes.withUnsafeBytes { raw in
      (0..<raw.count / MemoryLayout<T>.size).map {
        raw.loadUnaligned(fromByteOffset: $0 * MemoryLayout<T>.size, as: T.self)
      }
    }
  }
}
