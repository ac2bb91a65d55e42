public import GPU

extension KernelTimingParameters {
  /// The devices that can be timed.
  public static let all: [KernelTimingParameters] = [h800SXM, h800PCIe, h100SXM]

  /// The parameters of a device; `nil` where it is not modelled.
  public static func of(_ device: GPUDevice) -> KernelTimingParameters? { all.first { $0.device.id == device.id } }

  /// The board of the micro-benchmarks.
  public static let h800PCIe = hopper(
    .h800PCIe, clock: .init(1755, "MHz", "SP039", .specified),
    tensorClock: .init(1620, "MHz", "SP039: 756.5 TFLOPS / (114 SMs x 4096 FLOP)", .specified))

  /// The board that DeepSeek-V3 was trained on.
  public static let h800SXM = hopper(
    .h800SXM, clock: .init(1755, "MHz", "SP040: no data sheet; the upper end of what is seen under load", .assumed),
    tensorClock: .init(1600, "MHz", "FM007: what power leaves to a kernel on tensor cores", .calibrated))

  /// H100 with full NVLink.
  public static let h100SXM = hopper(
    .h100SXM, clock: .init(1980, "MHz", "HM179", .specified),
    tensorClock: .init(1600, "MHz", "FM007 (H800 SXM): the same chip at the same 700 W", .assumed))

  /// What all GPUs with Hopper's SM share.
  private static func hopper(
    _ device: GPUDevice, clock: TimingParameter, tensorClock: TimingParameter
  ) -> KernelTimingParameters {
    KernelTimingParameters(
      device: device, clock: clock, tensorClock: tensorClock,
      tensorLoad: .init(0.4, "", "no row: half of what FM009 has for a kernel that power limits", .assumed),
      launchOverhead: .init(1235.2, "ns", "HM158 (H100 PCIe)", .calibrated),
      l1Latency: .init(32, "cycles", "HM035", .calibrated),
      sharedLatency: .init(29, "cycles", "HM036", .calibrated),
      ownSharedLatency: .init(33, "cycles", "HM094", .calibrated),
      remoteSharedLatency: .init(181, "cycles", "HM095", .calibrated),
      widerSharedLatency: .init(204.1, "cycles", "HM138", .calibrated),
      l2NearLatency: .init(264.5, "cycles", "HM037, first plateau", .calibrated),
      l2FarLatency: .init(414.1, "cycles", "HM041", .calibrated),
      memoryNearLatency: .init(555.5, "cycles", "HM043", .calibrated),
      memoryFarLatency: .init(743.7, "cycles", "HM045", .calibrated),
      tmaLatency: .init(
        65.5, "cycles", "RC249: 369.0 - 264.5, less 39 for the wait and the load of the chase itself", .calibrated),
      l1BytesPerCycle: .init(128, "B/cycle", "HM013", .specified),
      smallestCarveOut: .init(32 * 1024, "B", "h800_memlat_measured: L1 ends between 215 and 227 KB", .calibrated),
      l1Bytes: .init(256 * 1024, "B", "SP027", .specified),
      l2BytesPerCycle: .init(4472.3 / 114, "B/cycle", "HM049 / 114 SMs", .calibrated),
      inputBytesPerCycle: .init(70, "B/cycle", "HM167: TMA with multicast to 4", .calibrated),
      coalescers: .init(8, "", "no row: one a GPC; Nsight Compute's guide has the unit, not its number", .assumed),
      memoryEfficiency: .init(0.967, "", "WS039: 3240 of 3350 GB/s", .calibrated),
      memoryBurst: .init(
        35.6, "B/cycle", "RC383, RC387: 338.5 cycles between copies of 2 and 8 KiB, less 165.6 of the queue",
        .calibrated),
      memoryQueue: .init(
        188, "cycles", "RC379 to RC381: 16.2 and 37.7 cycles more with 2 and 3 copies of 1 KiB in flight than with 1",
        .calibrated),
      memoryQueueUse: .init(
        0.845, "", "RC395: 511 of 1788 cycles of a copy of 16 KiB are left for the queue", .calibrated),
      memoryCredit: .init(743.7, "cycles", "no row: as long as the longest way to memory", .assumed),
      memoryWriteCost: .init(1.355, "", "HM050: 5 reads and 1 write at 1861.5 of 2039 GB/s", .calibrated),
      shuffleLatency: .init(25, "cycles", "HM161 (A100; no Hopper row)", .calibrated),
      barrierLatency: .init(21, "cycles", "HM160 (A100; no Hopper row)", .calibrated),
      barrierArrival: .init(2, "cycles", "HM160 (A100; no Hopper row)", .calibrated),
      mbarrierLanes: .init(
        4, "lanes/cycle", "WS032: 6.7 % less than WS033 with 256 arrivals more in a step of 1024 cycles", .calibrated),
      specialLatency: .init(16, "cycles", "no row: SASS interval 8, twice", .assumed),
      specialRegisterLatency: .init(16, "cycles", "no row", .assumed),
      registerMultiplyMinimum: .init(13, "cycles", "HM090", .calibrated),
      loadQueue: .init(64, "cycles", "no row", .assumed),
      storeQueue: .init(1024, "cycles", "no row", .assumed))
  }
}
