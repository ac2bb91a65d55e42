public import GPU

/// The occupancy of a launch on a device, as a finding.
public struct OccupancyReport: Sendable, Equatable, Encodable {
  private let device: GPUDevice
  private let threadsPerCTA: Int
  private let registersPerThread: Int
  private let sharedBytes: Int
  private let barriers: Int
  private let occupancy: Occupancy

  enum CodingKeys: String, CodingKey {
    case device
    case threads = "threads_per_cta"
    case registers = "registers_per_thread"
    case shared = "shared_bytes_per_cta"
    case warps = "warps_per_sm"
    case ctas = "ctas_per_sm"
    case percent = "occupancy_percent"
    case limiter
    case maximumWarps = "maximum_warps_per_sm"
    case allocatedRegisters = "allocated_registers_per_cta"
    case allocatedShared = "allocated_shared_bytes_per_cta"
    case limits = "cta_limits"
  }

  /// The occupancy of a launch.
  ///
  /// - Throws: `OccupancyError` where not even one CTA fits.
  public init(
    device: GPUDevice, threadsPerCTA: Int, registersPerThread: Int, sharedBytes: Int, barriers: Int = 1
  ) throws(OccupancyError) {
    occupancy = try device.occupancy(
      threadsPerCTA: threadsPerCTA, registersPerThread: registersPerThread, sharedBytesPerCTA: sharedBytes,
      barriersPerCTA: barriers)
    self.device = device
    self.threadsPerCTA = threadsPerCTA
    self.registersPerThread = registersPerThread
    self.sharedBytes = sharedBytes
    self.barriers = barriers
  }

  /// Writes the launch, what an SM holds of it and what limits it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(device.id, forKey: .device)
    try container.encode(threadsPerCTA, forKey: .threads)
    try container.encode(registersPerThread, forKey: .registers)
    try container.encode(sharedBytes, forKey: .shared)
    try container.encode(occupancy.warpsPerSM, forKey: .warps)
    try container.encode(occupancy.ctasPerSM, forKey: .ctas)
    try container.encode(occupancy.percent, forKey: .percent)
    try container.encode(occupancy.limiterText, forKey: .limiter)
    try container.encode(occupancy.maximumWarps, forKey: .maximumWarps)
    try container.encode(occupancy.registersPerCTA, forKey: .allocatedRegisters)
    try container.encode(occupancy.sharedBytesPerCTA, forKey: .allocatedShared)
    let limits = occupancy.limits.map { ($0.key == .shared ? "shared_memory" : $0.key.rawValue.lowercased(), $0.value) }
    try container.encode(Dictionary(uniqueKeysWithValues: limits), forKey: .limits)
  }

  /// The finding for people.
  public var report: Report {
    let launch =
      "\(threadsPerCTA) threads, \(registersPerThread) registers a thread, "
      + "\(Quantity.bytes(Int64(sharedBytes))) shared memory"
    return Report([
      .heading(
        "\(Quantity.percent(occupancy.percent)) occupancy on \(device.name): \(occupancy.warpsPerSM) of "
          + "\(occupancy.maximumWarps) warps, limited by \(occupancy.limiterText)"),
      .line(
        "A CTA of \(launch) takes \(occupancy.warpsPerCTA) warps, \(occupancy.registersPerCTA) registers and "
          + "\(Quantity.bytes(Int64(occupancy.sharedBytesPerCTA))) as the hardware hands them out."),
      .table(
        ReportTable(
          [.init("resource", key: "resource", isNumeric: false), .init("CTAs an SM", key: "ctas_per_sm")],
          rows: Occupancy.Resource.allCases.compactMap { resource in
            occupancy.limits[resource].map { [.init(resource.rawValue), .count($0)] }
          })),
    ])
  }
}
