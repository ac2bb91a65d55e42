import Foundation
import TestSupport
import Testing

/// The load of experts from the command line.
@Suite struct SimulateExpertsTests {
  private struct Finding: Decodable {
    struct Side: Decodable {
      let expert_loads: [Double]
      let rank_loads: [Double]
      let node_loads: [Double]
      let rank_max_over_mean: Double
    }
    let balancing: String
    let tokens: Int
    let sampled_tokens: Int
    let before: Side
    let after: Side
    let placement: [[Int]]
    let even_step_ns: Int64
    let unbalanced_step_ns: Int64
    let step_ns: Int64
  }

  @Test func loadsAndTheirCostArePrinted() throws {
    let command = ["simulate", "experts", "--set", "experts.balancing=redundant", "--format"]
    let run = try CommandRun(command + ["json"])
    #expect(run.code == 0 && run.error == "")
    let finding = try JSONDecoder().decode(Finding.self, from: Data(run.output.utf8))
    #expect(finding.tokens == 64 * 4096 && finding.sampled_tokens == finding.tokens)
    #expect(finding.before.expert_loads.count == 256 && finding.after.node_loads.count == 8)
    #expect(finding.before.expert_loads.reduce(0, +) == Double(8 * finding.tokens))
    #expect(finding.after.rank_loads.reduce(0, +) == Double(8 * finding.tokens))
    #expect(finding.after.rank_max_over_mean < finding.before.rank_max_over_mean)
    #expect(finding.placement.count == 64 && finding.placement.allSatisfy { $0.count == 5 })
    #expect(finding.even_step_ns < finding.step_ns && finding.step_ns < finding.unbalanced_step_ns)
    let text = try CommandRun(command + ["text"])
    #expect(text.output.hasPrefix("deepseek-v3-h800: the load of experts costs "))
    #expect(try CommandRun(command + ["json"]).output == run.output)
  }

  @Test func aModelWithoutExpertsIsRefused() throws {
    let run = try CommandRun(["simulate", "experts", "unit"])
    #expect(run.code == 65)
    #expect(run.error == "tuiperf: model.name: missing; only a model with routed experts has loads of experts\n")
    #expect(try CommandRun(["simulate", "experts", "--set", "experts.groups=7"]).code == 65)
  }
}
