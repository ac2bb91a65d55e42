import Foundation
import TestSupport
import Testing

/// Kernel times that do not come with the program are simulated once and kept.
@Suite struct KernelTimeCacheTests {
  /// A step of small kernels of a model whose times do not come with the program.
  private let step = [
    "simulate", "run", "deepseek-v3-h800", "--set", "model.name=mixtral-8x7b", "--set", "pipeline.ranks=2", "--set",
    "pipeline.micro_batches=4", "--set", "experts.balancing=none", "--set", "experts.skew=0", "--set",
    "experts.drift=0", "--set", "plan.expert_parallel=8", "--set", "communication.node_limit=null", "--set",
    "training.gpus=16", "--set", "training.sequence_length_tokens=128", "--format", "json",
  ]

  @Test func timesAreKeptAndThoseOfAnotherBuildReplaced() throws {
    let folder = TemporaryFolder()
    let cache = folder.path("times")
    try "tuiperf 0.0.1 kernels 0\nrmsnorm_cuda rows=128,columns=4096@132 1\n".write(
      toFile: cache, atomically: true, encoding: .utf8)
    let first = try CommandRun(step, environment: ["TUIPERF_CACHE": cache])
    #expect(first.code == 0 && first.error == "")
    let kept = try String(contentsOfFile: cache, encoding: .utf8)
    #expect(!kept.hasPrefix("tuiperf 0.0.1"))
    #expect(kept.contains("rmsnorm_cuda rows=128,columns=4096@112 "))
    #expect(!kept.contains("rmsnorm_cuda rows=128,columns=4096@132 1\n"))
    // What is kept is used: a step from longer times takes longer.
    let slowed = kept.split(separator: "\n").map { line in
      line.hasPrefix("tuiperf") ? String(line) : line + "0"
    }.joined(separator: "\n")
    try (slowed + "\n").write(toFile: cache, atomically: true, encoding: .utf8)
    let second = try CommandRun(step, environment: ["TUIPERF_CACHE": cache])
    #expect(second.code == 0 && second.output != first.output)
    #expect(try String(contentsOfFile: cache, encoding: .utf8) == slowed + "\n")
  }

  @Test func aFolderThatCannotBeWrittenChangesNothing() throws {
    let run = try CommandRun(
      ["simulate", "run", "deepseek-v3-h800", "--format", "json"], environment: ["TUIPERF_CACHE": "/nonexistent/times"])
    #expect(run.code == 0 && run.error == "")
  }
}
