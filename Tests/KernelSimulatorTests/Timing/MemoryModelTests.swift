import GPU
import KernelLibrary
import Testing

@testable import KernelSimulator

struct MemoryModelTests {
  /// One SM with L2 and memory for itself, as far as its part goes.
  private func withModel(_ body: (inout MemoryModel) -> Void) {
    var model = MemoryModel(
      .h800SXM, smCount: 1, activeSMs: 132, l1Bytes: 32 << 10, lineCount: 1 << 16, firstAddress: 0,
      clockMegahertz: 1600, share: 1)
    body(&model)
    model.deallocate()
  }

  /// When the last of some lines has come that are read at once, after others were written.
  private func arrival(after written: Int) -> Int64 {
    var last: Int64 = 0
    withModel { model in
      for line in 0..<written { _ = model.store(0, line, 0b1111, at: 0) }
      for line in 0..<64 { last = max(last, model.fetch(0, 1 << 15 + line, 0b1111, [], at: 2000)) }
    }
    return last
  }

  @Test func readsGoBeforeWritesThatL2HasRoomFor() {
    let alone = arrival(after: 0)
    // Memory is busier, so that reads meet more of others, but they do not wait for 1,024 lines to be written.
    #expect(arrival(after: 1024) - alone < 500)
    // An SM's part of 50 MiB is 3,103 lines: beyond these reads wait.
    #expect(arrival(after: 8192) - alone > 10_000)
  }

  @Test func resultsAreNotSharedBecauseOperandsAre() throws {
    let kernel = try #require(KernelLibrary.named("fp8_gemm_weight_128x152b_ptx"))
    let timing = try kernel.timing(kernel.standardShape, parameters: .h800SXM)
    // Each element of the result is read and written once by whoever has it.
    let result = Double(7168 * 16384 * 4)
    #expect(timing.memoryReadBytes > result)
    // Operands are 92 MiB; taking results for shared, or operands for not shared, gives several times as much or less.
    #expect(timing.memoryReadBytes < 4 * result)
  }
}
