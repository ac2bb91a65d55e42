import Analysis
import Foundation
import Terminal
import TestSupport
import Testing
import Trace
import TraceFile

@testable import Explorer

/// Warps and Paths on a trace of two kernels that lies beside the tests, so that screens do not follow the timing model.
@Suite struct KernelScreenTests {
  private static let sizes = [(80, 24), (200, 60)]

  private func tables() throws -> TraceTables {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Traces/rmsnorm-pair.tuiperf").path
    return try TraceFile.open(path).tables(keeping: .all, withLinks: true)
  }

  @Test func pathsAreWhatAPairOpensOn() throws {
    for (width, height) in Self.sizes {
      let driver = try ExplorerDriver(try tables(), width: width, height: height)
      #expect(driver.state.view == .paths)
      try Golden.expect(driver.screen().text, is: "8-paths-\(width)x\(height)")
    }
  }

  @Test func pathsScrollAndSwap() throws {
    let driver = try ExplorerDriver(try tables())
    #expect(driver.screen().text.contains("rmsnorm_ptx is"))
    driver.press("O")
    #expect(driver.state.comparison?.first.kernel == "rmsnorm_ptx")
    #expect(driver.screen().text.contains("is no better than"))
    driver.press("pagedown")
    #expect(driver.screen().text.contains("registers a thread"))
  }

  @Test func warpsOfEachKernel() throws {
    for (width, height) in Self.sizes {
      let driver = try ExplorerDriver(try tables(), width: width, height: height)
      driver.press("7", ".", "down", "down")
      #expect(driver.state.profile?.kernel == "rmsnorm_ptx")
      try Golden.expect(driver.screen().text, is: "7-warps-\(width)x\(height)")
    }
  }

  @Test func whatIfTurnsOccupancy() throws {
    let driver = try ExplorerDriver(try tables())
    driver.press("7")
    let own = try #require(driver.state.occupancy?.value(.registers).own)
    driver.press("]", "]", "]")
    #expect(try #require(driver.state.occupancy).value(.registers).now > own)
    driver.press("o", "]")
    #expect(driver.state.occupancyKnob == .shared)
    driver.press("O")
    #expect(driver.state.occupancy?.value(.registers).now == own)
  }

  @Test func noSizeTrapsAndASCIINeedsNoUnicode() throws {
    let driver = try ExplorerDriver(try tables())
    for view in ["7", "8"] {
      driver.press(view)
      let text = driver.screen(.ascii, depth: .mono).text
      #expect(text.unicodeScalars.allSatisfy { $0.isASCII }, "view \(view)")
      for width in stride(from: 20, through: 210, by: 19) {
        for height in stride(from: 4, through: 64, by: 9) {
          driver.take(.resize(.init(width: width, height: height)))
          #expect(driver.screen().size.width == width)
        }
      }
    }
  }

  @Test func aProfileHasNoWarps() throws {
    let driver = try ExplorerDriver(ModelTrace.make())
    driver.press("7")
    #expect(driver.state.message?.contains("tuiperf simulate kernel") == true)
    driver.press("8")
    #expect(driver.state.message?.contains("tuiperf compare") == true)
  }
}
