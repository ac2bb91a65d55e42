public import GPU

/// What the timing model knows of a device. Rows are those of the calibration tables (`HM` hopper_microbench, `RC`
/// hopper_raw_curves, `SP` h800_specs, `WS` warp_specialization, `SASS` sass_latency).
public struct KernelTimingParameters: Sendable, Equatable {
  /// The device.
  public var device: GPUDevice
  /// The clock of the SMs where the tensor cores are not the limit, in megahertz.
  public var clock: TimingParameter
  /// The clock under load of the tensor cores, in megahertz.
  public var tensorClock: TimingParameter
  /// The share of time that tensor cores must be busy for power to limit the clock.
  public var tensorLoad: TimingParameter
  /// From the start of a kernel without work to its end, in nanoseconds.
  public var launchOverhead: TimingParameter

  /// From a load to its result in L1, in cycles.
  public var l1Latency: TimingParameter
  /// From a load to its result in shared memory, in cycles.
  public var sharedLatency: TimingParameter
  /// From a load to its result in the CTA's own shared memory by an address of the cluster, in cycles.
  public var ownSharedLatency: TimingParameter
  /// From a load to its result in shared memory of the other CTA of a cluster of two, in cycles.
  public var remoteSharedLatency: TimingParameter
  /// From a load to its result in shared memory of another CTA of a larger cluster, in cycles.
  public var widerSharedLatency: TimingParameter

  /// From a load to its result in shared memory of another CTA of a cluster of some CTAs, in cycles.
  func remoteLatency(clusterSize: Int) -> Int64 {
    Int64((clusterSize > 2 ? widerSharedLatency : remoteSharedLatency).value.rounded())
  }
  /// From a load to its result in the near partition of L2, in cycles.
  public var l2NearLatency: TimingParameter
  /// From a load to its result in the far partition of L2, in cycles.
  public var l2FarLatency: TimingParameter
  /// From a load to its result in memory behind the near partition, in cycles.
  public var memoryNearLatency: TimingParameter
  /// From a load to its result in memory behind the far partition, in cycles.
  public var memoryFarLatency: TimingParameter
  /// What a copy by TMA takes more than a load from L2, in cycles.
  public var tmaLatency: TimingParameter
  /// Bytes that L1 or shared memory delivers in a cycle.
  public var l1BytesPerCycle: TimingParameter
  /// L1 that no shared memory can leave, in bytes: what the smallest carve-out takes.
  public var smallestCarveOut: TimingParameter
  /// L1 and shared memory together, in bytes.
  public var l1Bytes: TimingParameter
  /// Bytes that L2 delivers to an SM in a cycle.
  public var l2BytesPerCycle: TimingParameter
  /// Bytes that an SM can take in a cycle, with what others fetch for it by multicast.
  public var inputBytesPerCycle: TimingParameter
  /// Units that forward reads of the same line by several SMs to L2 once (Nsight Compute's LRC).
  public var coalescers: TimingParameter
  /// The part of the peak bandwidth of memory that reads reach.
  public var memoryEfficiency: TimingParameter
  /// Bytes that an SM gets from memory in a cycle while others leave their part unused.
  public var memoryBurst: TimingParameter
  /// Cycles for which a request keeps what it meets on the way to memory busy for others.
  public var memoryQueue: TimingParameter
  /// The part of memory's bandwidth in use above which requests wait no longer for each other, only for bandwidth.
  public var memoryQueueUse: TimingParameter
  /// Cycles for which an SM keeps its part of the bandwidth that it has not used.
  public var memoryCredit: TimingParameter
  /// How much longer a written byte keeps memory busy than a read one.
  public var memoryWriteCost: TimingParameter

  /// From `shfl.sync` to its result, in cycles.
  public var shuffleLatency: TimingParameter
  /// From the last arrival at a barrier until warps go on, in cycles.
  public var barrierLatency: TimingParameter
  /// What each warp adds at a barrier, in cycles.
  public var barrierArrival: TimingParameter
  /// Lanes of a warp whose arrivals at mbarriers are counted in a cycle.
  public var mbarrierLanes: TimingParameter
  /// From an instruction of the special-function unit to its result, in cycles.
  public var specialLatency: TimingParameter
  /// From a read of a special register to its result, in cycles.
  public var specialRegisterLatency: TimingParameter
  /// The fewest cycles of a `wgmma` whose A is in registers.
  public var registerMultiplyMinimum: TimingParameter
  /// Cycles of L1 work that may be queued before loads are held back.
  public var loadQueue: TimingParameter
  /// Cycles of memory work that may be queued before stores are held back.
  public var storeQueue: TimingParameter

  /// All numbers by name, for tables.
  public var all: [(name: String, parameter: TimingParameter)] {
    Mirror(reflecting: self).children.compactMap { child in
      guard let name = child.label, let parameter = child.value as? TimingParameter else { return nil }
      return (name, parameter)
    }
  }
}
