import Foundation
import PTX
import Testing

/// The PTX texts that lie beside the tests.
enum PTXText {
  /// The folder of this target's texts.
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Texts")

  /// The bytes of a text.
  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appendingPathComponent(name + ".ptx")))
  }

  /// The names of all texts, sorted.
  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".ptx") }
      .map { String($0.dropLast(4)) }.sorted()
  }

  /// The module of a text that is read without a problem.
  static func module(_ name: String) throws -> PTXModule {
    let module = PTXParser.parse(try bytes(name), file: name + ".ptx")
    try #require(module.diagnostics.isEmpty, "\(module.diagnostics)")
    return module
  }

  /// The module of a kernel `k` with this body.
  static func kernel(_ body: String, before: String = "", header: String = "()") -> PTXModule {
    PTXParser.parse(
      Array(
        """
        .version 8.5
        .target sm_90a
        .address_size 64
        \(before)
        .visible .entry k\(header)
        {
        \(body)
        }
        """.utf8), file: "test.ptx")
  }
}
