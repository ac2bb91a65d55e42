import Foundation
import TestSupport
import Testing
import Trace
import TraceFile

/// The command line as scripts use it: output, errors and exit codes.
@Suite struct CommandTests {
  private let folder = TemporaryFolder()

  private func model() throws -> String {
    let path = folder.path("model.tuiperf")
    try TraceFile.write(ModelTrace.make(), to: path)
    return path
  }

  private func json(_ run: CommandRun) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  }

  @Test func summaryInEveryForm() throws {
    let path = try model()
    let text = try CommandRun(["summary", path])
    #expect(text.code == 0 && text.error == "")
    #expect(text.output.contains("of communication is hidden behind compute"))
    let object = try json(CommandRun(["summary", path, "--format", "json"]))
    #expect(object["kernel_count"] as? Int == 40)
    #expect(try CommandRun(["summary", path, "--format", "csv"]).output.hasPrefix("kernel,role,share_percent"))
    #expect(try CommandRun(["summary", path, "--format", "markdown"]).output.hasPrefix("## model.json"))
  }

  @Test func withoutATerminalTheSummaryIsPrinted() throws {
    let path = try model()
    #expect(try CommandRun([path]).output == CommandRun(["summary", path]).output)
    let sample = try CommandRun([])
    #expect(sample.code == 0)
    #expect(sample.output.contains("dualpipe: the bubble takes"))
  }

  @Test func findingsGoToFilesAllAtOnce() throws {
    let path = try model()
    let out = folder.path("out.json")
    let run = try CommandRun(["summary", path, "--format", "json", "-o", out])
    #expect(run.code == 0 && run.output == "")
    #expect(
      try String(contentsOfFile: out, encoding: .utf8) == CommandRun(["summary", path, "--format", "json"]).output)
    let failed = try CommandRun(["summary", path, "-o", folder.path("no/folder/out")])
    #expect(failed.code == 73)
    #expect(failed.error.hasPrefix("tuiperf: cannot create"))
  }

  @Test func occupancyHasItsDocumentedKeys() throws {
    let object = try json(
      CommandRun(["occupancy", "--block", "800", "--registers", "72", "--shared", "1320", "--format", "json"]))
    #expect(object["warps_per_sm"] as? Int == 25)
    #expect(object["ctas_per_sm"] as? Int == 1)
    #expect(object["occupancy_percent"] as? Double == 39.0625)
    #expect(object["limiter"] as? String == "registers")
    let refused = try CommandRun(["occupancy", "--block", "2048", "--registers", "32"])
    #expect(refused.code == 65)
    #expect(refused.error == "tuiperf: 2048 threads a CTA: H800 SXM allows 1024\n")
    let unknown = try CommandRun(["occupancy", "--block", "64", "--registers", "32", "--device", "v100"])
    #expect(unknown.code == 64)
    #expect(unknown.error.contains("h800-sxm"))
  }

  @Test func queriesPrintRowsAndRefuseToWrite() throws {
    let path = try model()
    let run = try CommandRun(
      [
        "query", path, "SELECT category, count(*) AS n FROM span_view GROUP BY 1 ORDER BY 2 DESC LIMIT 1", "--format",
        "csv",
      ])
    #expect(run.output == "category,n\r\nkernel,40\r\n" || run.output == "category,n\r\napi_call,40\r\n")
    let refused = try CommandRun(["query", path, "DELETE FROM span"])
    #expect(refused.code == 65)
    #expect(refused.error.split(separator: "\n").count == 1)
  }

  @Test func importedTracesSayTheSameAsTheirSource() throws {
    let source = try folder.file(
      "t.json",
      "[{\"ph\": \"X\", \"cat\": \"kernel\", \"name\": \"k\", \"pid\": 0, \"tid\": 7, \"ts\": 1, \"dur\": 2}, {}]")
    let out = folder.path("t.tuiperf")
    let run = try CommandRun(["import", source, "-o", out])
    #expect(run.code == 0)
    #expect(run.error.contains("skipped 1 event"))
    #expect(try CommandRun(["summary", out]).output == CommandRun(["summary", source]).output)
    let strict = try CommandRun(["import", "--strict", source, "-o", folder.path("s.tuiperf")])
    #expect(strict.code == 65)
    #expect(strict.error.contains("byte 83: an event without a phase"))
    #expect(folder.contents == ["t.json", "t.tuiperf"])
  }

  @Test func badInputGetsOneLineAndItsCode() throws {
    let empty = try folder.file("empty", "")
    let text = try folder.file("text", "hello")
    let other = try folder.file("other.json", "{\"a\": 1}")
    let gzip = folder.path("broken.gz")
    try Data([0x1F, 0x8B, 8, 0, 1, 2, 3]).write(to: URL(fileURLWithPath: gzip))
    let cut = folder.path("cut.tuiperf")
    let whole = try Data(contentsOf: URL(fileURLWithPath: model()))
    try whole.prefix(3000).write(to: URL(fileURLWithPath: cut))
    for (path, code, part) in [
      (folder.path("none"), 66, "no such file"), (folder.path, 66, "is a directory"), (empty, 65, "empty"),
      (text, 65, "not a trace"), (other, 65, "without traceEvents"), (gzip, 65, "gzip"), (cut, 65, "not a readable"),
    ] as [(String, Int32, String)] {
      for command in [
        ["summary", path], ["import", path, "-o", folder.path("x.tuiperf")], ["query", path, "SELECT 1"],
      ] {
        let run = try CommandRun(command)
        // A trace file needs no import.
        #expect(run.code == code, "\(command)")
        #expect(run.error.contains(part), "\(command): \(run.error)")
        #expect(run.error.split(separator: "\n").count == 1, "\(command): \(run.error)")
        #expect(run.output == "")
      }
    }
    #expect(!folder.contents.contains("x.tuiperf"))
  }

  @Test(.enabled(if: getuid() != 0, "the superuser may read everything"))
  func aFileThatMayNotBeReadSaysSo() throws {
    let path = try folder.file("secret", "{}")
    chmod(path, 0)
    let run = try CommandRun(["summary", path])
    #expect(run.code == 66)
    #expect(run.error.contains("Permission denied"))
  }

  @Test func aFullDiskLeavesNothing() throws {
    // A limit on file sizes stands in for a full disk.
    let run = try CommandRun(
      shell: "tuiperf simulate run -o big.tuiperf >/dev/null; ulimit -f 16; trap '' XFSZ; "
        + "tuiperf import big.tuiperf -o copy.tuiperf; echo \"code $?\"", in: folder)
    #expect(run.output == "code 74\n")
    #expect(run.error.contains("cannot write copy.tuiperf"))
    #expect(folder.contents == ["big.tuiperf"])
  }

  @Test func simulatedStepsHaveTheirDocumentedKeys() throws {
    let object = try json(CommandRun(["simulate", "run", "--format", "json"]))
    for key in ["step_ns", "bubble_ns", "tokens_per_day", "mfu_causal_percent", "gpu_hours_per_trillion_tokens"] {
      #expect(object[key] is NSNumber, "\(key)")
    }
    #expect(object.keys.contains("exposed_communication_ns"))
  }

  @Test func aStepSaysWhatItCostsAndHolds() throws {
    let object = try json(CommandRun(["simulate", "run", "deepseek-v3-h800", "--rate", "3", "--format", "json"]))
    let hours = try #require(object["gpu_hours_per_trillion_tokens"] as? Double)
    #expect(abs(try #require(object["usd_per_trillion_tokens"] as? Double) / (3 * hours) - 1) < 1e-12)
    #expect(object["mfu_non_causal_percent"] is NSNumber && object["tokens_per_s"] is NSNumber)
    let energy = try #require(object["energy_at_most"] as? [String: Any])
    #expect(energy["watts_per_gpu"] as? Int == 700)
    let time = try #require(object["sm_time"] as? [String: Int])
    let whole = try #require(object["step_ns"] as? Int) * 132
    #expect(["compute_ns", "communication_ns", "idle_ns"].reduce(0) { $0 + (time[$1] ?? 0) } == whole)
    let memory = try #require(object["memory"] as? [String: Any])
    #expect((memory["ranks"] as? [[String: Any]])?.count == 16)
    let markdown = try CommandRun(["simulate", "run", "deepseek-v3-h800", "--format", "markdown"]).output
    #expect(markdown.contains("peak memory of a GPU, computed"))
    let plain = try json(CommandRun(["simulate", "run", "--format", "json"]))
    #expect(plain["memory"] is NSNull || plain["memory"] == nil)
  }

  @Test func detailOfATraceIsRefusedWhereItMakesNoSense() throws {
    let out = folder.path("k.tuiperf")
    for (arguments, code, part) in [
      (["--kernels"], 64, "-o FILE.tuiperf"), (["--ranks", "x", "-o", out], 64, "--ranks 'x'"),
      (["--ctas", "2ms..1ms", "-o", out], 64, "ends before it begins"), (["--ctas", "2ms", "-o", out], 64, "no range"),
      (["--from", "2ms", "--to", "1ms", "-o", out], 64, "before --to"), (["--ranks", "16", "-o", out], 65, "ranks"),
      (["--micro-batches", "0..120", "-o", out], 65, "micro-batches"),
    ] as [([String], Int32, String)] {
      let run = try CommandRun(["simulate", "run", "deepseek-v3-h800"] + arguments)
      #expect(run.code == code, "\(arguments): \(run.error)")
      #expect(run.error.contains(part), "\(arguments): \(run.error)")
    }
    let chunkTimes = try CommandRun(["simulate", "run", "deepseek-v3", "--kernels", "-o", out])
    #expect(chunkTimes.code == 65 && chunkTimes.error.contains("model.name"))
    #expect(folder.contents.isEmpty)
  }

  @Test(arguments: [
    ("1f1b", 8, 20, 81), ("dualpipe", 8, 20, 66), ("1f1b", 8, 32, 117), ("1f1b", 16, 256, 813),
    ("dualpipe", 16, 256, 782),
    ("1f1b", 64, 256, 957), ("dualpipe", 64, 256, 830),
  ])
  func schedulesTakeTheirPublishedTimes(_ name: String, _ ranks: Int, _ microBatches: Int, _ units: Int) throws {
    let object = try json(
      CommandRun([
        "simulate", "run", "unit", "--format", "json", "--set", "schedule.name=\(name)", "--set",
        "pipeline.ranks=\(ranks)",
        "--set", "pipeline.micro_batches=\(microBatches)",
      ]))
    #expect(object["step_ns"] as? Int == units * 1_000_000)
  }

  @Test func illegalSchedulesAreRefusedWithTheRule() throws {
    let run = try CommandRun(["simulate", "run", "unit", "--set", "pipeline.micro_batches=7"])
    #expect(run.code == 65)
    #expect(run.error.contains("DualPipe"))
    #expect(run.error.split(separator: "\n").count == 1)
    #expect(try CommandRun(["simulate", "run", "nonsense"]).code == 65)
    #expect(try CommandRun(["simulate", "run", "none.json5"]).code == 66)
  }

  @Test func aSimulatedTraceIsTheSameEveryTime() throws {
    let (a, b) = (folder.path("a.tuiperf"), folder.path("b.tuiperf"))
    #expect(try CommandRun(["simulate", "run", "-o", a]).code == 0)
    #expect(try CommandRun(["simulate", "run", "-o", b]).code == 0)
    #expect(FileManager.default.contentsEqual(atPath: a, andPath: b))
  }

  @Test func usageErrorsAre64() throws {
    #expect(try CommandRun(["summary"]).code == 64)
    #expect(try CommandRun(["nonsense", "--x"]).code == 64)
    #expect(try CommandRun(["replay", "x", "--speed", "-1"]).code == 64)
    let version = try CommandRun(["--version"])
    #expect(version.code == 0 && version.output == "0.1.0\n")
    #expect(try CommandRun(["--help"]).output.contains("Exit codes"))
  }
}
