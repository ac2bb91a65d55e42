import PTX
import TestSupport
import Testing

/// Every instruction that was seen in real kernels can be read.
@Suite struct SpellingTests {
  @Test func everySpellingIsRead() throws {
    let module = try PTXText.module("spellings")
    #expect(module.opcodes.count == 416)
    #expect(module.kernels[0].instructions.count == 416)
  }

  @Test(.enabled(if: SharedFiles.areAvailable, SharedFiles.reason))
  func noCountedSpellingIsMissing() throws {
    let module = try PTXText.module("spellings")
    let known = Set(module.opcodes.map(\.spelling))
    let rows = try SharedFiles.rows(of: "calibration/ptx_opcode_frequency.csv").filter { $0["level"] == "full" }
    #expect(rows.count == 416)
    for row in rows { #expect(known.contains(row["opcode"] ?? "")) }
  }

  @Test(.enabled(if: SharedFiles.areAvailable, SharedFiles.reason))
  func everyFamilyHasASpellingAndItsExampleIsRead() throws {
    let rows = try SharedFiles.rows(of: "calibration/ptx_opcode_frequency.csv")
    var read = 0
    for row in rows {
      guard let example = row["example"], !example.isEmpty, example.utf8.count < 200 else { continue }
      // Long examples are cut off in the table.
      guard Self.isBalanced(example) else { continue }
      let module = PTXText.kernel(Self.declarations(example) + example + ";\n\(Self.label(example))ret;")
      #expect(module.diagnostics == [])
      #expect(module.kernels.first?.instructions.count == 2)
      read += 1
    }
    #expect(read > 400)
  }

  private static func isBalanced(_ text: String) -> Bool {
    text.count { $0 == "{" } == text.count { $0 == "}" } && text.count { $0 == "[" } == text.count { $0 == "]" }
  }

  private static func label(_ example: String) -> String {
    example.split(whereSeparator: \.isWhitespace).last.flatMap { $0.hasPrefix("$L") ? "\($0): " : nil } ?? ""
  }

  /// Declarations of all names behind the opcode.
  private static func declarations(_ example: String) -> String {
    let words = example.split(whereSeparator: \.isWhitespace)
    let operands = words.drop { $0.hasPrefix("@") }.dropFirst().joined(separator: " ")
    var names: Set<String> = []
    if let guardWord = words.first, guardWord.hasPrefix("@") {
      names.insert(String(guardWord.drop { $0 == "@" || $0 == "!" }))
    }
    for part in operands.split(whereSeparator: { !($0.isLetter || $0.isNumber || "%_$.".contains($0)) }) {
      guard let first = part.first, first.isLetter || first == "%" || (first == "_" && part.count > 1) else { continue }
      let isSpecial = PTXSpecialRegister.Name.allCases.contains { part.split(separator: ".")[0] == "%\($0.rawValue)" }
      if !isSpecial && !part.hasPrefix("%envreg") { names.insert(String(part)) }
    }
    return names.sorted().map { ".reg .b64 \($0);\n" }.joined()
  }
}
