import PTX
import Testing

/// Bad input gives clear lines with a place, and does not hide what is good.
@Suite struct DiagnosticTests {
  private func lines(_ text: String) -> [String] {
    PTXParser.parse(Array(text.utf8), file: "a.ptx").diagnostics.map(\.description)
  }

  private func bodyLines(_ body: String) -> [String] { PTXText.kernel(body).diagnostics.map(\.description) }

  @Test func filesThatAreNoPTX() {
    #expect(lines("") == ["a.ptx:1:1: expected PTX text, found an empty file"])
    #expect(
      lines("\u{7F}ELF\u{2}\u{1}") == ["a.ptx:1:1: expected PTX text, found binary data (byte 127 at offset 0)"])
    #expect(
      lines("// nothing\n") == ["a.ptx:2:1: expected '.version', with which PTX begins, found the end of the file"])
    #expect(lines("hello world") == ["a.ptx:1:1: expected '.version', with which PTX begins, found 'hello'"])
  }

  @Test func versionAndTarget() {
    #expect(
      lines(".version 10.1\n.target sm_90a\n") == [
        "a.ptx:1:10: PTX ISA version 10.1 is newer than 9.5, the newest known"
      ])
    #expect(lines(".version 8\n") == ["a.ptx:1:10: expected a version such as 8.5"])
    #expect(
      lines(".version 8.5\n.target sm_9z\n") == ["a.ptx:2:9: expected a target such as sm_90a, found 'sm_9z'"])
  }

  @Test func unknownNames() {
    #expect(bodyLines("mov.u32 %r1, 0;") == ["test.ptx:7:9: k: register '%r1' is not declared"])
    #expect(
      bodyLines("bra NOWHERE;") == [
        "test.ptx:7:5: k: 'NOWHERE' is not declared: no register, variable, function or label has this name"
      ])
    #expect(bodyLines(".reg .b32 %r<2>; ld.global.u32 %r1, [here];") == ["test.ptx:7:38: k: 'here' is not declared"])
    #expect(bodyLines(".reg .b32 %r<2>; mov.b32 %r1, %r2;") == ["test.ptx:7:31: k: register '%r2' is not declared"])
    #expect(
      bodyLines("{ A: } bra A;") == [
        "test.ptx:7:12: k: 'A' is not declared: no register, variable, function or label has this name"
      ])
  }

  @Test func syntax() {
    #expect(bodyLines("bar.sync 0 ret;") == ["test.ptx:7:12: k: expected ',' or ';', found 'ret'"])
    #expect(
      bodyLines("mov.b32 0f3F8, 0;") == [
        "test.ptx:7:9: k: expected 8 hexadecimal digits of a floating-point number, found '0f3F8'"
      ])
    #expect(bodyLines("A: A: ret;") == ["test.ptx:7:4: k: label 'A' stands twice in the same scope"])
    #expect(
      bodyLines(".reg .b32 a; .reg .b32 a;") == ["test.ptx:7:24: k: 'a' is declared twice in the same scope"])
  }

  @Test func aBadFunctionDoesNotHideTheOthers() {
    let module = PTXParser.parse(
      Array(
        """
        .version 8.5
        .target sm_90a
        .visible .entry first() { ret; }
        .visible .entry bad() { { mov.b32 $, 1; } ret; }
        .visible .entry second() { ret; }
        .visible .entry unfinished() { bar.sync 0;
        .visible .entry third() { ret; }
        .visible .entry strange(.param .u99 p) { ret; }
        .visible .entry fourth() { ret; }
        """.utf8), file: "a.ptx")
    #expect(module.kernels.map(\.name) == ["first", "second", "third", "fourth"])
    #expect(
      module.diagnostics.map(\.description) == [
        "a.ptx:4:35: bad: '$' is not declared: no register, variable, function or label has this name",
        "a.ptx:7:1: unfinished: expected a directive of a body, found '.entry'",
        "a.ptx:8:32: strange: expected a type of PTX, found '.u99'",
      ])
  }

  @Test func aTruncatedFile() {
    #expect(
      lines(".version 8.5\n.target sm_90a\n.entry k() {\nret;\n") == [
        "a.ptx:5:1: k: expected an instruction, a label or '}', found the end of the file"
      ])
  }
}
