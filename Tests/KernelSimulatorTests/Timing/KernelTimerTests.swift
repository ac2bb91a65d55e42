import GPU
import KernelLibrary
import KernelSimulator
import Testing

struct KernelTimerTests {
  private func timing(_ name: String, _ shape: [String: Int]) throws -> KernelTiming {
    let kernel = try #require(KernelLibrary.named(name))
    return try kernel.timing(try KernelShape(kernel.dimensions, given: shape), parameters: .h800SXM)
  }

  @Test func sameEveryTime() throws {
    let first = try timing("fp8_cast_cuda", ["rows": 512, "columns": 1024])
    let second = try timing("fp8_cast_cuda", ["rows": 512, "columns": 1024])
    #expect(first.cycles == second.cycles)
    #expect(first.stalls == second.stalls)
    #expect(first.lines == second.lines)
  }

  @Test func wideLoadsTakeFewerInstructionsAndMoreSectorsEach() throws {
    let plain = try timing("stream_copy_cuda", ["count": 1 << 20])
    let wide = try timing("stream_copy_ptx", ["count": 1 << 20])
    #expect(plain.sectorsPerRequest == 4)
    #expect(wide.sectorsPerRequest == 16)
    #expect(wide.warpInstructions < plain.warpInstructions)
    // Both read each byte once and write it once; the hint makes L2 read ahead, never twice.
    #expect(wide.memoryReadBytes == 4 * Double(1 << 20))
    #expect(wide.memoryWriteBytes == 4 * Double(1 << 20))
    #expect(wide.l2HitPercent == 50)
  }

  @Test func largeGridsAreExtrapolatedToTheSameTime() throws {
    let kernel = try #require(KernelLibrary.named("vector_add_cuda"))
    let shape = try KernelShape(kernel.dimensions, given: ["count": 1 << 22])
    let extrapolated = try kernel.timing(
      shape, parameters: .h800SXM, options: KernelTimingOptions(budget: 8000, steadiness: 0))
    let whole = try kernel.timing(shape, parameters: .h800SXM, options: KernelTimingOptions(steadiness: -1))
    #expect(extrapolated.isExtrapolated)
    #expect(!whole.isExtrapolated)
    #expect(abs(extrapolated.cycles - whole.cycles) <= 0.1 * whole.cycles)
  }

  @Test func occupancyAndStatesAddUp() throws {
    let timing = try timing("rmsnorm_ptx", ["rows": 512])
    #expect(timing.achievedOccupancyPercent <= timing.occupancy.percent)
    #expect(timing.achievedOccupancyPercent > 0)
    #expect(timing.stalls[.selected] == 1)
    #expect((timing.stalls[.barrier] ?? 0) > 0)
  }
}
