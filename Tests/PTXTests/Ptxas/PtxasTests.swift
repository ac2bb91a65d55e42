import Foundation
import PTX
import TestSupport
import Testing

@Suite struct PtxasTests {
  private let folder = TemporaryFolder()

  /// A program that answers as the assembler does.
  private func program(_ script: String) throws -> Ptxas {
    let path = folder.path("ptxas")
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return Ptxas(path: path)
  }

  private let report = """
    ptxas info    : 0 bytes gmem
    ptxas info    : Compiling entry function 'second' for 'sm_90a'
    ptxas info    : Function properties for second
        24 bytes stack frame, 8 bytes spill stores, 16 bytes spill loads
    ptxas info    : Function properties for helper
        96 bytes stack frame, 0 bytes spill stores, 0 bytes spill loads
    ptxas info    : Used 168 registers, used 16 barriers, 1024 bytes smem, 400 bytes cmem[0]
    ptxas info    : Compile time = 10.147 ms
    ptxas info    : Compiling entry function 'first' for 'sm_90a'
    ptxas info    : Used 8 registers, used 0 barriers
    """

  @Test func reportsAreRead() throws {
    let kernels = try program("[ \"$2\" = -arch=sm_90a ] && cat >&2 <<'END'\n\(report)\nEND")
      .resources(of: "a.ptx", target: "sm_90a")
    var second = PtxasResources()
    second.registers = 168
    second.spillStoreBytes = 8
    second.spillLoadBytes = 16
    second.stackBytes = 24
    second.sharedBytes = 1024
    second.barriers = 16
    #expect(kernels.count == 2)
    #expect(kernels["first"]?.registers == 8)
    #expect(kernels["second"] == second)
  }

  @Test func refusalsAreExplained() throws {
    let ptxas = try program(
      "echo 'ptxas a.ptx, line 1; fatal   : Unsupported .version 9.5; current version is 8.8'; exit 255")
    #expect(
      throws: PtxasError.refused(
        path: ptxas.path, line: "ptxas a.ptx, line 1; fatal   : Unsupported .version 9.5; current version is 8.8")
    ) { try ptxas.resources(of: "a.ptx", target: "sm_90a") }
    let missing = Ptxas(path: folder.path("none"))
    #expect(throws: PtxasError.cannotStart(path: missing.path, reason: "No such file or directory")) {
      try missing.resources(of: "a.ptx", target: "sm_90a")
    }
  }
}
