import Testing

@testable import RunSimulator

@Suite("Scenarios as text")
struct ScenarioTests {
  private let minimal = """
    // a comment
    {
      name: 'mine', /* another
      over lines */
      "schedule": { name: "1f1b", },
      pipeline: { ranks: 4, micro_batches: 8 },
      chunks: {
        forward_ns: 1e3, input_gradient_ns: 0x10, weight_gradient_ns: +5,
      },
    }
    """

  @Test("JSON5 with comments, trailing commas, bare keys, hex and exponents")
  func json5() throws {
    let scenario = try Scenario(json5: minimal)
    #expect(scenario.name == "mine")
    #expect(scenario.schedule == .oneFOneB)
    #expect(scenario.pipeline == .init(ranks: 4, microBatches: 8))
    #expect(scenario.chunks == .init(forward: 1000, inputGradient: 16, weightGradient: 5))
    #expect(scenario.pointToPoint == nil)
    #expect(scenario.training == .init())
  }

  @Test(
    "Every built-in scenario reads, simulates, and reads back from its canonical JSON", arguments: Scenario.builtInNames
  )
  func builtIn(name: String) throws {
    let scenario = try Scenario.builtIn(name)
    #expect(scenario.name == name)
    #expect(try Scenario(json5: scenario.canonicalJSON) == scenario)
    #expect(try Scenario(json5: scenario.canonicalJSON).canonicalJSON == scenario.canonicalJSON)
    _ = try simulate(scenario)
  }

  @Test("DeepSeek's chunk times are the published phases over the schedule's own chunk counts")
  func derivation() throws {
    let scenario = try Scenario.builtIn("deepseek-v3")
    let schedule = try Schedule.dualPipe(ranks: 16, microBatches: 120)
    let mean = { (kind: ChunkKind) in Double(schedule.chunks.count { $0.kind == kind }) / 16 }
    let backwards = mean(.backward) + mean(.inputGradient)
    let weight = 0.48e9 / mean(.weightGradient)
    #expect(scenario.chunks.forward == Int64((1.13e9 / mean(.forward)).rounded()))
    #expect(scenario.chunks.overlappedPair == Int64((13.95e9 / mean(.overlappedPair)).rounded()))
    #expect(scenario.chunks.weightGradient == Int64(weight.rounded()))
    #expect(
      scenario.chunks.inputGradient == Int64(((1.99e9 - mean(.backward) * weight) / backwards).rounded()))
  }

  @Test("Everything that a scenario can say survives its canonical JSON")
  func roundTrip() throws {
    var scenario = Scenario(
      name: "x/y \"z\"", schedule: .interleaved, interleaving: 1, pipeline: .init(ranks: 2, microBatches: 4),
      chunks: .init(
        forward: 1, inputGradient: 2, weightGradient: 3, overlappedPair: 4, stageMultipliers: [0.1, 1.7],
        jitterPercent: 2.5), pointToPoint: 5, optimizer: 6,
      training: .init(
        sequencesPerMicroBatch: 7, sequenceLength: 8, gpus: 12, gpusPerRank: 3, flopPerToken: 2.5e11,
        peakFlopPerSecond: 9.89e14, peakBase: "BF16"), seed: 11, calibratedBy: ["chunks.forward_ns": ["A1", "B2"]])
    scenario.training.flopPerTokenNonCausal = 2.8e11
    scenario.training.dollarsPerGPUHour = 1.5
    #expect(try Scenario(json5: scenario.canonicalJSON) == scenario)
    let names = Scenario.keys.map(\.path)
    #expect(Set(names).count == names.count)
    // Chunk times are given or follow from a model, so no scenario has the keys of both.
    var modelled = scenario
    modelled.modelRun = ModelRun(model: "deepseek-v3")
    modelled.modelRun.nodeLimit = 4
    modelled.modelRun.nvlink = 1e11
    modelled.modelRun.nic = 2e10
    modelled.modelRun.network = .multiRail
    modelled.modelRun.tensorParallel = 2
    modelled.modelRun.recomputation = .full
    modelled.modelRun.dividesOptimizer = false
    modelled.modelRun.experts.count = 64
    modelled.modelRun.experts.topK = 2
    modelled.modelRun.experts.groups = 8
    modelled.modelRun.experts.skew = 0.25
    modelled.modelRun.experts.drift = 0.5
    modelled.modelRun.experts.balancing = .redundant
    modelled.modelRun.experts.redundant = 3
    for role in [KernelRole.denseGEMM, .groupedGEMM, .weightGEMM, .attention] {
      modelled.modelRun.ptxClasses[role] = role != .attention
      if role != .attention { modelled.modelRun.fp8Classes[role] = false }
    }
    modelled.calibratedBy = [:]
    #expect(try Scenario(json5: modelled.canonicalJSON).modelRun == modelled.modelRun)
    for key in Scenario.keys {
      #expect(key.get(scenario) != nil || key.get(modelled) != nil, "\(key.path)")
    }
  }

  @Test("Settings of a model need one")
  func settingsOfAModel() throws {
    let scenario = try Scenario.builtIn("deepseek-v3")
    #expect {
      var modelled = scenario
      try modelled.apply(["communication.sms=8"])
    } throws: {
      "\($0)".contains("model.name")
    }
    #expect(!scenario.effectiveKeys.contains { $0.path == "communication.sms" })
    let derived = try Scenario.builtIn("deepseek-v3-h800").effectiveKeys.map(\.path)
    #expect(derived.contains("communication.sms") && !derived.contains("chunks.forward_ns"))
  }

  @Test("Errors name the key's path and place")
  func errors() {
    func expect(_ old: String, _ new: String, _ error: RunError, _ place: SourceLocation = #_sourceLocation) {
      let text = minimal.replacing(old, with: new)
      #expect(text != minimal, sourceLocation: place)
      #expect(throws: error, sourceLocation: place) { try Scenario(json5: text) }
    }
    expect(
      "ranks: 4", "rank: 4",
      .unknownKey(path: "pipeline.rank", place: at(6, 15), valid: ["pipeline.ranks", "pipeline.micro_batches"]))
    expect(
      "ranks: 4", "ranks: '4'",
      .wrongType(path: "pipeline.ranks", place: at(6, 15), expected: "an integer from 1 to 4096", found: "the text '4'")
    )
    expect(
      "ranks: 4", "ranks: true",
      .wrongType(path: "pipeline.ranks", place: at(6, 15), expected: "an integer from 1 to 4096", found: "true"))
    expect(
      "ranks: 4", "ranks: 0",
      .outOfRange(path: "pipeline.ranks", place: at(6, 15), value: "0", allowed: "an integer from 1 to 4096"))
    expect(
      "ranks: 4", "ranks: 4.5",
      .outOfRange(path: "pipeline.ranks", place: at(6, 15), value: "4.5", allowed: "an integer from 1 to 4096"))
    expect("ranks: 4", "ranks: 4, ranks: 5", .duplicateKey(path: "pipeline.ranks", place: at(6, 25)))
    expect(
      "ranks: 4,", "", .missingKey(path: "pipeline.ranks", reason: "every scenario gives \(meaning("pipeline.ranks"))"))
    expect(
      "\"1f1b\"", "\"zero\"",
      .outOfRange(
        path: "schedule.name", place: at(5, 17), value: "'zero'",
        allowed: "one of " + ScheduleName.allCases.map(\.rawValue).joined(separator: ", ")))
    expect(
      "\"1f1b\"", "\"dualpipe\"",
      .missingKey(path: "chunks.overlapped_pair_ns", reason: "DualPipe overlaps forward and backward chunks"))
    expect(
      "0x10", "0x10, stage_multipliers: [1, 1]",
      .conflict(paths: ["chunks.stage_multipliers", "pipeline.ranks"], reason: "2 multipliers for 4 stages"))
    expect(
      "{ ranks: 4, micro_batches: 8 }", "4",
      .wrongType(path: "pipeline", place: at(6, 3), expected: "an object", found: "the integer 4"))
    expect("ranks: 4,", "ranks: four,", .scenarioSyntax(place: at(6, 22)))
    expect("ranks: 4,", "ranks 4,", .scenarioSyntax(place: at(6, 21)))
    expect("over lines */", "over lines", .scenarioSyntax(place: at(10, 2)))
    expect("ranks: 4,", "ranks: 4, /*", .scenarioSyntax(place: at(10, 2)))
    #expect(throws: RunError.wrongType(path: "scenario", place: at(1, 1), expected: "an object", found: "a list")) {
      try Scenario(json5: "[]")
    }
    #expect(throws: RunError.scenarioSyntax(place: at(1, 1))) { try Scenario(json5: "") }
    #expect(throws: RunError.unknownScenario(name: "x", known: Scenario.builtInNames)) { try Scenario.builtIn("x") }
  }

  private func at(_ line: Int, _ column: Int) -> TextPlace { TextPlace(line: line, column: column) }

  private func meaning(_ path: String) -> String { Scenario.keys.first { $0.path == path }?.meaning ?? "" }

  @Test("Calibration names keys that there are, and rows")
  func calibration() {
    let with = { (rows: String) in minimal.replacing("name: 'mine',", with: "name: 'mine', calibrated_by: \(rows),") }
    #expect(
      throws: RunError.wrongType(
        path: "calibrated_by", place: at(3, 17), expected: "an object from keys to lists of row names", found: "a list")
    ) {
      try Scenario(json5: with("[]"))
    }
    #expect(
      throws: RunError.unknownKey(
        path: "calibrated_by.pipeline.x", place: at(3, 33), valid: ["pipeline.ranks", "pipeline.micro_batches"])
    ) {
      try Scenario(json5: with("{'pipeline.x': ['A']}"))
    }
  }

  @Test("Cut off anywhere, a scenario is refused and nothing traps")
  func truncated() throws {
    let text = try #require(Scenario.builtInText("deepseek-v3"))
    let body = try #require(text.lastIndex(of: "}"))
    for end in text[..<body].indices where text.distance(from: text.startIndex, to: end) % 3 == 0 {
      #expect(throws: RunError.self) { try Scenario(json5: String(text[..<end])) }
    }
  }
}
