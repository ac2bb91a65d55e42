public import GPU
public import Trace

/// The launches of a kernel with one launch shape.
public struct KernelShapeSummary: Sendable, Equatable, Encodable {
  /// What the shape allows on a device, by the occupancy rules; all `nil` where the device or the shape is not known.
  public struct Residency: Sendable, Equatable {
    /// CTAs that an SM can hold at once.
    public let ctasPerSM: Int?
    /// Warps that an SM can hold at once.
    public let warpsPerSM: Int?
    /// Those warps in per cent of what the SM could hold of any kernel.
    public let occupancyPercent: Double?
    /// What limits them, such as `registers`.
    public let limiter: String?

    /// What a shape allows on a device.
    public init(shape: LaunchShape, gpu: GPUDevice?) {
      let occupancy = gpu.flatMap { Self.occupancy(of: shape, on: $0) }
      ctasPerSM = occupancy?.ctasPerSM
      warpsPerSM = occupancy?.warpsPerSM
      occupancyPercent = occupancy?.percent
      limiter = occupancy?.limiterText
    }

    private static func occupancy(of shape: LaunchShape, on gpu: GPUDevice) -> Occupancy? {
      guard let registers = shape.registersPerThread, shape.threadsPerCTA > 0 else { return nil }
      return try? gpu.occupancy(
        threadsPerCTA: shape.threadsPerCTA, registersPerThread: registers, sharedBytesPerCTA: shape.sharedBytes ?? 0)
    }
  }

  /// The shape.
  public let shape: LaunchShape
  /// Its id in the trace.
  public let id: ShapeID
  /// How many launches had it.
  public let count: Int
  /// The time that they took together, in nanoseconds.
  public let total: Int64
  /// What it allows on the device.
  public let residency: Residency

  enum CodingKeys: String, CodingKey {
    case count
    case total = "total_ns"
    case grid
    case block
    case cluster
    case registers = "registers_per_thread"
    case shared = "shared_bytes"
    case ctasPerSM = "ctas_per_sm"
    case warpsPerSM = "warps_per_sm"
    case occupancy = "theoretical_occupancy_percent"
    case limiter
  }

  /// Writes the launch, and how often and how long it ran.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(count, forKey: .count)
    try container.encode(total, forKey: .total)
    try encodeLaunch(to: encoder)
  }

  /// Writes the launch alone.
  func encodeLaunch(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let isKnown = id != .none
    try container.encode(isKnown ? Self.list(shape.grid) : nil, forKey: .grid)
    try container.encode(isKnown ? Self.list(shape.block) : nil, forKey: .block)
    try container.encodeIfPresent(shape.cluster.map(Self.list), forKey: .cluster)
    try container.encode(shape.registersPerThread, forKey: .registers)
    try container.encode(shape.sharedBytes, forKey: .shared)
    try container.encode(residency.ctasPerSM, forKey: .ctasPerSM)
    try container.encode(residency.warpsPerSM, forKey: .warpsPerSM)
    try container.encode(residency.occupancyPercent, forKey: .occupancy)
    try container.encode(residency.limiter, forKey: .limiter)
  }

  private static func list(_ extent: Extent) -> [Int] { [extent.x, extent.y, extent.z] }
}
