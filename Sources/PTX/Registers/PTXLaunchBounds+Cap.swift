extension PTXLaunchBounds {
  /// The threads that an SM of sm_90 holds.
  private static let threadsPerSM = 2048

  /// The most threads of a CTA that the directives allow; `nil` where they do not say.
  public var threads: Int? {
    guard let sizes = requiredThreads ?? maximumThreads else { return nil }
    var product = 1
    for size in sizes {
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      if overflow { return .max }
      product = next
    }
    return product
  }

  /// The CTAs that an SM must be able to hold, where the directive counts: `ptxas` ignores it without a number of threads,
  /// and where so many threads do not fit.
  public var effectiveMinimumCTAs: Int? {
    guard let minimumCTAs, minimumCTAs > 0, let threads, threads > 0, threads <= Self.threadsPerSM / minimumCTAs else {
      return nil
    }
    return minimumCTAs
  }

  /// The most registers of a thread that the directives leave, at most 255.
  ///
  /// An SM has 65,536 registers. The four sub-partitions have equal parts of them, so that warps count in fours, and a
  /// thread gets a multiple of 8: floor8(65,536 / (32 x ceil4(warps) x CTAs)), but never less than the 32 that a full SM
  /// leaves. Exact for sm_90, as compared with `ptxas`.
  public var registerCap: Int {
    var cap = 255
    if let threads, threads > 0 {
      let warps = (min(threads, 1024) + 31) / 32
      let rounded = (warps + 3) / 4 * 4
      cap = min(cap, max(65536 / (32 * rounded * (effectiveMinimumCTAs ?? 1)) / 8 * 8, 32))
    }
    if let maximumRegisters { cap = min(cap, maximumRegisters) }
    return cap
  }
}
