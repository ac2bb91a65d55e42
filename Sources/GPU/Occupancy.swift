/// How many CTAs and warps of a kernel an SM can hold, and why not more.
public struct Occupancy: Sendable, Equatable {
  /// A resource that runs out.
  public enum Resource: String, Sendable, CaseIterable {
    /// 32-bit registers.
    case registers
    /// Shared memory.
    case shared = "shared memory"
    /// Warp slots.
    case warps
    /// CTA slots.
    case ctas = "CTAs"
    /// Hardware barriers.
    case barriers
  }

  /// The CTAs that each resource alone would allow; `nil` where the kernel does not use it.
  public let limits: [Resource: Int]
  /// CTAs that an SM can hold at once: the smallest of the limits.
  public let ctasPerSM: Int
  /// Warps of a CTA.
  public let warpsPerCTA: Int
  /// Warps that an SM can hold of any kernel.
  public let maximumWarps: Int
  /// Registers that a CTA takes, rounded as the hardware hands them out.
  public let registersPerCTA: Int
  /// Shared memory that a CTA takes, with what the system reserves, in bytes.
  public let sharedBytesPerCTA: Int

  /// Warps that an SM can hold at once.
  public var warpsPerSM: Int { ctasPerSM * warpsPerCTA }

  /// Those warps in per cent of what an SM can hold of any kernel.
  public var percent: Double { 100 * Double(warpsPerSM) / Double(maximumWarps) }

  /// The resources that allow the fewest CTAs; several where they tie.
  public var limiters: [Resource] {
    Resource.allCases.filter { limits[$0] == ctasPerSM }
  }

  /// The limiters in words, such as `registers` or `registers+warps`.
  public var limiterText: String { limiters.map(\.rawValue).joined(separator: "+") }
}
