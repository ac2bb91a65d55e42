extension PTXLaunchBounds {
  /// The most threads of a CTA that the directives allow; `nil` where they do not say.
  public var threads: Int? {
    guard let sizes = requiredThreads ?? maximumThreads else { return nil }
    return sizes.reduce(1) { $0.multipliedReportingOverflow(by: $1).overflow ? .max : $0 * $1 }
  }

  /// The most registers of a thread that the directives leave, at most 255.
  ///
  /// Warps are handed registers by the four sub-partitions of an SM and in units of 8 a thread, so that the cap is
  /// floor8(65,536 / (32 x ceil4(warps) x CTAs an SM)). This is exact for sm_70 to sm_90a, as compared with `ptxas`.
  public var registerCap: Int {
    var cap = 255
    if let threads, threads > 0 {
      let warps = (min(threads, 1024) + 31) / 32
      let rounded = (warps + 3) / 4 * 4
      let ctas = min(max(minimumCTAs ?? 1, 1), 32)
      cap = min(cap, 65536 / (32 * rounded * ctas) / 8 * 8)
    }
    if let maximumRegisters { cap = min(cap, maximumRegisters) }
    return max(cap, 16)
  }
}
