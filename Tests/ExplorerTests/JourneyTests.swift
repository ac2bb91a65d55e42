import Explorer
import Terminal
import TestSupport
import Testing
import Trace

/// What users do, key by key.
@Suite struct JourneyTests {
  @Test func enterOnAKernelGoesToItsLaunches() throws {
    let driver = try ExplorerDriver(ModelTrace.make())
    driver.press("4", "down", "enter")
    #expect(driver.state.view == .timeline)
    #expect(driver.state.detail?.name.contains("dispatch") == true)
    let first = driver.state.window.cursor
    driver.press("n")
    #expect(driver.state.window.cursor == first + 1_000_000)
    driver.press("N")
    #expect(driver.state.window.cursor == first)
    driver.press("escape")
    #expect(driver.state.view == .kernels)
  }

  @Test func searchFindsByRegularExpressionAndSaysWhenThereIsNoMore() throws {
    let driver = try ExplorerDriver(ModelTrace.make())
    driver.press("2", "/")
    driver.type("comb.ne")
    driver.press("enter")
    #expect(driver.state.detail?.name.contains("combine") == true)
    for _ in 0..<10 { driver.press("n") }
    #expect(driver.state.message == "no further match")
    driver.press("/")
    driver.type("[")
    driver.press("enter")
    #expect(driver.state.message?.contains("regular expression") == true)
  }

  @Test func aLaunchAndItsKernelAreTwoEndsOfAFlow() throws {
    let driver = try ExplorerDriver(ModelTrace.make())
    driver.press("4", "enter")
    let kernel = try #require(driver.state.detail?.span)
    driver.press("[")
    #expect(driver.state.detail?.name == "cudaLaunchKernel")
    driver.press("]")
    #expect(driver.state.detail?.span?.id == kernel.id)
  }

  @Test func filterAndSortNarrowTheTable() throws {
    let driver = try ExplorerDriver(ModelTrace.make())
    driver.press("4", "&")
    driver.type("internode")
    driver.press("enter")
    #expect(driver.screen().text.contains("1 of 2"))
    #expect(!driver.screen().text.contains("fp8_gemm"))
    driver.press("&")
    for _ in 0..<9 { driver.press("backspace") }
    driver.press("enter", "o")
    #expect(driver.screen().text.contains("countv"))
  }

  @Test func replayFollowsTheClockAndStopsAtItsEnd() throws {
    let driver = try ExplorerDriver(ModelTrace.make())
    driver.press("3", ":")
    driver.type("speed 0.001")
    driver.press("enter")
    let start = driver.state.window.cursor
    driver.press("space")
    driver.wait(milliseconds: 1000)
    #expect(driver.state.window.cursor == start + 1_000_000)
    driver.press("space")
    driver.wait(milliseconds: 5000)
    #expect(driver.state.window.cursor == start + 1_000_000)
    driver.press("space")
    driver.wait(milliseconds: 60_000)
    #expect(driver.state.window.cursor == driver.state.window.extent.upperBound - 1)
    #expect(!driver.state.replay.isPlaying)
  }

  @Test func theMouseSelectsARowAndZooms() throws {
    let driver = try ExplorerDriver(ModelTrace.make(), width: 100, height: 30)
    driver.press("2")
    driver.take(.mouse(MouseEvent(kind: .press, position: Position(x: 60, y: 5))))
    #expect(driver.state.row == 1)
    let length = driver.state.window.length
    driver.take(.mouse(MouseEvent(kind: .wheelUp, position: Position(x: 60, y: 5))))
    #expect(driver.state.window.length == length / 2)
    driver.take(.mouse(MouseEvent(kind: .press, position: Position(x: 30, y: 1))))
    #expect(driver.state.view == .sms)
  }

  @Test func viewsThatATraceHasNothingForSayWhatHelps() throws {
    let driver = try ExplorerDriver(ModelTrace.make())
    driver.press("5")
    #expect(driver.state.message == "this trace holds no pipeline; `tuiperf simulate run` makes one")
  }

  @Test func marksAreListedAndGoneTo() throws {
    let driver = try ExplorerDriver(ModelTrace.make())
    driver.press("2", "m", "end", "m", "'")
    #expect(driver.screen().text.contains("Marks"))
    driver.press("up", "enter")
    #expect(driver.state.window.cursor == driver.state.marks.first)
  }

  @Test func twentySMsCommunicateAnd112Compute() throws {
    let driver = try ExplorerDriver(ModelTrace.make())
    driver.press("3", ":")
    driver.type("goto 1.2ms")
    driver.press("enter")
    #expect(driver.screen().text.contains("fp8_gemm_kernel 112 SMs, dispatch 20 SMs, idle 0"))
  }
}
