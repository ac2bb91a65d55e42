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

  /// CTAs of causal attention have one step for each tile of queries up to their own.
  @Test func clustersOfDifferentLengthsAreExtrapolatedByTheirWork() throws {
    let kernel = try #require(KernelLibrary.named("attention128_ptx"))
    let shape = try KernelShape(kernel.dimensions, given: ["queries": 4096, "keys": 4096, "heads": 64, "causal": 1])
    for multiprocessors in [132, 66] {
      let few = try kernel.timing(
        shape, parameters: .h800SXM, options: KernelTimingOptions(multiprocessors: multiprocessors))
      let all = try kernel.timing(
        shape, parameters: .h800SXM, options: KernelTimingOptions(detail: .gpu, multiprocessors: multiprocessors))
      #expect(few.isExtrapolated && few.detailedCTAs < all.detailedCTAs)
      #expect(abs(few.cycles - all.cycles) <= 0.03 * all.cycles)
    }
  }

  @Test func occupancyAndStatesAddUp() throws {
    let timing = try timing("rmsnorm_ptx", ["rows": 512])
    #expect(timing.achievedOccupancyPercent <= timing.occupancy.percent)
    #expect(timing.achievedOccupancyPercent > 0)
    #expect(timing.stalls[.selected] == 1)
    #expect((timing.stalls[.barrier] ?? 0) > 0)
  }

  @Test func fewerMultiprocessorsTakeLonger() throws {
    let kernel = try #require(KernelLibrary.named("stream_copy_ptx"))
    let shape = try KernelShape(kernel.dimensions, given: ["count": 1 << 22])
    let whole = try kernel.timing(shape, parameters: .h800SXM)
    let share = try kernel.timing(
      shape, parameters: .h800SXM, options: KernelTimingOptions(multiprocessors: 66, memoryShare: 0.5))
    #expect(share.cycles > 1.7 * whole.cycles)
    #expect(share.cycles < 2.3 * whole.cycles)
  }

  @Test func longCTAsAreCutAndExtrapolated() throws {
    let kernel = try #require(KernelLibrary.named("gemm_bf16_tiled_cuda"))
    let shape = try KernelShape(kernel.dimensions, given: ["m": 128, "n": 128, "k": 512])
    let whole = try kernel.timing(shape, parameters: .h800SXM, options: KernelTimingOptions(detail: .gpu))
    let cut = try kernel.timing(
      shape, parameters: .h800SXM, options: KernelTimingOptions(budget: whole.detailedInstructions / 3))
    #expect(!whole.isExtrapolated)
    #expect(cut.isExtrapolated)
    #expect(cut.detailedInstructions < whole.detailedInstructions / 2)
    #expect(abs(cut.cycles - whole.cycles) <= 0.1 * whole.cycles)
  }

  @Test(arguments: ["gemm_bf16_persistent_ptx", "fp8_gemm_ptx", "stream_copy_ptx", "dispatch_gather_ptx"])
  func noUnitIsBusyForMoreThanAllOfTheTime(name: String) throws {
    let kernel = try #require(KernelLibrary.named(name))
    let timing = try kernel.timing(kernel.standardShape, parameters: .h800SXM)
    #expect(timing.l1Percent <= 100 && timing.l2Percent <= 100 && timing.memoryPercent <= 100)
    #expect(timing.schedulerPercent.allSatisfy { $0 <= 100 })
  }

  @Test func persistentGridsFollowTheMultiprocessors() throws {
    let kernel = try #require(KernelLibrary.named("fp8_gemm_ptx"))
    let launch = kernel.launch(kernel.standardShape)
    #expect(launch.onMultiprocessors(112).grid.count == 112)
    #expect(launch.onMultiprocessors(200).grid.count == 132)
    let clustered = try #require(KernelLibrary.named("gemm_bf16_cluster_ptx"))
    #expect(clustered.launch(clustered.standardShape).onMultiprocessors(113).grid.count == 112)
  }

  @Test func multicastHalvesWhatL2ReadsOfASharedOperand() throws {
    func bytes(_ name: String) throws -> Double {
      let kernel = try #require(KernelLibrary.named(name))
      let shape = try KernelShape(kernel.dimensions, given: ["m": 1024, "n": 4096, "k": 1024])
      return try kernel.timing(shape, parameters: .h800SXM).l2ReadBytes
    }
    // Of both operands in equal parts, one is fetched once for two CTAs.
    let share = try bytes("fp8_gemm_128x128a_ptx") / bytes("fp8_gemm_ptx")
    #expect(abs(share - 0.75) < 0.03)
  }
}
