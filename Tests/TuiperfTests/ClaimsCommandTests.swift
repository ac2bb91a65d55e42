import Foundation
import TestSupport
import Testing

/// `tuiperf claims` from the command line.
@Suite struct ClaimsCommandTests {
  private struct Finding: Decodable {
    struct Claim: Decodable {
      struct Trial: Decodable {
        let with_ns: Int64?
        let without_ns: Int64?
        let gain: Double?
        let unavailable: String?
      }

      let id: String
      let verdict: String
      let simulated: [Trial]
      let gain: Double?
    }

    struct Ladder: Decodable {
      struct Rung: Decodable {
        let step_ns: Int64
        let total: Double
      }

      let rungs: [Rung]
      let factor: Double?
      let claimed_factor: Double
    }

    let claims: [Claim]
    let ladder: Ladder
    let rule: String
    let step_ns: Int64
    let step_relative_error: Double?
  }

  @Test func everyClaimHasAVerdict() throws {
    let run = try CommandRun(["claims", "--format", "json"])
    #expect(run.code == 0 && run.error == "")
    let finding = try JSONDecoder().decode(Finding.self, from: Data(run.output.utf8))
    #expect(finding.claims.count == 13)
    let verdicts: Set = ["confirmed", "consistent", "unsupported", "contradicted"]
    for claim in finding.claims {
      #expect(verdicts.contains(claim.verdict), "\(claim.id)")
      for trial in claim.simulated { #expect((trial.gain == nil) == (trial.unavailable != nil), "\(claim.id)") }
    }
    let factor = try #require(finding.ladder.factor)
    let first = try #require(finding.ladder.rungs.first)
    #expect(abs(factor - Double(first.step_ns) / Double(finding.step_ns)) < 1e-9)
    #expect(finding.ladder.rungs.last?.total == factor)
    #expect(finding.ladder.claimed_factor == 10)
    #expect(finding.step_relative_error != nil)
  }

  @Test func otherFormsAndAnotherTrace() throws {
    let folder = TemporaryFolder()
    #expect(try CommandRun(["claims", "--format", "csv"]).output.hasPrefix("claim,title,measured_says"))
    let file = folder.path("claims.md")
    #expect(try CommandRun(["claims", "--format", "markdown", "-o", file]).code == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("## Efficiency ladder"))
    let step = folder.path("step.tuiperf")
    #expect(try CommandRun(["simulate", "run", "unit", "-o", step]).code == 0)
    let run = try CommandRun(["claims", "--trace", step])
    #expect(run.code == 0)
    #expect(run.output.contains("trace: shows nothing of it (unit)"))
  }

  @Test func aScenarioWithoutAModelIsRefused() throws {
    let run = try CommandRun(["claims", "unit"])
    #expect(run.code == 65)
    #expect(run.error.contains("unit names no model"))
    #expect(try CommandRun(["claims", "--trace", "nothing.json"]).code == 66)
  }
}
