import Foundation
import PTX
import Testing

/// The estimate against what ptxas said of the bundled kernels.
@Suite struct BundledKernelTests {
  private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")
  private static let table = sources.appendingPathComponent(
    "KernelLibrary/Description/RecordedResources+Table.swift")

  /// The registers of each kernel, from the table that is written with the texts.
  private static func recorded() throws -> [(name: String, registers: Int)] {
    let text = try String(contentsOf: table, encoding: .utf8)
    return text.matches(of: /"(\w+)": RecordedResources\(\s*registers: (\d+),/).compactMap { match in
      Int(match.output.2).map { (String(match.output.1), $0) }
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: table.path), "the bundled kernels are not here"))
  func theMedianErrorIsAtMostFourRegisters() throws {
    var errors: [Int] = []
    for (name, registers) in try Self.recorded() {
      let url = Self.sources.appendingPathComponent("CKernelText/PTX/\(name).ptx")
      let module = PTXParser.parse([UInt8](try Data(contentsOf: url)), file: url.lastPathComponent)
      #expect(module.diagnostics == [])
      let kernel = try #require(module.kernels.first { $0.name == name })
      let estimate = RegisterEstimate.count(kernel, module).count
      #expect(estimate <= kernel.bounds.registerCap)
      errors.append(abs(estimate - registers))
    }
    try #require(errors.count >= 20)
    #expect(errors.sorted()[errors.count / 2] <= 4, "\(errors.sorted())")
  }
}
