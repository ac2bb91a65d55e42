/// How a kernel is timed.
public struct KernelTimingOptions: Sendable, Equatable {
  /// The clock of the SMs in megahertz; `nil` takes the device's, under load of the tensor cores the lower one.
  public var clockMegahertz: Double?
  /// Warp-instructions of the detailed SM after which no more CTAs start and the rest is extrapolated.
  public var budget: Int
  /// How far the time of a CTA may be from that of those before it for the state to count as steady, as a share.
  public var steadiness: Double
  /// Whether the result has a `KernelRecord`.
  public var records: Bool

  /// Options.
  public init(clockMegahertz: Double? = nil, budget: Int = 1_000_000, steadiness: Double = 0.01, records: Bool = false)
  {
    self.clockMegahertz = clockMegahertz
    self.budget = budget
    self.steadiness = steadiness
    self.records = records
  }
}
