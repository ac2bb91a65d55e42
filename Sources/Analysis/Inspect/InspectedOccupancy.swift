import GPU

/// The theoretical occupancy of a kernel on a device.
public struct InspectedOccupancy: Sendable, Equatable, Encodable {
  /// Warps that an SM holds, in per cent of the most that it can.
  public let percent: Double
  /// Warps that an SM holds.
  public let warps: Int
  /// CTAs that an SM holds.
  public let ctas: Int
  /// What allows no more of them.
  public let limiter: String

  enum CodingKeys: String, CodingKey {
    case percent
    case warps = "warps_per_sm"
    case ctas = "ctas_per_sm"
    case limiter
  }

  init(_ occupancy: Occupancy) {
    percent = occupancy.percent
    warps = occupancy.warpsPerSM
    ctas = occupancy.ctasPerSM
    limiter = occupancy.limiterText
  }
}
