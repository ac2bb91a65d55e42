import RunSimulator
import Testing

@testable import Analysis

@Suite struct ClaimVerdictTests {
  @Test func theRuleHasNineCases() {
    let cases: [(ClaimVerdict.Stance, ClaimVerdict.Stance, ClaimVerdict)] = [
      (.for, .for, .confirmed), (.for, .silent, .consistent), (.silent, .for, .consistent),
      (.silent, .silent, .unsupported), (.for, .against, .unsupported), (.against, .for, .unsupported),
      (.against, .silent, .contradicted), (.silent, .against, .contradicted), (.against, .against, .contradicted),
      (.divided, .for, .unsupported), (.divided, .against, .unsupported),
    ]
    for (measured, simulated, verdict) in cases {
      #expect(ClaimVerdict(measured: measured, simulated: simulated) == verdict, "\(measured) \(simulated)")
    }
  }

  @Test func gainsHaveThresholds() {
    #expect(ClaimVerdict.simulated(1.02, .gains) == .for)
    #expect(ClaimVerdict.simulated(1.0199, .gains) == .silent)
    #expect(ClaimVerdict.simulated(0.99, .gains) == .silent)
    #expect(ClaimVerdict.simulated(0.98, .gains) == .against)
    #expect(ClaimVerdict.simulated(nil, .gains) == .silent)
    #expect(ClaimVerdict.simulated(0.99, .suffices) == .for)
    #expect(ClaimVerdict.simulated(0.97, .suffices) == .against)
    #expect(ClaimVerdict.simulated(9, .factor(10)) == .for)
    #expect(ClaimVerdict.simulated(7, .factor(10)) == .silent)
    #expect(ClaimVerdict.simulated(4.9, .factor(10)) == .against)
  }

  @Test func statementsWithoutFiguresSayNothing() {
    let statement = Claim.Evidence(text: "", source: "", stance: .statement)
    let figure = Claim.Evidence(text: "", source: "", stance: .figure)
    let against = Claim.Evidence(text: "", source: "", stance: .against)
    #expect(ClaimVerdict.measured([statement], trace: .silent) == .silent)
    #expect(ClaimVerdict.measured([statement, figure], trace: .silent) == .for)
    #expect(ClaimVerdict.measured([statement], trace: .for) == .for)
    #expect(ClaimVerdict.measured([figure], trace: .against) == .divided)
    #expect(ClaimVerdict.measured([against], trace: .silent) == .against)
  }

  @Test func gainsAreAveragedGeometrically() throws {
    #expect(ClaimVerdict.mean([]) == nil)
    #expect(abs(try #require(ClaimVerdict.mean([2, 0.5])) - 1) < 1e-12)
  }

  @Test func verdictsFollowTheFigures() throws {
    let outcomes = Claim.all.map { claim in
      claim.trials.map { _ in ClaimTrial.Outcome.times(with: 100, without: 150) }
    }
    var figures = ClaimFigures(scenario: "x", step: 100, outcomes: outcomes, ladder: .init(rungs: []))
    func verdict(_ id: String) throws -> ClaimVerdict {
      try #require(ClaimsFinding(figures).results.first { $0.claim.id == id }).verdict
    }
    #expect(try verdict("fp8") == .confirmed)
    #expect(try verdict("communication") == .confirmed)
    #expect(try verdict("experts") == .consistent)
    #expect(try verdict("ten-times") == .contradicted)
    #expect(try verdict("papers-silent") == .contradicted)
    figures.trace.hiddenPercent = 40
    #expect(try verdict("communication") == .unsupported)
    figures.outcomes = Claim.all.map { $0.trials.map { _ in .unavailable("no kernel") } }
    #expect(try verdict("experts") == .unsupported)
    #expect(try verdict("fp8") == .consistent)
  }
}
