import RunSimulator
import Testing

@Suite("Overriding a scenario")
struct OverrideTests {
  @Test("Settings of every type, and null takes an optional value away")
  func apply() throws {
    var scenario = try Scenario.builtIn("deepseek-v3")
    try scenario.apply([
      "name=a=b", "pipeline.ranks=4", "chunks.stage_multipliers=[1, 1.5, 1, 0x2]", "chunks.jitter_percent=2.5",
      "optimizer.duration_ns=null", "communication.point_to_point_ns=1e4", "training.peak_base=FP8 dense",
    ])
    #expect(scenario.name == "a=b")
    #expect(scenario.pipeline == .init(ranks: 4, microBatches: 120))
    #expect(scenario.chunks.stageMultipliers == [1, 1.5, 1, 2])
    #expect(scenario.chunks.jitterPercent == 2.5)
    #expect(scenario.optimizer == nil)
    #expect(scenario.pointToPoint == 10_000)
    #expect(scenario.training.peakBase == "FP8 dense")
  }

  @Test("What is set is no longer calibrated; the rest still is")
  func calibration() throws {
    var scenario = try Scenario.builtIn("deepseek-v3")
    #expect(scenario.calibratedBy["chunks.forward_ns"] == ["IS005", "PS029-PS036"])
    try scenario.apply(["chunks.forward_ns=50000000"])
    #expect(scenario.calibratedBy["chunks.forward_ns"] == nil)
    #expect(scenario.calibratedBy["optimizer.duration_ns"] == ["IS015"])
  }

  @Test("Errors name the key, and an unknown one lists those that there are")
  func errors() throws {
    var scenario = try Scenario.builtIn("unit")
    #expect(throws: RunError.malformedOverride(text: "pipeline.ranks")) { try scenario.apply(["pipeline.ranks"]) }
    #expect(throws: RunError.malformedOverride(text: "=4")) { try scenario.apply(["=4"]) }
    #expect(
      throws: RunError.unknownKey(
        path: "schedule.nam", place: nil, valid: ["schedule.name", "schedule.stages_per_rank"])
    ) { try scenario.apply(["schedule.nam=x"]) }
    #expect(throws: RunError.unknownKey(path: "x", place: nil, valid: Scenario.keys.map(\.path))) {
      try scenario.apply(["x=1"])
    }
    #expect(
      throws: RunError.outOfRange(
        path: "schedule.name", place: nil, value: "'zero'",
        allowed: "one of gpipe, 1f1b, interleaved-1f1b, zb-h1, zb-h2, zb-v, chimera, dualpipe, dualpipev")
    ) { try scenario.apply(["schedule.name=zero"]) }
    #expect(
      throws: RunError.wrongType(
        path: "pipeline.ranks", place: nil, expected: "an integer from 1 to 4096", found: "'many'")
    ) { try scenario.apply(["pipeline.ranks=many"]) }
    #expect(
      throws: RunError.missingKey(
        path: "pipeline.ranks",
        reason: "every scenario gives ranks of the pipeline; chunk times are a rank's and do not follow")
    ) {
      try scenario.apply(["pipeline.ranks=null"])
    }
    #expect(throws: RunError.self) { try scenario.apply(["chunks.jitter_percent=NaN"]) }
    #expect(throws: RunError.self) { try scenario.apply(["chunks.jitter_percent=Infinity"]) }
  }

  @Test("Settings are checked together at the end, so that their order does not matter")
  func together() throws {
    var scenario = try Scenario.builtIn("deepseek-v3")
    try scenario.apply(["training.gpus=24", "pipeline.ranks=24"])
    #expect(
      throws: RunError.conflict(
        paths: ["training.gpus", "pipeline.ranks", "training.gpus_per_rank"],
        reason: "24 GPUs do not divide into pipelines of 16")
    ) { try scenario.apply(["pipeline.ranks=16"]) }
  }
}
