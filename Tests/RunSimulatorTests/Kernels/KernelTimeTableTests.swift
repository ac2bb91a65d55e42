import Foundation
import KernelSimulator
import Testing

@testable import RunSimulator

@Suite struct KernelTimeTableTests {
  @Test func textReadsBack() throws {
    let table = try KernelTimeTable(text: "a n=1@132 100\na n=1@66 190\n")
    #expect(try KernelTimeTable(text: table.text) == table)
    #expect(throws: RunError.kernelTimeLine(line: 2)) { try KernelTimeTable(text: "a n=1@132 100\na n=1@x 100\n") }
    #expect(throws: RunError.kernelTimeLine(line: 1)) { try KernelTimeTable(text: "a n=1@0 100\n") }
    #expect(table.time("a n=1", sms: 132) == 100)
    #expect(table.time("b n=1", sms: 132) == nil)
  }

  @Test func timesBetweenSMsLieBetween() throws {
    let table = try KernelTimeTable(text: "a n=1@132 100\na n=1@66 190\n")
    let between = try #require(table.time("a n=1", sms: 100))
    #expect(between > 100 && between < 190)
    #expect(try #require(table.time("a n=1", sms: 33)) > 190)
  }

  /// With `TUIPERF_UPDATE_GOLDEN` set the file of the bundled times is made again; read what changed before you commit
  /// it.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["TUIPERF_UPDATE_GOLDEN"] != nil))
  func theBundledTimesAreMadeAgain() throws {
    let scenarios = try Scenario.builtInNames.map { name throws(RunError) in try Scenario.builtIn(name) }
    let text = try KernelTimes.missing(of: scenarios).text
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../Sources/CKernelText/kernel_times.txt").standardized
    try Data(text.utf8).write(to: file)
    // What embeds it is compiled again.
    try FileManager.default.setAttributes(
      [.modificationDate: Date()], ofItemAtPath: file.deletingPathExtension().appendingPathExtension("c").path)
  }

  @Test func everyBuiltInScenarioHasItsTimes() throws {
    for name in Scenario.builtInNames {
      #expect(try KernelTimes.missing(of: [Scenario.builtIn(name)], from: .bundled).count == 0, "\(name)")
    }
  }

  @Test(arguments: [
    ("fp8_cast_rows_cuda rows=4096,columns=1536", 132), ("fp8_cast_rows_cuda rows=4096,columns=512", 112),
    ("rmsnorm_cuda rows=4096,columns=512", 112), ("fp8_gemm_128x112_ptx m=4096,n=576,k=7168", 112),
  ])
  func bundledTimesAreThoseOfTheSimulator(key: String, sms: Int) throws {
    #expect(KernelTimeTable.bundled.time(key, sms: sms) == (try KernelTimeTable.simulated(key, sms: sms, .h800SXM)))
  }
}
