import GPU
import TestSupport
import Testing

@Suite struct OccupancyTests {
  @Test(.enabled(if: SharedFiles.areAvailable, SharedFiles.reason))
  func everyLaunchShapeOfTheTraceHasItsWarpsAndItsLimiter() throws {
    let names: [String: Occupancy.Resource] = [
      "regs": .registers, "smem": .shared, "warps": .warps, "ctas": .ctas,
    ]
    let rows = try SharedFiles.rows(of: "calibration/kernels_train.csv")
    #expect(rows.count == 196)
    for row in rows {
      func number(_ key: String) throws -> Int { try #require(row[key].flatMap { Int($0) }) }
      let occupancy = try GPUDevice.h800SXM.occupancy(
        threadsPerCTA: number("threads_per_cta"), registersPerThread: number("regs_per_thread"),
        sharedBytesPerCTA: number("smem_bytes"))
      let id: Comment = "\(row["id"] ?? "")"
      #expect(try occupancy.ctasPerSM == number("theoretical_ctas_per_sm"), id)
      let percent = try #require(row["theoretical_occupancy_pct"].flatMap { Double($0) })
      #expect(abs(occupancy.percent - percent) < 0.06, id)
      let limiters = try #require(row["limiter"]).split(separator: "+").compactMap { names[String($0)] }
      #expect(Set(occupancy.limiters) == Set(limiters), id)
    }
  }

  @Test func warpsAreRoundedUpToTheSubPartitions() throws {
    // 25 warps of 72 registers: 2,304 registers a warp, 7 warps a sub-partition, 28 slots, which one CTA fills.
    let occupancy = try GPUDevice.h800SXM.occupancy(
      threadsPerCTA: 800, registersPerThread: 72, sharedBytesPerCTA: 1320)
    #expect(occupancy.ctasPerSM == 1)
    #expect(occupancy.warpsPerSM == 25)
    #expect(occupancy.limiterText == "registers")
  }

  @Test func namedBarriersLimitAsTheyAreHandedOut() throws {
    let occupancy = try GPUDevice.h800SXM.occupancy(
      threadsPerCTA: 64, registersPerThread: 16, sharedBytesPerCTA: 0, barriersPerCTA: 16)
    #expect(occupancy.ctasPerSM == 4)
    #expect(occupancy.limiters == [.barriers])
  }

  @Test func sharedMemoryDiffersBetweenGenerations() throws {
    func ctas(_ device: GPUDevice) throws -> Int {
      try device.occupancy(threadsPerCTA: 128, registersPerThread: 32, sharedBytesPerCTA: 48 * 1024).ctasPerSM
    }
    #expect(try ctas(.a100SXM) == 3)
    #expect(try ctas(.h800SXM) == 4)
    #expect(try ctas(.b200SXM) == 4)
  }

  @Test func whatCannotBeLaunchedSaysWhy() {
    func message(_ threads: Int, _ registers: Int, _ shared: Int) -> String? {
      do {
        _ = try GPUDevice.h800SXM.occupancy(
          threadsPerCTA: threads, registersPerThread: registers, sharedBytesPerCTA: shared)
        return nil
      } catch {
        return error.description
      }
    }
    #expect(message(1025, 32, 0) == "1025 threads a CTA: H800 SXM allows 1024")
    #expect(message(0, 32, 0) == "0 is no number of threads a CTA")
    #expect(message(1024, 128, 0) == "131072 registers a CTA: H800 SXM allows 65536")
    #expect(message(128, 32, 232_449) == "232449 bytes of shared memory a CTA: H800 SXM allows 232448")
    #expect(message(128, 32, 232_448) == nil)
  }

  @Test func everyDeviceHasANameOfItsOwn() {
    #expect(Set(GPUDevice.catalogue.map(\.id)).count == 7)
    #expect(GPUDevice.named("H100-SXM") == .h100SXM)
    #expect(GPUDevice.named("v100") == nil)
  }
}
