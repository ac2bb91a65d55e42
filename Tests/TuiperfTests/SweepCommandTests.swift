import Foundation
import TestSupport
import Testing

/// Sweeps in one process and in several.
@Suite struct SweepCommandTests {
  private let folder = TemporaryFolder()
  private let sweep = [
    "sweep", "deepseek-v3", "--vary", "schedule.name=1f1b,zb-h1,chimera,dualpipe", "--vary",
    "pipeline.micro_batches=96..136:8",
  ]

  @Test func fourShardsInParallelGiveTheBytesOfOneProcess() throws {
    let whole = try CommandRun(sweep + ["--format", "json"])
    #expect(whole.code == 0 && whole.error == "")
    let shards = (1...4).map { "\($0)" }
    let command = shards.map { shard in
      "tuiperf \(sweep.joined(separator: " ")) --shard \(shard)/4 --format json -o \(shard).json"
    }.joined(separator: " & ")
    let parallel = try CommandRun(shell: "(\(command) & wait)", in: folder)
    #expect(parallel.code == 0 && parallel.error == "")
    let files = shards.map { folder.path("\($0).json") }
    let merged = try CommandRun(["merge"] + files.reversed() + ["--format", "json"])
    #expect(merged.code == 0)
    #expect(merged.output == whole.output)
    #expect(try CommandRun(["merge"] + files).output == CommandRun(sweep).output)
  }

  @Test func theTableMarksTheBestAndSaysWhatIsRefused() throws {
    let run = try CommandRun(sweep)
    #expect(run.output.hasPrefix("24 points over schedule.name x pipeline.micro_batches; the best is "))
    #expect(run.output.contains(" best\n"))
    #expect(run.output.contains("refused: Chimera needs a multiple of its ranks as micro-batches"))
    let csv = try CommandRun(sweep + ["--format", "csv"])
    #expect(csv.output.hasPrefix("schedule.name,pipeline.micro_batches,step_ns,bubble_percent,peak_activations,"))
  }

  @Test func partsThatDoNotFitAreRefused() throws {
    func part(_ shard: String, _ name: String, values: String = "1f1b,dualpipe") throws -> String {
      let run = try CommandRun([
        "sweep", "unit", "--vary", "schedule.name=\(values)", "--shard", shard, "--format", "json", "-o",
        folder.path(name),
      ])
      #expect(run.code == 0)
      return folder.path(name)
    }
    let first = try part("1/2", "a.json")
    let missing = try CommandRun(["merge", first])
    #expect(missing.code == 65)
    #expect(missing.error == "tuiperf: 1 point is missing, the first is point 1\n")
    #expect(try CommandRun(["merge", first, first]).error.contains("holds point 0"))
    let other = try part("2/2", "b.json", values: "1f1b,gpipe")
    #expect(try CommandRun(["merge", first, other]).error.contains("not a part of the same sweep"))
    let text = folder.path("text.json")
    try Data("{}".utf8).write(to: URL(fileURLWithPath: text))
    #expect(try CommandRun(["merge", text]).code == 65)
    #expect(try CommandRun(["sweep", "unit"]).code == 64)
    #expect(try CommandRun(["sweep", "unit", "--vary", "seed=1", "--shard", "3/2"]).code == 64)
    #expect(try CommandRun(["sweep", "unit", "--vary", "sed=1"]).code == 65)
  }
}
