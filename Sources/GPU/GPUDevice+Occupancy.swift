extension GPUDevice {
  /// How many CTAs of a kernel one SM can hold, by the rules of `cuda_occupancy.h`.
  ///
  /// Registers are handed out to a warp in units of 256, and each of the four sub-partitions has a quarter of them for
  /// whole warps. A CTA is refused where its warps, rounded up to a multiple of four, need more than there are. Shared memory is handed out in units of 128 bytes,
  /// with 1 KiB more for every CTA.
  ///
  /// - Parameters:
  ///   - registersPerThread: 0 stands for a kernel that uses none.
  ///   - sharedBytesPerCTA: static and dynamic together.
  ///   - barriersPerCTA: hardware barriers that the kernel names; `__syncthreads` alone is one.
  public func occupancy(
    threadsPerCTA: Int, registersPerThread: Int, sharedBytesPerCTA: Int, barriersPerCTA: Int = 1
  ) throws(OccupancyError) -> Occupancy {
    try check("threads a CTA", threadsPerCTA, 1, limits.threadsPerCTA)
    try check("registers a thread", registersPerThread, 0, limits.registersPerThread)
    try check("bytes of shared memory a CTA", sharedBytesPerCTA, 0, limits.sharedBytesPerCTA)
    try check("barriers a CTA", barriersPerCTA, 0, limits.barriersPerCTA)

    let warps = (threadsPerCTA + 31) / 32
    let roundedWarps = roundedUp(warps, to: limits.subPartitions)
    let registersPerWarp = roundedUp(registersPerThread * 32, to: limits.registerUnit)
    try check("registers a CTA", registersPerWarp * roundedWarps, 0, limits.registers)
    let shared = roundedUp(sharedBytesPerCTA + limits.reservedSharedBytesPerCTA, to: limits.sharedUnit)

    var allowed: [Occupancy.Resource: Int] = [.warps: limits.warps / warps, .ctas: limits.ctas]
    if registersPerWarp > 0 {
      let warpsPerPartition = limits.registers / limits.subPartitions / registersPerWarp
      allowed[.registers] = limits.subPartitions * warpsPerPartition / warps
    }
    // What the system reserves counts against the SM as well, but a kernel without shared memory is not limited by it.
    if sharedBytesPerCTA > 0 { allowed[.shared] = limits.sharedBytes / shared }
    if barriersPerCTA > 0 { allowed[.barriers] = limits.barriers / barriersPerCTA }
    return Occupancy(
      limits: allowed, ctasPerSM: allowed.values.min() ?? 0, warpsPerCTA: warps, maximumWarps: limits.warps,
      // Two CTAs of a warp or two share what the sub-partitions have; larger ones take an equal part of each.
      registersPerCTA: registersPerWarp * (warps < limits.subPartitions ? warps : roundedWarps),
      sharedBytesPerCTA: shared)
  }

  private func check(_ what: String, _ value: Int, _ least: Int, _ most: Int) throws(OccupancyError) {
    if value < least { throw .notPositive(what: what, value: value) }
    if value > most { throw .tooMany(what: what, value: value, limit: most, device: name) }
  }

  private func roundedUp(_ value: Int, to unit: Int) -> Int { (value + unit - 1) / unit * unit }
}
