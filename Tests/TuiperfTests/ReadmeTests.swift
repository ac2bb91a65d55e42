import Foundation
import TestSupport
import Testing

/// What the README promises.
@Suite struct ReadmeTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The code block behind a marker.
  private func block(after marker: String) throws -> [String] {
    let text = try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let start = try #require(lines.firstIndex(of: "<!-- \(marker) -->"))
    return Array(lines[(start + 2)...].prefix { $0 != "```" })
  }

  @Test func everyExampleRuns() throws {
    let folder = TemporaryFolder()
    let examples = try block(after: "examples")
    #expect(examples.count > 5)
    for line in examples {
      let run = try CommandRun(shell: line, in: folder)
      #expect(run.code == 0, "\(line): \(run.error)")
      #expect(run.error == "", "\(line)")
    }
    #expect(
      folder.contents == [
        "chunk.tuiperf", "kernels.tuiperf", "mine.json5", "step.tuiperf", "summary.json", "swiglu.tuiperf",
      ])
  }

  @Test func thePictureIsTheScreen() throws {
    let session = try TerminalSession([], width: 100, height: 26)
    try session.wait(forText: "rank 0 at 0 ns: forward 0")
    session.send(":goto 100ms\rjjjjjjj")
    let picture = try block(after: "screen")
    try session.wait(for: "the README's picture") { terminal in
      let screen = terminal.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      return picture == Array(screen.reversed().drop { $0.isEmpty }.reversed())
    }
    session.send("Q")
    #expect(try session.finish() == 0)
  }

  @Test func theBundledTracesAreWhatTheSimulatorsMake() throws {
    let folder = TemporaryFolder()
    let traces = Self.root.appendingPathComponent("Traces")
    let commands = try block(after: "traces")
    for command in commands {
      let run = try CommandRun(shell: command, in: folder)
      #expect(run.code == 0, "\(command): \(run.error)")
    }
    #expect(folder.contents.count == commands.count)
    if ProcessInfo.processInfo.environment["TUIPERF_UPDATE_GOLDEN"] == "1" {
      for name in folder.contents {
        let made = try Data(contentsOf: URL(fileURLWithPath: folder.path(name)))
        try made.write(to: traces.appendingPathComponent(name))
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: traces.path).sorted() == folder.contents)
    for name in folder.contents {
      let bundled = traces.appendingPathComponent(name).path
      #expect(FileManager.default.contentsEqual(atPath: folder.path(name), andPath: bundled), "\(name)")
      #expect(try Data(contentsOf: URL(fileURLWithPath: bundled)).count < 2_000_000, "\(name)")
    }
  }

  @Test func theTestCommandIsTheOneThatContinuousIntegrationRuns() throws {
    let command = try block(after: "test command").joined()
    #expect(command.hasSuffix("&& swift test"))
    #expect(try block(after: "open command").joined().hasSuffix("&& swift run -c release tuiperf"))
    let script = try String(contentsOf: Self.root.appendingPathComponent(".ci/run"), encoding: .utf8)
    #expect(script.contains("<!-- test command -->"))
  }
}
