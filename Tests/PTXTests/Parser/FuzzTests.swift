import PTX
import TestSupport
import Testing

/// Damaged texts are refused, never crashed on, and a diagnostic always lies within the text.
@Suite struct FuzzTests {
  @Test func mutatedTexts() throws {
    var generator = DeterministicGenerator(seed: 20)
    for name in try PTXText.names() {
      let text = try PTXText.bytes(name)
      for _ in 0..<400 {
        var copy = text
        for _ in 0..<Int.random(in: 1...6, using: &generator) { Self.mutate(&copy, &generator) }
        check(copy)
      }
    }
  }

  @Test func truncatedTexts() throws {
    for name in try PTXText.names() {
      let text = try PTXText.bytes(name)
      for length in stride(from: 0, to: text.count, by: max(text.count / 300, 1)) { check(Array(text[..<length])) }
    }
  }

  @Test func noise() {
    var generator = DeterministicGenerator(seed: 21)
    let words = [
      ".version 8.5\n", ".target sm_90a\n", ".visible .entry k(", ".param .u64 p", ")", "{", "}", ".reg .b32 %r<9>;",
      "%r1", "%tid.x", ",", ";", "[", "]", "+", "-", "ld.global.u32 ", "@", "!", "|", "0x", "0f3F800000", "1e400",
      "$L:",
      "(", "call ", ".global .b8 a[", "= {", "generic(", ".align 3", ".branchtargets", "\"", "/*", "//", "\n", "_",
      "::",
      "18446744073709551616", "%v<4000000000>", ".loc 1 2 3", ".v4 .f32 ", "\u{0}", "\u{7F}é", "<", ">", "?", ":", "%",
    ]
    for _ in 0..<3000 {
      var text = ".version 8.5\n.target sm_90a\n.visible .entry k() {\n"
      for _ in 0..<Int.random(in: 1...60, using: &generator) { text += words.randomElement(using: &generator) ?? "" }
      check(Array(text.utf8))
    }
    for _ in 0..<500 {
      check((0..<Int.random(in: 0...200, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }
  }

  @Test func deepNesting() {
    for piece in ["(", "{", "[", "-", "!", "~", "1?", "{1,"] {
      let deep = String(repeating: piece, count: 100_000)
      check(Array(".version 8.5\n.target sm_90a\n.global .b32 a[] = \(deep)".utf8))
      check(Array(".version 8.5\n.target sm_90a\n.entry k() { \(deep)".utf8))
      check(Array(".version 8.5\n.target sm_90a\n.entry k() { mov.b32 \(deep)".utf8))
    }
  }

  private func check(_ bytes: [UInt8]) {
    let module = PTXParser.parse(bytes, file: "damaged.ptx")
    let lines = bytes.count { $0 == 0x0A } + 1
    for diagnostic in module.diagnostics where !(1...lines).contains(Int(diagnostic.place.line)) {
      Issue.record("\(diagnostic) lies outside of \(lines) lines")
    }
    // What was read holds together: every index points somewhere.
    for function in module.functions where function.isDefinition {
      let flow = ControlFlow(function, module)
      let access = RegisterAccess(function, roles: PTXOpcodeRole.all(of: module))
      #expect(flow.blockOfInstruction.count == function.instructions.count)
      for index in function.instructions.indices {
        for register in access.reads(index) where Int(register) >= function.registerTypes.count {
          Issue.record("register \(register) of \(function.registerTypes.count)")
        }
      }
    }
  }

  private static func mutate(_ text: inout [UInt8], _ generator: inout DeterministicGenerator) {
    guard !text.isEmpty else { return }
    let place = Int.random(in: 0..<text.count, using: &generator)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: text[place] = UInt8.random(in: 0...255, using: &generator)
    case 1: text.remove(at: place)
    case 2: text.insert(Array("{}[]();,.:%$_+-|!@<>=\"/*0f".utf8).randomElement(using: &generator) ?? 0, at: place)
    case 3:
      let end = min(text.count, place + Int.random(in: 1...60, using: &generator))
      text.removeSubrange(place..<end)
    case 4:
      let end = min(text.count, place + Int.random(in: 1...60, using: &generator))
      text.insert(contentsOf: Array(text[place..<end]), at: Int.random(in: 0...text.count, using: &generator))
    default: text.swapAt(place, Int.random(in: 0..<text.count, using: &generator))
    }
  }
}
