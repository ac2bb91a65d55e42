import Foundation
import TestSupport
import Testing

/// Kernels with a clock: timed, written as traces, compared.
@Suite struct KernelTimingCommandTests {
  private let folder = TemporaryFolder()

  private func json(_ arguments: [String]) throws -> [String: Any] {
    let run = try CommandRun(arguments + ["--format", "json"])
    #expect(run.code == 0, "\(run.error)")
    return try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  }

  @Test func aTimedKernelSaysWhatItTakesAndWhy() throws {
    let shape = ["--shape", "m=256,n=512,k=512"]
    let profile = try json(["simulate", "kernel", "gemm_bf16_wgmma_ptx"] + shape)
    let duration = try #require(profile["duration_ns"] as? Double)
    let rate = try #require(profile["tflops"] as? Double)
    #expect(abs(rate - 2 * 256 * 512 * 512 / duration / 1000) < 0.01 * rate)
    let stalls = try #require(profile["stalls"] as? [String: Double])
    #expect(stalls["selected"] ?? 0 > 0.9)
    let extrapolated = try #require(profile["extrapolated"] as? [String: Any])
    #expect(extrapolated["ctas"] as? Int == 8)
    for key in [
      "cycles", "warp_instructions", "achieved_occupancy_percent", "sm_throughput_percent", "dram_read_bytes",
    ] {
      #expect(try #require(profile[key] as? Double) > 0, "\(key)")
    }
    let mix = try #require(profile["instruction_mix"] as? [[String: Any]])
    #expect(mix.contains { $0["name"] as? String == "tensor" })
    let roofline = try #require(profile["roofline"] as? [[String: Any]])
    #expect(roofline.contains { $0["precision"] as? String == "bf16" && $0["level"] as? String == "dram" })
    #expect((profile["lines"] as? [Any])?.isEmpty == false)
    #expect((profile["source_lines"] as? [Any])?.isEmpty == false)
    #expect((profile["findings"] as? [Any])?.isEmpty == false)
  }

  @Test func aSlowerClockTakesLonger() throws {
    let kernel = ["simulate", "kernel", "stream_copy_cuda", "--shape", "count=1048576"]
    let fast = try #require(try json(kernel + ["--clock", "1700"])["duration_ns"] as? Int)
    let slow = try #require(try json(kernel + ["--clock", "600"])["duration_ns"] as? Int)
    #expect(slow > fast)
  }

  @Test func theTraceHoldsWarpsAndStaysSmall() throws {
    let path = folder.path("pair.tuiperf")
    let run = try CommandRun(["compare", "rmsnorm:cuda", "rmsnorm:ptx", "--shape", "rows=1056", "-o", path])
    #expect(run.code == 0, "\(run.error)")
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    #expect(try #require(size) < 2_000_000)
    let query = try CommandRun([
      "query", path, "SELECT category, count(*) FROM span_view GROUP BY category ORDER BY category", "--format", "csv",
    ])
    #expect(query.output.contains("warp_state"))
    #expect(query.output.contains("cta,"))
    #expect(query.output.contains("kernel,2"))
    let summary = try json(["summary", path])
    #expect(summary["kernel_count"] as? Int == 2)
    let same = try json(["compare", path, path, "--gate", "0"])
    #expect((same["kernels"] as? [Any])?.count == 2)
  }

  @Test func theGateFailsWhereTheSecondIsSlower() throws {
    let kernels = ["compare", "rmsnorm:ptx", "rmsnorm:cuda", "--shape", "rows=1056"]
    let failed = try CommandRun(kernels + ["--gate", "5"])
    #expect(failed.code == 1)
    #expect(failed.output.contains("is no better than"))
    #expect(failed.error == "")
    #expect(try CommandRun(kernels + ["--gate", "100000"]).code == 0)
  }

  @Test func whatCannotBeTimedIsOneLine() throws {
    let device = try CommandRun(["simulate", "kernel", "rmsnorm_ptx", "--device", "a100-sxm"])
    #expect(device.code == 64)
    #expect(device.error.contains("cannot be timed on a100-sxm"))
    let buffers = try CommandRun(["simulate", "kernel", "rmsnorm_ptx", "--dump-buffers"])
    #expect(buffers.code == 64)
    #expect(try CommandRun(["compare", "rmsnorm:cuda", "nothing:ptx"]).code == 65)
  }
}
