import Foundation
import TestSupport
import Testing
import Trace
import TraceFile

/// The program in a pseudo-terminal, from the first key to a terminal that is as it was.
@Suite(.serialized) struct TerminalJourneyTests {
  private let folder = TemporaryFolder()

  private func model() throws -> String {
    let path = folder.path("model.tuiperf")
    try TraceFile.write(ModelTrace.make(), to: path)
    return path
  }

  private func expectUsable(_ session: TerminalSession) {
    #expect(session.isCooked)
    #expect(session.terminal.modes.isDisjoint(with: [1000, 1002, 1006, 1049]))
    #expect(session.terminal.modes.contains(25))
    #expect(session.terminal.unknown == [])
  }

  @Test func openMoveZoomSearchSwitchResizeAndQuit() throws {
    let session = try TerminalSession([try model()])
    try session.wait(forText: "of communication is hidden behind compute")
    session.send("2")
    try session.wait(forText: "stream 27")
    session.send("www")
    try session.wait(forText: "fp8_gemm")
    session.send("/dispatch\r")
    try session.wait(forText: "launched 40.0 us earlier by cudaLaunchKernel")
    session.send("3")
    try session.wait(forText: "dispatch 20 SMs")
    session.send("4")
    try session.wait(forText: "median")
    session.resize(width: 80, height: 24)
    try session.wait(for: "the small screen") { !$0.text.contains("median  p99") && $0.text.contains("1 of ") }
    session.resize(width: 30, height: 8)
    try session.wait(forText: "tuiperf needs 60x16 cells")
    session.resize(width: 120, height: 40)
    try session.wait(forText: "1 Overview")
    session.send("?")
    try session.wait(forText: "search:")
    session.send("\u{1B}")
    try session.wait(for: "the help to close") { !$0.text.contains("search:") }
    session.send("Q")
    #expect(try session.finish() == 0)
    expectUsable(session)
  }

  @Test func theBareProgramOpensThePipeline() throws {
    let session = try TerminalSession([], width: 80, height: 24)
    try session.wait(forText: "rank 15")
    try session.wait(forText: "rank 0 at 0 ns: forward 0")
    session.send("q")
    #expect(try session.finish() == 0)
    expectUsable(session)
  }

  @Test func replayMovesTheCursor() throws {
    let session = try TerminalSession(["replay", try model(), "--speed", "0.001", "--from", "1ms", "--to", "2ms"])
    try session.wait(forText: ">> ")
    try session.wait(forText: "replay ended at 2")
    session.send("Q")
    #expect(try session.finish() == 0)
  }

  @Test func mouseClicksChooseViews() throws {
    let session = try TerminalSession([try model()])
    try session.wait(forText: "hidden behind")
    // A press and a release of the left button on the second view, as xterm reports them.
    session.send("\u{1B}[<0;18;2M\u{1B}[<0;18;2m")
    try session.wait(forText: "stream 27")
    session.send("Q")
    #expect(try session.finish() == 0)
  }

  @Test func aRequestToEndGivesTheTerminalBack() throws {
    for signal in [SIGTERM, SIGHUP] {
      let session = try TerminalSession([try model()])
      try session.wait(forText: "hidden behind")
      session.signal(signal)
      #expect(try session.finish() == 128 + signal)
      expectUsable(session)
    }
  }

  @Test func aCrashGivesTheTerminalBack() throws {
    for signal in [SIGSEGV, SIGILL, SIGABRT] {
      let session = try TerminalSession([try model()])
      try session.wait(forText: "hidden behind")
      session.signal(signal)
      #expect(try session.finish() == 128 + signal)
      expectUsable(session)
    }
  }

  @Test func plainTerminalsAndLocalesWork() throws {
    for variables in [["LANG": "C", "LC_ALL": "C"], ["NO_COLOR": "1"], ["TERM": "xterm"], ["TERM": "screen-256color"]] {
      let session = try TerminalSession([try model()], environment: variables)
      try session.wait(forText: "hidden behind")
      session.send("2")
      try session.wait(forText: "stream 27")
      if variables["LANG"] == "C" { #expect(session.terminal.text.unicodeScalars.allSatisfy { $0.isASCII }) }
      session.send("Q")
      #expect(try session.finish() == 0, "\(variables)")
      #expect(session.isCooked)
    }
  }

  @Test func anUnknownTerminalSaysSo() throws {
    let session = try TerminalSession([try model()], environment: ["TERM": "nonsense"])
    #expect(try session.finish() == 64)
    #expect(session.terminal.text.contains("the terminal 'nonsense' (TERM) is not known"))
    #expect(session.isCooked)
  }

  @Test func theUsersKeysAndPaletteAreRead() throws {
    let file = try folder.file("config.json5", "{ keys: { 'show-timeline': ['t'] }, palette: 'light', /* mine */ }")
    let session = try TerminalSession([try model()], environment: ["TUIPERF_CONFIG": file])
    try session.wait(forText: "hidden behind")
    session.send("t")
    try session.wait(forText: "stream 27")
    session.send("Q")
    #expect(try session.finish() == 0)
    let broken = try folder.file("broken.json5", "{ palette: 'pink' }")
    let refused = try TerminalSession([try model()], environment: ["TUIPERF_CONFIG": broken])
    #expect(try refused.finish() == 65)
    #expect(refused.terminal.text.contains("there is no"))
  }
}
