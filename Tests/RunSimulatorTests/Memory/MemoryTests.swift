import RunSimulator
import Testing

@Suite("The memory of a step")
struct MemoryTests {
  @Test("All ranks' parameters together are the model's, as often as the schedule holds it")
  func parameters() throws {
    let model = ModelDescription.deepSeekV3
    let expert = 3 * 7168 * 2048
    // A rank holds 4 of 256 experts of each of its layers.
    let elsewhere = 58 * 252 * expert
    for (schedule, copies) in [("dualpipe", 2), ("1f1b", 1)] {
      var scenario = try Scenario.builtIn("deepseek-v3-h800")
      try scenario.apply(["schedule.name=\(schedule)"])
      let memory = try #require(try simulate(scenario).memory)
      let held = memory.ranks.reduce(0) { $0 + $1.gradients } / 4
      // Beside the model: a layer of experts and a projection that predict a second token, and without DualPipe, where
      // the last rank is not the first one's, another embedding for them.
      let attention = 7168 * 1536 + 7168 * 576 + 1536 * 24576 + 512 * 32768 + 16384 * 7168
      let prediction = attention + 7168 * 256 + 5 * expert + 2 * 7168 * 7168
      let embedding = copies == 1 ? 7168 * 129_280 : 0
      #expect(held == Int64(copies * (model.parameterCount - elsewhere + prediction) + embedding))
    }
  }

  @Test("Peaks follow the schedule's activations, and DeepSeek-V3 fits into an H800 as published")
  func peaks() throws {
    let step = try simulate(Scenario.builtIn("deepseek-v3-h800"))
    let memory = try #require(step.memory)
    let capacity = try #require(memory.capacity)
    #expect(capacity == 84_943_110_144)
    #expect(memory.ranks.allSatisfy { $0.peak < capacity && $0.peak > capacity / 2 })
    for rank in 0..<16 {
      let changes = step.memoryOverTime(ofRank: rank, memory)
      #expect(changes.map(\.bytes).max() == memory.ranks[rank].peak)
      #expect(changes.first?.bytes == memory.ranks[rank].constant || changes.first?.time == 0)
      #expect(changes.last?.bytes == memory.ranks[rank].constant)
      #expect(zip(changes, changes.dropFirst()).allSatisfy { $0.time < $1.time })
      #expect(step.memoryPeaks(ofRank: rank, memory, parts: 64).max() == memory.ranks[rank].peak)
    }
  }

  @Test("ZeRO-1 divides master weights and moments among the GPUs with the same parameters")
  func optimizer() throws {
    var scenario = try Scenario.builtIn("deepseek-v3-no-dualpipe")
    let few = try #require(try simulate(scenario).memory)
    scenario.training.gpus = 4096
    let many = try #require(try simulate(scenario).memory)
    for (one, half) in zip(few.ranks, many.ranks) {
      #expect(abs(one.optimizer - 2 * half.optimizer) <= 4)
      #expect(one.weights == half.weights && one.gradients == half.gradients)
    }
  }

  @Test("bf16 keeps twice as much of what GEMMs read, and a rank's gradients and weights are the same without FP8")
  func precision() throws {
    let fp8 = try #require(try simulate(Scenario.builtIn("deepseek-v3-h800")).memory)
    let bf16 = try #require(try simulate(Scenario.builtIn("deepseek-v3-bf16")).memory)
    for (first, second) in zip(fp8.ranks, bf16.ranks) {
      #expect(second.weights * 2 == second.gradients)
      #expect(first.weights > second.weights)
    }
    #expect(bf16.ranks[8].peakActivations > fp8.ranks[8].peakActivations * 13 / 10)
  }

  @Test("Without a model or a number of GPUs nothing is made up")
  func absent() throws {
    #expect(try simulate(Scenario.builtIn("deepseek-v3")).memory == nil)
    var scenario = try Scenario.builtIn("deepseek-v3-h800")
    scenario.training.gpus = nil
    #expect(try simulate(scenario).memory == nil)
  }
}
