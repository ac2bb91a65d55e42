import GPU
public import KernelSimulator
import PTX

/// How long a kernel takes on a device, and what its warps wait for.
public struct KernelTimingFinding: Sendable, Encodable {
  let timing: KernelTiming
  let operations: Double?

  enum CodingKeys: String, CodingKey {
    case kernel
    case device
    case duration = "duration_ns"
    case cycles
    case clock = "clock_mhz"
    case warpInstructions = "warp_instructions"
    case issueSlots = "issue_slots"
    case issueSlotPercent = "issue_slot_percent"
    case achieved = "achieved_occupancy_percent"
    case theoretical = "theoretical_occupancy_percent"
    case limiter
    case registers
    case registerOrigin = "registers_origin"
    case stalls
    case pipes = "pipe_percent"
    case sectorsPerRequest = "sectors_per_request"
    case l1Hits = "l1_hit_percent"
    case l2Hits = "l2_hit_percent"
    case l2Read = "l2_read_bytes"
    case l2Write = "l2_write_bytes"
    case memoryRead = "dram_read_bytes"
    case memoryWrite = "dram_write_bytes"
    case bankConflicts = "bank_conflicts"
    case waves
    case tail = "tail_percent"
    case teraflops = "tflops"
    case extrapolated
    case detailedCTAs = "detailed_ctas"
    case detailedInstructions = "detailed_warp_instructions"
    case lines
  }

  private struct LineRow: Encodable {
    let line: Int
    let issues: Double
    let stalls: [String: Double]
  }

  /// The finding of a timing.
  ///
  /// - Parameter operations: the floating-point operations of the work, where they are known.
  public init(_ timing: KernelTiming, operations: Double? = nil) {
    self.timing = timing
    self.operations = operations
  }

  /// Writes the timing; `stalls` are cycles of a warp in each state for each instruction that it issues.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(timing.kernel, forKey: .kernel)
    try container.encode(timing.device.id, forKey: .device)
    try container.encode(Int64(timing.nanoseconds.rounded()), forKey: .duration)
    try container.encode(Int64(timing.cycles.rounded()), forKey: .cycles)
    try container.encode(timing.clockMegahertz, forKey: .clock)
    try container.encode(Int64(timing.warpInstructions.rounded()), forKey: .warpInstructions)
    try container.encode(Int64(timing.issueSlots.rounded()), forKey: .issueSlots)
    try container.encode(timing.issueSlotPercent, forKey: .issueSlotPercent)
    try container.encode(timing.achievedOccupancyPercent, forKey: .achieved)
    try container.encode(timing.occupancy.percent, forKey: .theoretical)
    try container.encode(timing.occupancy.limiterText, forKey: .limiter)
    try container.encode(timing.registers.count, forKey: .registers)
    try container.encode(timing.registers.origin.rawValue, forKey: .registerOrigin)
    try container.encode(Self.named(timing.stalls), forKey: .stalls)
    try container.encode(
      Dictionary(uniqueKeysWithValues: timing.pipePercent.map { ($0.name, $0.percent) }), forKey: .pipes)
    try container.encode(timing.sectorsPerRequest, forKey: .sectorsPerRequest)
    try container.encode(timing.l1HitPercent, forKey: .l1Hits)
    try container.encode(timing.l2HitPercent, forKey: .l2Hits)
    try container.encode(timing.l2ReadBytes, forKey: .l2Read)
    try container.encode(timing.l2WriteBytes, forKey: .l2Write)
    try container.encode(timing.memoryReadBytes, forKey: .memoryRead)
    try container.encode(timing.memoryWriteBytes, forKey: .memoryWrite)
    try container.encode(timing.bankConflicts, forKey: .bankConflicts)
    try container.encode(timing.waves, forKey: .waves)
    try container.encode(timing.tailPercent, forKey: .tail)
    try container.encodeIfPresent(operations.map(timing.teraflops), forKey: .teraflops)
    try container.encode(timing.isExtrapolated, forKey: .extrapolated)
    try container.encode(timing.detailedCTAs, forKey: .detailedCTAs)
    try container.encode(timing.detailedInstructions, forKey: .detailedInstructions)
    try container.encode(
      timing.lines.map { LineRow(line: $0.line, issues: $0.issues, stalls: Self.named($0.stalls)) }, forKey: .lines)
  }

  /// By Nsight Compute's names.
  private static func named(_ stalls: [StallReason: Double]) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: stalls.map { ($0.key.name, $0.value) })
  }
}
