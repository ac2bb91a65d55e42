import Foundation
import KernelLibrary
import Testing

@Suite("The PTX of bundled kernels")
struct TextTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources")

  @Test("The text holds the entry for sm_90a and no folder of the machine it was made on", arguments: KernelLibrary.all)
  func text(kernel: BundledKernel) {
    let text = kernel.text
    #expect(text.hasPrefix(".version "))
    #expect(text.contains("\n.target sm_90a\n"))
    #expect(text.contains(".visible .entry \(kernel.entry)("))
    #expect(text.hasSuffix("\n"))
    for line in text.split(separator: "\n") where line.contains(".file") {
      #expect(!line.contains("/"), "\(line)")
    }
    #expect(text.contains(".file\t1 \"\(kernel.name).cu\""))
  }

  @Test("The program holds what the file holds, and the source lies beside it", arguments: KernelLibrary.all)
  func files(kernel: BundledKernel) throws {
    let file = try Data(contentsOf: Self.sources.appending(path: "CKernelText/PTX/\(kernel.name).ptx"))
    #expect(file.elementsEqual(kernel.bytes))
    let source = try String(
      contentsOf: Self.sources.appending(path: "KernelLibrary/CUDA/\(kernel.name).cu"), encoding: .utf8)
    #expect(source.contains("\(kernel.entry)("))
    #expect(source.hasPrefix("//"))
  }

  @Test("Every file of PTX is in the catalogue")
  func complete() throws {
    let files = try FileManager.default.contentsOfDirectory(
      atPath: Self.sources.appending(path: "CKernelText/PTX").path())
    #expect(files.sorted() == KernelLibrary.all.map { "\($0.name).ptx" }.sorted())
  }

  @Test("The parameters have the types and sizes of the entry's, in order", arguments: KernelLibrary.all)
  func parameters(kernel: BundledKernel) throws {
    let text = kernel.text
    let start = try #require(text.range(of: ".entry \(kernel.entry)("))
    let end = try #require(text.range(of: "\n)", range: start.upperBound..<text.endIndex))
    let written = text[start.upperBound..<end.lowerBound].split(separator: ",").map { line in
      let words = line.split(whereSeparator: \.isWhitespace).filter { $0 != ".param" }
      let array = words.last.flatMap { $0.firstIndex(of: "[").map { open in String(words[words.count - 1][open...]) } }
      return words.dropLast().joined(separator: " ") + (array ?? "")
    }
    let described = kernel.parameters.map { parameter in
      switch parameter.kind {
      case .buffer: ".u64"
      case .dimension: ".u32"
      case .f32: ".f32"
      case .tensorMap: ".align 64 .b8[128]"
      }
    }
    #expect(written == described)
  }

  @Test("The launch bounds in the text are the block of the launch", arguments: KernelLibrary.all)
  func launchBounds(kernel: BundledKernel) {
    let threads = kernel.launch(kernel.standardShape).block.count
    #expect(kernel.text.contains(".maxntid \(threads), 1, 1"))
    let cluster = kernel.launch(kernel.standardShape).cluster
    #expect(kernel.text.contains(".reqnctapercluster") == (cluster != nil))
    if let cluster { #expect(kernel.text.contains(".reqnctapercluster \(cluster.x), 1, 1")) }
  }
}
