import Analysis
import RunSimulator
import Testing

@Suite struct WhatIfTests {
  private func model(_ name: String = "deepseek-v3") throws -> WhatIf {
    try WhatIf(scenario: try Scenario.builtIn(name).canonicalJSON)
  }

  private func knob(_ path: String, of model: WhatIf) throws -> WhatIfKnob {
    try #require(model.knobs.first { $0.path == path })
  }

  @Test func everyKnobTurnsBackToWhereItWas() throws {
    var model = try model()
    for knob in model.knobs {
      let before = model.values(of: knob).now
      guard model.turn(knob, by: 3) else { continue }
      #expect(model.values(of: knob).now != before, "\(knob.path)")
      let isDone = model.turn(knob, by: -3)
      #expect(isDone)
      let after = model.values(of: knob).now
      // What was not given has no step back to nothing.
      #expect(after == before || before == nil && after == "0", "\(knob.path): \(before ?? "-") \(after ?? "-")")
      model.reset()
    }
  }

  @Test func namesAreTurnedOneByOne() throws {
    var model = try model("deepseek-v3-h800")
    let dispatch = try knob("communication.dispatch", of: model)
    let isDone = model.turn(dispatch, by: -1)
    #expect(isDone)
    #expect(model.values(of: dispatch).now == "bf16")
    let experts = try knob("plan.expert_parallel", of: model)
    let isHalved = model.turn(experts, by: -1)
    #expect(isHalved)
    #expect(model.values(of: experts).now == "32")
  }

  @Test func aTurnIsTheStepOfTheChangedScenario() throws {
    var model = try model()
    let name = try knob("schedule.name", of: model)
    let isDone = model.turn(name, by: -2)
    #expect(isDone)
    #expect(model.values(of: name).now == "zb-v")
    var scenario = try Scenario.builtIn("deepseek-v3")
    try scenario.apply(["schedule.name=zb-v"])
    let step = try simulate(scenario)
    let metric = try #require(model.outcome.step?.metrics.first)
    #expect(metric.value == Double(step.stepNanoseconds))
    let change = try #require(model.outcome.step?.change(of: metric, from: model.savedStep))
    #expect(change.isBetter == false)
    #expect(change.text.hasPrefix("+"))
  }

  @Test func memoryThatAGPUDoesNotHaveSaysSoAndStillChanges() throws {
    var model = try model("deepseek-v3-h800")
    let recomputation = try knob("plan.recomputation", of: model)
    try model.set(recomputation, to: "none")
    let step = try #require(model.outcome.step)
    let memory = try #require(step.metrics.first { $0.title == "peak memory" })
    #expect(memory.text.hasSuffix(", no fit"))
    #expect(step.change(of: memory, from: model.savedStep)?.isBetter == false)
  }

  @Test func savingMovesTheBase() throws {
    var model = try model("unit")
    let batches = try knob("pipeline.micro_batches", of: model)
    let isDone = model.turn(batches, by: 1)
    #expect(isDone)
    let isSaved = model.save()
    #expect(isSaved)
    #expect(model.values(of: batches).saved == "24")
    let metric = try #require(model.outcome.step?.metrics.first)
    #expect(model.outcome.step?.change(of: metric, from: model.savedStep)?.isBetter == nil)
    model.reset()
    #expect(model.values(of: batches).now == "24")
  }

  @Test func settingsWithoutAStepSayWhy() throws {
    var model = try model("unit")
    try model.set(try knob("pipeline.micro_batches", of: model), to: "21")
    guard case .refused(let reason) = model.outcome else {
      Issue.record("21 micro-batches were taken")
      return
    }
    #expect(reason.contains("even number of micro-batches"))
    let isSaved = model.save()
    #expect(!isSaved)
    #expect(throws: RunError.self) { try model.set(try knob("pipeline.ranks", of: model), to: "many") }
  }
}
