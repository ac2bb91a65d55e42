import Testing
import Trace

@testable import RunSimulator

/// Tensor parallelism, recomputation, ZeRO-1 and the cluster's links.
@Suite struct PlanTests {
  private func scenario(_ name: String, _ settings: String...) throws -> Scenario {
    var scenario = try Scenario.builtIn(name)
    try scenario.apply(settings)
    return scenario
  }

  @Test func aLayerIsSharedAndItsTokensAreGathered() throws {
    let run = try scenario("dense-70b").modelRun
    let model = try #require(run.description)
    let work = try #require(LayerWork.kinds(model, run, tokens: 8192)["d"])
    let messages = { (kernels: [LayerKernel]) in kernels.filter { $0.role == .collective }.map(\.name) }
    #expect(messages(work.attention) == ["all_gather", "reduce_scatter"])
    #expect(messages(work.feedForward) == ["all_gather", "reduce_scatter"])
    #expect(messages(work.feedForwardGradient) == ["all_gather", "reduce_scatter"])
    #expect(messages(work.attentionGradient) == ["all_gather", "reduce_scatter"])
    // Seven eighths of a micro-batch in bf16.
    #expect(work.attention.first { $0.role == .collective }?.linkBytes == 2 * 8192 * 8192 / 8 * 7)
    // A GPU has 8 of 64 heads, one of 8 key heads, 3584 of 28672 inner columns and 1024 of 8192 tokens between GEMMs.
    let keys = work.all.compactMap(\.key)
    #expect(keys.contains("attention128_ptx queries=8192,keys=8192,heads=8,causal=1"))
    #expect(keys.contains("gemm_bf16_persistent_ptx m=8192,n=1280,k=8192"))
    #expect(keys.contains("gemm_bf16_persistent_ptx m=8192,n=7168,k=8192"))
    #expect(keys.contains("rmsnorm_cuda rows=1024,columns=8192"))
  }

  @Test func oneGPUSharesNothing() throws {
    let run = try scenario("deepseek-v3-h800").modelRun
    let model = try #require(run.description)
    for work in LayerWork.kinds(model, run, tokens: 4096).values {
      #expect(!work.all.contains { $0.role == .collective })
    }
  }

  @Test func messagesOfARankAreExposed() throws {
    let fast = try simulate(scenario("dense-70b", "cluster.nvlink_bytes_per_s=320e9"))
    let slow = try simulate(scenario("dense-70b", "cluster.nvlink_bytes_per_s=160e9"))
    let (few, many) = (
      try #require(fast.exposedCommunicationNanoseconds), try #require(slow.exposedCommunicationNanoseconds)
    )
    #expect(slow.stepNanoseconds > fast.stepNanoseconds)
    #expect(Double(many) / Double(few) > 1.8 && Double(many) / Double(few) < 2.1)
  }

  @Test func memoryIsShared() throws {
    let run = try scenario("dense-70b").modelRun
    let model = try #require(run.description)
    let memory = [1, 8].map { LayerMemory("d", model.sharded(by: $0), run, tokens: 8192) }
    // The eight key heads go to a GPU each.
    #expect(memory[0].matrices == 8 * memory[1].matrices)
    #expect(memory[0].activations == 8 * memory[1].activations)
    let head = [1, 8].map { LayerMemory("h", model.sharded(by: $0), run, tokens: 8192) }
    #expect(head[0].others == 8 * head[1].others && head[0].activations == 8 * head[1].activations)
  }

  @Test(arguments: [
    ("dense-70b", "plan.tensor_parallel=3", "64 heads do not divide among 3 GPUs"),
    ("deepseek-v2", "plan.tensor_parallel=5", "128 heads"),
    ("deepseek-v3-h800", "training.gpus=16640", "multi-plane joins at most 16384 GPUs"),
  ])
  func whatDoesNotDivideIsRefused(name: String, setting: String, reason: String) throws {
    #expect { try scenario(name, setting) } throws: { "\($0)".contains(reason) }
  }

  @Test func whatIsNotKeptIsComputedAgain() throws {
    let steps = try ["none", "selective", "full"].map {
      try simulate(scenario("deepseek-v3-h800", "plan.recomputation=\($0)"))
    }
    #expect(steps[0].stepNanoseconds < steps[1].stepNanoseconds)
    #expect(steps[1].stepNanoseconds < steps[2].stepNanoseconds)
    let peaks = try steps.map { try #require($0.memory).ranks.map(\.peakActivations).max() ?? 0 }
    #expect(peaks[0] > peaks[1] && peaks[1] > 2 * peaks[2])
    // The kernels of a chunk are named in the order in which it runs them.
    for step in steps {
      var recorder = TraceRecorder(info: TraceInfo(origin: .simulation, sourceName: "test"))
      try step.record(into: &recorder, TraceDetail(ranks: [7], places: 0...80))
      #expect(recorder.finish().spans.count > 1000)
    }
  }

  @Test func undividedStateIsHeldByAll() throws {
    let divided = try #require(try simulate(scenario("deepseek-v3-h800")).memory)
    let whole = try #require(try simulate(scenario("deepseek-v3-h800", "plan.zero1=off")).memory)
    for (part, all) in zip(divided.ranks, whole.ranks) {
      // Master weights in f32 and two moments in bf16: twice the gradients.
      #expect(all.optimizer == 2 * all.gradients)
      #expect(part.optimizer < all.optimizer / 4)
    }
  }

  @Test func theOptimizerSendsOverNVLinkWithinANodeAndByAllCardsOfIt() throws {
    let full = try scenario("deepseek-v3-h800")
    let model = try #require(full.modelRun.description)
    let estimate = try #require(OptimizerEstimate(full, model))
    // 17.6 billion parameters that all replicas hold, an eighth of them a rank, 6 bytes, at NVLink's 160 GB/s.
    let routed = 58 * 256 * 3 * 7168 * 2048
    let dense = Double(model.parameterCount - routed) / 8 * 6 * 255 / 256 / 160e9 * 1e9
    #expect(abs(estimate.dense / dense - 1) < 1e-9)
    // Experts have a replica in another node each, over one card.
    let experts = Double(routed) / 8 / 64 * 6 * 3 / 4 / 40e9 * 1e9
    #expect(abs(estimate.experts / experts - 1) < 1e-9)
    let slow = try #require(
      OptimizerEstimate(try scenario("deepseek-v3-h800", "cluster.nic_bytes_per_s=10e9"), model))
    // Eight cards of 10 GB/s are less than NVLink.
    #expect(abs(slow.dense / estimate.dense - 2) < 1e-9 && abs(slow.experts / estimate.experts - 4) < 1e-9)
    #expect(estimate.memory > 0 && estimate.memory < estimate.experts)
  }

  @Test func otherCardsAreReachedOverNVLinkOrUpperSwitches() throws {
    let plane = try scenario("deepseek-v3-h800", "communication.backend=low-latency").modelRun.links
    let rail = try scenario(
      "deepseek-v3-h800", "communication.backend=low-latency", "cluster.network=multi-rail"
    ).modelRun.links
    #expect(plane.callLatency - rail.callLatency == 3_330 - 900)
    #expect(try scenario("deepseek-v3-h800", "cluster.network=multi-rail").modelRun.links == .h800)
    #expect(try scenario("deepseek-v3-h800", "cluster.nvlink_bytes_per_s=3e11").modelRun.links.nvlink == 3e11)
  }
}
