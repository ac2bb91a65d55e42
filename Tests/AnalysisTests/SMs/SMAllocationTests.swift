import Analysis
import GPU
import TestSupport
import Testing
import Trace

@Suite struct SMAllocationTests {
  /// Kernels as (start, end, grid, threads, registers, shared, name).
  private func allocate(_ kernels: [(Int64, Int64, Int, Int, Int, Int, String)]) throws -> SMAllocation {
    var recorder = TraceRecorder(info: TraceInfo(origin: .chromeJSON, sourceName: "t"))
    for (index, kernel) in kernels.enumerated() {
      let track = recorder.add(Track(kind: .stream, name: "stream \(index)", device: 0, number: Int64(index)))
      let shape = LaunchShape(
        grid: Extent(x: kernel.2, y: 1, z: 1), block: Extent(x: kernel.3, y: 1, z: 1), registersPerThread: kernel.4,
        staticSharedBytes: kernel.5, dynamicSharedBytes: 0)
      recorder.append(
        TraceSpan(
          start: kernel.0, duration: kernel.1 - kernel.0, track: track, name: recorder.names.intern(kernel.6),
          category: .kernel, shape: recorder.intern(shape)))
    }
    let trace = recorder.finish()
    return try #require(SMAllocation(of: trace, work: GPUWork(in: trace, device: 0), gpu: .h800SXM))
  }

  private func count(_ allocation: SMAllocation, at time: Int64) -> [Int] {
    let roles = allocation.roles(at: time)
    return [.communication, .compute, .idle].map { role in roles.count { $0 == role } }
  }

  @Test func largeKernelsShareTheDeviceAsTheyFit() throws {
    let allocation = try allocate([
      (0, 100, 20, 800, 72, 1320, "nccl"), (10, 90, 112, 384, 168, 203_776, "gemm"),
    ])
    #expect(count(allocation, at: 5) == [20, 0, 112])
    #expect(count(allocation, at: 50) == [20, 112, 0])
    #expect(count(allocation, at: 95) == [20, 0, 112])
    #expect(allocation.warps(at: 50) == Array(repeating: 25, count: 20) + Array(repeating: 12, count: 112))
    #expect(allocation.unplacedCount == 0)
  }

  @Test func whatFindsNoRoomWaitsUntilSomethingEnds() throws {
    // Two kernels that each need every SM whole: the second one gets its turn when the first ends.
    let allocation = try allocate([
      (0, 50, 132, 384, 168, 203_776, "a"), (10, 100, 132, 384, 168, 203_776, "nccl"),
    ])
    #expect(count(allocation, at: 20) == [0, 132, 0])
    #expect(count(allocation, at: 60) == [132, 0, 0])
    #expect(SMTime(allocation).unplacedCount == 0)
    let never = try allocate([(0, 50, 132, 384, 168, 203_776, "a"), (10, 40, 132, 384, 168, 203_776, "b")])
    #expect(never.unplacedCount == 1)
  }

  @Test func theLastWaveHoldsOnlyWhatIsLeft() throws {
    // One CTA an SM: 132 run at once, 330 make three waves, and the last has 66.
    let allocation = try allocate([(0, 300, 330, 384, 168, 203_776, "a")])
    #expect(count(allocation, at: 150) == [0, 132, 0])
    #expect(count(allocation, at: 199) == [0, 132, 0])
    #expect(count(allocation, at: 201) == [0, 66, 66])
    let time = SMTime(allocation)
    #expect(time.compute == 132 * 200 + 66 * 100)
    #expect(time.idle == 66 * 100)
  }

  @Test func ctasSpreadBreadthFirst() throws {
    let allocation = try allocate([(0, 10, 140, 128, 32, 0, "a")])
    let placement = allocation.placements[try #require(allocation.residencies(at: 5).first).placement]
    #expect(placement.count { $0 == 1 } == 124)
    #expect(placement.count { $0 == 2 } == 8)
  }

  @Test func timesAddUpAndAgreeWithTheHeatMap() throws {
    let trace = ModelTrace.make()
    let allocation = try #require(SMAllocation(of: trace, work: GPUWork(in: trace, device: 0), gpu: .h800SXM))
    let time = SMTime(allocation)
    let span = allocation.extent.upperBound - allocation.extent.lowerBound
    #expect(time.compute + time.communication + time.idle == 132 * span)
    // By hand: dispatch holds 20 SMs for 400 us of each layer; combine finds room when the pointwise kernel, which fills
    // every SM, ends 40 us after its own start, and holds them for the other 310 us.
    #expect(time.communication == Int64(ModelTrace.layers) * 20 * 710_000)
    let heat = SMHeat(allocation, range: allocation.extent, rows: 12, columns: 100)
    let mean = heat.cells.reduce(0) { $0 + $1.communication } / Double(heat.cells.count)
    #expect(abs(mean - Double(time.communication) / Double(132 * span)) < 0.001)
    #expect(heat.cells.allSatisfy { $0.busy <= 1.000_001 })
  }

  @Test func residenciesNeverExceedTheSM() throws {
    let trace = ModelTrace.make()
    let allocation = try #require(SMAllocation(of: trace, work: GPUWork(in: trace, device: 0), gpu: .h800SXM))
    for time in stride(from: allocation.extent.lowerBound, to: allocation.extent.upperBound, by: 9_973) {
      #expect(allocation.warps(at: time).allSatisfy { $0 <= 64 })
      var ctas = [Int](repeating: 0, count: 132)
      for residency in allocation.residencies(at: time) {
        for (sm, count) in allocation.placements[residency.placement].enumerated() { ctas[sm] += Int(count) }
      }
      let busy = allocation.roles(at: time).map { $0 != .idle }
      #expect(ctas.map { $0 > 0 } == busy)
    }
  }
}
