import Foundation
import TestSupport
import Testing

/// Kernels on real arguments, from files and from the library.
@Suite struct KernelCommandTests {
  private let folder = TemporaryFolder()

  private static let scale = """
    .version 8.0
    .target sm_90a
    .address_size 64
    .visible .entry scale(.param .u64 out, .param .u64 in, .param .f32 factor, .param .u32 count)
    {
      .reg .pred %p<2>;
      .reg .b32 %r<6>;
      .reg .f32 %f<4>;
      .reg .b64 %rd<6>;
      ld.param.u64 %rd1, [out];
      ld.param.u64 %rd2, [in];
      ld.param.f32 %f1, [factor];
      ld.param.u32 %r1, [count];
      mov.u32 %r2, %ctaid.x;
      mov.u32 %r3, %ntid.x;
      mov.u32 %r4, %tid.x;
      mad.lo.s32 %r5, %r2, %r3, %r4;
      setp.ge.u32 %p1, %r5, %r1;
      @%p1 bra DONE;
      mul.wide.u32 %rd3, %r5, 4;
      add.s64 %rd4, %rd2, %rd3;
      ld.global.f32 %f2, [%rd4];
      mul.rn.f32 %f3, %f2, %f1;
      add.s64 %rd5, %rd1, %rd3;
      st.global.f32 [%rd5], %f3;
    DONE:
      ret;
    }

    """

  private func file(_ text: String = scale, _ name: String = "scale.ptx") throws -> String {
    let path = folder.path(name)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func run(_ arguments: [String]) throws -> CommandRun {
    try CommandRun(["simulate", "kernel"] + arguments)
  }

  @Test func aFilesKernelRunsOnArguments() throws {
    let run = try run([
      try file(), "--functional", "--grid", "1", "--block", "32", "--param", "buffer=zero:12", "--param",
      "buffer=hex:0000803f00000040000040c0", "--param", "f32=2", "--param", "u32=3", "--dump-buffers", "--format",
      "json",
    ])
    #expect(run.code == 0, "\(run.error)")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(object["kernel"] as? String == "scale")
    #expect((object["warnings"] as? [Any])?.isEmpty == true)
    #expect(object["warp_instructions"] as? Int == 17)
    let buffers = try #require(object["buffers"] as? [[String: Any]])
    #expect(buffers.map { $0["parameter"] as? Int } == [0, 1])
    #expect(buffers[0]["hex"] as? String == "0000004000008040" + "0000c0c0")
  }

  @Test func whatAKernelMustNotDoIsReported() throws {
    let run = try run([
      try file(), "--functional", "--grid", "1", "--block", "32", "--param", "buffer=zero:12", "--param",
      "buffer=zero:8", "--param", "f32=2", "--param", "u32=3",
    ])
    #expect(run.code == 1)
    #expect(run.output.contains("1 warning"))
    #expect(run.output.contains("thread (2, 0, 0), line 22"))
    #expect(run.error == "")
  }

  @Test func bundledKernelsRunForAShape() throws {
    let run = try run(["vector_add_cuda", "--functional", "--shape", "count=1000"])
    #expect(run.code == 0, "\(run.error)")
    #expect(run.output.hasPrefix("vector_add_cuda, run functionally: "))
    let byWork = try self.run(["rmsnorm", "--path", "ptx", "--functional", "--shape", "rows=2,columns=512"])
    #expect(byWork.output.hasPrefix("rmsnorm_ptx, run functionally: "))
    #expect(try self.run(["--list"]).output.contains("fp8_gemm_ptx"))
  }

  @Test func badInputIsOneLineWithItsCode() throws {
    let path = try file()
    let launch = ["--functional", "--grid", "1", "--block", "32"]
    let params = ["buffer=zero:12", "buffer=zero:12", "f32=2", "u32=3"].flatMap { ["--param", $0] }
    func expect(_ arguments: [String], _ code: Int32, _ text: String) throws {
      let run = try run(arguments)
      #expect(run.code == code, "\(arguments): \(run.error)")
      #expect(run.error.contains(text), "\(run.error)")
      #expect(run.error.split(separator: "\n").count == 1, "\(run.error)")
      #expect(run.output == "")
    }
    try expect([path] + launch, 65, "takes 4 arguments, 0 are given")
    try expect([path] + launch + params + ["--param", "u32=1"], 65, "takes 4 arguments, 5 are given")
    try expect([path] + launch + params.dropLast(2) + ["--param", "u64=3"], 65, "parameter 3 (count) has 4 bytes")
    try expect([path] + launch + params.dropLast(2) + ["--param", "f32=3"], 65, "is a u32, the argument a f32")
    try expect([path] + launch + params.dropLast(2) + ["--param", "u32=x"], 65, "'x' is no u32")
    try expect([path] + launch + params + ["--entry", "other"], 65, "no kernel is named 'other'; kernels: scale")
    try expect([path, "--functional", "--grid", "1", "--block", "2048"] + params, 65, "2048")
    try expect([path, "--functional", "--grid", "0", "--block", "32"] + params, 65, "grid")
    try expect([path, "--functional"] + params, 64, "--grid and --block are needed")
    try expect(["nowhere.ptx"] + launch, 66, "no such file")
    try expect(["no_such_kernel"] + launch, 65, "no bundled kernel is named")
    try expect(["vector_add_cuda", "--functional", "--shape", "size=3"], 65, "no dimension 'size'")
    try expect([try file("", "empty.ptx")] + launch, 65, "empty.ptx")
    let loop = Self.scale.replacing("DONE:\n  ret;", with: "DONE:\n  bra DONE;")
    try expect(
      [try file(loop, "loop.ptx")] + launch + params + ["--max-instructions", "10000"], 65,
      "more than 10000 instructions")
  }
}
