/// How a kernel is timed.
public struct KernelTimingOptions: Sendable, Equatable {
  /// How much of the grid is simulated.
  public enum Detail: String, Sendable, CaseIterable {
    /// The CTAs of one SM (or of one cluster's SMs) until their time is steady; the rest of its CTAs is extrapolated.
    case sm
    /// All CTAs that fall to that SM, with nothing extrapolated along it. The other SMs are taken to do the same work,
    /// in either case.
    case gpu
  }

  /// How much of the grid is simulated.
  public var detail: Detail
  /// The clock of the SMs in megahertz; `nil` takes the device's, under load of the tensor cores the lower one.
  public var clockMegahertz: Double?
  /// The SMs that the kernel may use; `nil` takes all of the device's. Bundled kernels whose CTAs stay on their SMs are
  /// launched with fewer CTAs.
  public var multiprocessors: Int?
  /// The kernel's part of the bandwidth of L2 and of memory while others use them too, above 0 and up to 1.
  public var memoryShare: Double
  /// Warp-instructions of the detailed SM after which no more CTAs start and the rest is extrapolated.
  public var budget: Int
  /// How far the time of a CTA may be from that of those before it for the state to count as steady, as a share.
  public var steadiness: Double
  /// Whether the result has a `KernelRecord`.
  public var records: Bool

  /// Options.
  public init(
    detail: Detail = .sm, clockMegahertz: Double? = nil, multiprocessors: Int? = nil, memoryShare: Double = 1,
    budget: Int = 300_000, steadiness: Double = 0.01, records: Bool = false
  ) {
    self.detail = detail
    self.clockMegahertz = clockMegahertz
    self.multiprocessors = multiprocessors
    self.memoryShare = memoryShare
    self.budget = budget
    self.steadiness = steadiness
    self.records = records
  }

  /// The SMs that are used of a device's.
  func usedMultiprocessors(of device: Int) -> Int { min(max(multiprocessors ?? device, 1), device) }
}
