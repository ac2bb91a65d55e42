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

  @Test(arguments: [
    ("fp8_cast_rows_cuda rows=4096,columns=1536", 132), ("fp8_cast_rows_cuda rows=4096,columns=512", 112),
    ("rmsnorm_cuda rows=4096,columns=512", 112), ("fp8_gemm_128x112_ptx m=4096,n=576,k=7168", 112),
  ])
  func bundledTimesAreThoseOfTheSimulator(key: String, sms: Int) throws {
    #expect(KernelTimeTable.bundled.time(key, sms: sms) == (try KernelTimeTable.simulated(key, sms: sms, .h800SXM)))
  }
}
