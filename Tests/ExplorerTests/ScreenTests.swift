import Analysis
import Explorer
import RunSimulator
import Terminal
import TestSupport
import Testing
import Trace

/// Every view at both sizes, as users see it.
@Suite struct ScreenTests {
  private static let sizes = [(80, 24), (200, 60)]

  @Test(arguments: ["1-overview", "2-timeline", "3-sms", "4-kernels"])
  func viewsOfAProfile(_ view: String) throws {
    for (width, height) in Self.sizes {
      let driver = try ExplorerDriver(ModelTrace.make(), width: width, height: height)
      driver.press(String(view.prefix(1)))
      try Golden.expect(driver.screen().text, is: "\(view)-\(width)x\(height)")
    }
  }

  @Test func viewsOfAPipeline() throws {
    var recorder = TraceRecorder(info: TraceInfo(origin: .simulation, sourceName: "unit"))
    try simulate(Scenario.builtIn("unit")).record(into: &recorder)
    let tables = recorder.finish()
    for (width, height) in Self.sizes {
      let driver = try ExplorerDriver(tables, width: width, height: height)
      #expect(driver.state.view == .pipeline)
      try Golden.expect(driver.screen().text, is: "5-pipeline-\(width)x\(height)")
      driver.press("down", "down", "0", "home")
      try Golden.expect(driver.screen().text, is: "5-pipeline-idle-\(width)x\(height)")
      driver.press("o", "o")
      try Golden.expect(driver.screen().text, is: "5-pipeline-other-schedule-\(width)x\(height)")
      // Backwards over the first one no other schedule is shown, and before that there is the last one.
      driver.press("O", "O")
      #expect(driver.state.otherSchedules?.shown == nil)
      driver.press("O")
      #expect(driver.screen().text.contains("schedule DualPipeV"))
    }
  }

  @Test func knobsOfASimulatedStep() throws {
    var recorder = TraceRecorder(info: TraceInfo(origin: .simulation, sourceName: "deepseek-v3"))
    try simulate(Scenario.builtIn("deepseek-v3")).record(into: &recorder)
    let tables = recorder.finish()
    for (width, height) in Self.sizes {
      let driver = try ExplorerDriver(tables, width: width, height: height)
      driver.press("6", "left", "left", "left", "down", "down", "down", "right")
      try Golden.expect(driver.screen().text, is: "6-what-if-\(width)x\(height)")
      driver.press("right", "enter")
      driver.press("backspace", "backspace", "backspace", "1", "enter", "up", "up", "up", "right", "right", "right")
      #expect(driver.screen().text.contains("these settings have no step:"))
      driver.press("m")
      #expect(driver.state.message?.contains("only settings that have a step") == true)
      driver.press("0")
      #expect(driver.state.whatIf?.outcome.step != nil)
    }
  }

  @Test func aProfileHasNoKnobs() throws {
    let driver = try ExplorerDriver(ModelTrace.make())
    driver.press("6")
    #expect(driver.state.view == .overview)
    #expect(driver.state.message?.contains("was not simulated") == true)
  }

  @Test func zoomedTimelineNamesItsSlices() throws {
    let driver = try ExplorerDriver(ModelTrace.make(), width: 100, height: 30)
    driver.press("2", "w", "w", "w", "w", ".")
    try Golden.expect(driver.screen().text, is: "2-timeline-zoomed-100x30")
  }

  @Test func asciiNeedsNoUnicode() throws {
    let driver = try ExplorerDriver(ModelTrace.make())
    for view in ["1", "2", "3", "4"] {
      driver.press(view)
      let text = driver.screen(.ascii, depth: .mono).text
      #expect(text.unicodeScalars.allSatisfy { $0.isASCII }, "view \(view)")
    }
    driver.press("3")
    try Golden.expect(driver.screen(.ascii, depth: .mono).text, is: "3-sms-ascii-80x24")
  }

  @Test func helpListsTheKeysAndIsSearched() throws {
    let driver = try ExplorerDriver(ModelTrace.make())
    driver.press("?")
    try Golden.expect(driver.screen().text, is: "help-80x24")
    driver.type("zoom")
    let text = driver.screen().text
    #expect(text.contains("zoom in around the cursor"))
    #expect(!text.contains("play or pause"))
    driver.press("escape")
    #expect(driver.state.overlay == nil)
  }

  @Test func aScreenTooSmallSaysSo() throws {
    let driver = try ExplorerDriver(ModelTrace.make(), width: 40, height: 10)
    #expect(driver.screen().text.hasPrefix("tuiperf needs 60x16 cells\nthis terminal has 40x10\n"))
  }

  @Test func noWidthOrHeightTraps() throws {
    let driver = try ExplorerDriver(ModelTrace.make())
    for width in stride(from: 1, through: 210, by: 13) {
      for height in stride(from: 1, through: 64, by: 7) {
        driver.take(.resize(Size(width: width, height: height)))
        for view in ["1", "2", "3", "4", "?"] {
          driver.press(view)
          #expect(driver.screen().size == Size(width: width, height: height))
        }
        driver.press("escape")
      }
    }
  }
}
