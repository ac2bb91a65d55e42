import RunSimulator
import Synchronization
import Testing

@testable import Analysis

@Suite struct ClaimSimulationTests {
  @Test func everyTrialIsSimulatedOrSaysWhyNot() throws {
    let seen = Mutex(0)
    let simulation = try ClaimSimulation.standard()
    let figures = try simulation.run { progress in seen.withLock { $0 = max($0, progress.done) } }
    #expect(seen.withLock { $0 } == Claim.all.reduce(0) { $0 + $1.trials.count })
    for (claim, outcomes) in zip(Claim.all, figures.outcomes) {
      #expect(outcomes.count == claim.trials.count)
      for (trial, outcome) in zip(claim.trials, outcomes) {
        if case .unavailable(let reason) = outcome {
          #expect(trial.title.contains("CUDA path"), "\(claim.id), \(trial.title): \(reason)")
        }
      }
    }
    let step = try simulate(Scenario.builtIn("deepseek-v3-h800")).stepNanoseconds
    #expect(figures.step == step)
    #expect(abs(try #require(figures.stepError)) < 0.25)
  }

  @Test func aTrialIsTheStepOfTheChangedScenario() throws {
    let figures = try ClaimSimulation.standard().run()
    let index = try #require(Claim.all.firstIndex { $0.id == "compression" })
    let step = try simulate(Scenario.builtIn("deepseek-v3-bf16-dispatch")).stepNanoseconds
    #expect(figures.outcomes[index][0] == .times(with: figures.step, without: step))
  }

  @Test func theLadderClimbsFromPlainToFull() throws {
    let figures = try ClaimSimulation.standard().run()
    let ladder = figures.ladder
    #expect(ladder.rungs.count == Optimisation.ladder.count + 1)
    #expect(ladder.rungs.first?.title == "plain")
    #expect(ladder.rungs.last?.step == figures.step)
    let product = ladder.rungs.indices.reduce(1.0) { $0 * ladder.gain($1) }
    #expect(abs(product - (try #require(ladder.factor))) < 1e-9)
    var plain = try Scenario.builtIn("deepseek-v3-h800")
    try plain.apply(Optimisation.ladder.flatMap(\.without))
    #expect(ladder.rungs.first?.step == (try simulate(plain).stepNanoseconds))
  }

  @Test func whatCannotBeSimulatedIsLeftOutWithItsReason() throws {
    var scenario = try Scenario.builtIn("deepseek-v3-h800")
    // No kernel of this size has a time but those that are bundled.
    try scenario.apply(["schedule.name=1f1b"])
    let figures = try ClaimSimulation(scenario).run()
    #expect(figures.stepError == nil)
    #expect(figures.ladder.rungs.last?.step == figures.step)
  }
}
