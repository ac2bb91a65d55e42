import Foundation
import TestSupport
import Testing

/// `tuiperf validate` from the command line.
@Suite struct ValidateCommandTests {
  private struct Finding: Decodable {
    struct Group: Decodable {
      let name: String
      let rows: Int
      let validated: Int
      let median_relative_error: Double
    }

    struct Row: Decodable {
      let id: String
      let group: String
      let published: Double
      let simulated: Double
      let relative_error: Double
      let calibrated: Bool
    }

    let groups: [Group]
    let rows: [Row]
  }

  @Test func rowsCarryTheirErrors() throws {
    let run = try CommandRun(["validate", "latencies", "--format", "json"])
    #expect(run.code == 0)
    let finding = try JSONDecoder().decode(Finding.self, from: Data(run.output.utf8))
    let group = try #require(finding.groups.first)
    #expect(finding.groups.count == 1 && group.name == "latencies" && group.rows == finding.rows.count)
    #expect(group.validated == finding.rows.filter { !$0.calibrated }.count)
    for row in finding.rows {
      #expect(abs(row.relative_error - (row.simulated - row.published) / row.published) < 1e-9, "\(row.id)")
    }
    let errors = finding.rows.filter { !$0.calibrated }.map { abs($0.relative_error) }.sorted()
    #expect(errors.contains { abs($0 - group.median_relative_error) < 1e-12 } || errors.count % 2 == 0)
  }

  @Test func theGateCloses() throws {
    #expect(try CommandRun(["validate", "latencies", "--gate", "5", "--format", "csv"]).code == 0)
    #expect(try CommandRun(["validate", "latencies", "--gate", "0.0001", "--format", "csv"]).code == 1)
  }

  @Test func anUnknownGroupIsRefused() throws {
    let run = try CommandRun(["validate", "weather"])
    #expect(run.code == 64)
    #expect(run.error.contains("no group weather; there are microbenchmarks"))
  }
}
