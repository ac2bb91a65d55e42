import Foundation
import TestSupport
import Testing

/// `tuiperf inspect` as scripts use it.
@Suite struct InspectCommandTests {
  private let folder = TemporaryFolder()

  private func file(_ name: String, _ text: String) throws -> String {
    let path = folder.path(name)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private let head = ".version 8.5\n.target sm_90a\n.address_size 64\n"
  private let add = ".visible .entry add(.param .u64 p) { .reg .b32 %r<3>; add.s32 %r1, %r2, 1; ret; }\n"

  @Test func oneFile() throws {
    let run = try CommandRun(["inspect", file("a.ptx", head + add), "--format", "json", "--block", "256"])
    #expect(run.code == 0 && run.error == "")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let kernel = try #require((object["kernels"] as? [[String: Any]])?.first)
    #expect(kernel["name"] as? String == "add" && kernel["instructions"] as? Int == 2)
    #expect((kernel["registers"] as? [String: Any])?["origin"] as? String == "estimated")
    #expect((object["unsupported"] as? [Any])?.isEmpty == true)
  }

  @Test func twoFiles() throws {
    let first = try file("a.ptx", head + add)
    let second = try file("b.ptx", head + add.replacing("ret;", with: "bar.sync 0; ret;"))
    let run = try CommandRun(["inspect", first, second, "--format", "csv"])
    #expect(run.code == 0)
    #expect(run.output.contains("instructions,2,3,1\r\n"))
  }

  @Test func whatCannotBeRead() throws {
    let missing = try CommandRun(["inspect", folder.path("none.ptx")])
    #expect(missing.code == 66 && missing.error.contains("none.ptx: no such file"))
    let empty = try CommandRun(["inspect", file("empty.ptx", "")])
    #expect(empty.code == 65 && empty.error.contains("expected PTX text, found an empty file"))
    let noKernel = try CommandRun(["inspect", file("head.ptx", head)])
    #expect(noKernel.code == 65 && noKernel.error.contains("there is no kernel"))
    let bad = try CommandRun(["inspect", file("bad.ptx", head + ".entry k() { mov.u32 %r1, 0; }\n")])
    #expect(bad.code == 65 && bad.error.contains("bad.ptx:4:22: k: register '%r1' is not declared"))
    let entry = try CommandRun(["inspect", file("a.ptx", head + add), "--entry", "sub"])
    #expect(entry.code == 65 && entry.error.contains("there is no kernel 'sub'; the kernels are add"))
  }

  @Test func aBadFunctionIsReportedBesideTheRest() throws {
    let run = try CommandRun(["inspect", file("a.ptx", head + ".entry k() { mov.u32 %r1, 0; }\n" + add)])
    #expect(run.code == 0)
    #expect(run.error.contains("a.ptx:4:22: k: register '%r1' is not declared"))
    #expect(run.output.contains("1 kernel, PTX 8.5 for sm_90a"))
  }

  @Test func ptxasIsAskedAndItsRefusalIsToldOf() throws {
    let path = try file("a.ptx", head + add)
    let program = try file(
      "ptxas", "#!/bin/sh\necho \"info: Compiling entry function 'add' for 'sm_90a'\"\necho 'info: Used 42 registers'\n"
    )
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let exact = try CommandRun(["inspect", path, "--ptxas", program])
    #expect(exact.code == 0 && exact.output.contains("42 registers (ptxas"))
    let refusing = try file("refusing", "#!/bin/sh\necho 'fatal: Unsupported .version'\nexit 1\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: refusing)
    let refused = try CommandRun(["inspect", path, "--ptxas", refusing])
    #expect(refused.code == 0 && refused.output.contains("refuses the file: fatal: Unsupported .version"))
    #expect(try CommandRun(["inspect", path, "--ptxas", folder.path("no-ptxas")]).code == 66)
  }
}
