/// How long a kernel takes on a device and why: what `simulate kernel` prints, a trace keeps and the views show.
///
/// Keys of JSON are those of `CodingKeys`; names are Nsight Compute's where it has one.
public struct KernelProfile: Sendable, Equatable, Codable {
  /// A line of the PTX, or of the source that it was made from.
  public struct Line: Sendable, Equatable, Codable {
    /// Its number.
    public var line: Int
    /// The source file's name for lines of the source; the line's text for those of PTX.
    public var text: String
    /// Warp-instructions.
    public var issues: Double
    /// Cycles that warps spent before it, by state.
    public var stalls: [String: Double]

    /// Cycles that warps waited before it: all but those of its issue.
    public var waited: Double {
      stalls.sorted { $0.key < $1.key }.reduce(0) { $1.key == "selected" ? $0 : $0 + $1.value }
    }

    /// What they waited for most.
    public var mainStall: String? {
      stalls.filter { $0.key != "selected" }.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
  }

  /// A named number.
  public struct Share: Sendable, Equatable, Codable {
    /// What it is of.
    public var name: String
    /// Per cent.
    public var percent: Double
  }

  /// What was left out and computed from the rest.
  public struct Extrapolation: Sendable, Equatable, Codable {
    /// CTAs of the grid.
    public var ctas: Int
    /// CTAs that were simulated.
    public var detailedCTAs: Int
    /// SMs that hold CTAs.
    public var sms: Int
    /// SMs that were simulated.
    public var detailedSMs: Int
    /// Whether the time of later CTAs is that of the steady state before them.
    public var time: Bool

    enum CodingKeys: String, CodingKey {
      case ctas
      case detailedCTAs = "detailed_ctas"
      case sms
      case detailedSMs = "detailed_sms"
      case time
    }
  }

  /// A sentence and the numbers behind it.
  public struct Finding: Sendable, Equatable, Codable {
    /// The sentence.
    public var text: String
    /// The numbers, by the keys of the profile.
    public var evidence: [String: Double]
  }

  /// What the detailed SM did in a bucket of time.
  public struct Sample: Sendable, Equatable, Codable {
    /// Its first cycle.
    public var cycle: Int64
    /// Warps on the SM on average.
    public var warps: Double
    /// Issue slots in use, in per cent.
    public var issuePercent: Double

    enum CodingKeys: String, CodingKey {
      case cycle, warps
      case issuePercent = "issue_percent"
    }
  }

  /// The entry's name.
  public var kernel: String
  /// What it does; for bundled kernels.
  public var title: String?
  /// The work that it does; for bundled kernels.
  public var work: String?
  /// `cuda` or `ptx`; for bundled kernels.
  public var path: String?
  /// The dimensions of its work; for bundled kernels.
  public var shape: [String: Int]?
  /// The device's name on the command line.
  public var device: String
  /// With the fixed overhead of a launch, in nanoseconds.
  public var duration: Int64
  /// From the first to the last cycle of the SMs.
  public var cycles: Int64
  /// The clock of the SMs, in megahertz.
  public var clock: Double
  /// Warp-instructions of PTX.
  public var warpInstructions: Int64
  /// Issue slots of the machine.
  public var issueSlots: Int64
  /// Issue slots in use, in per cent.
  public var issueSlotPercent: Double
  /// The same by scheduler of the first detailed SM.
  public var schedulers: [Double]
  /// The busiest of the issue slots and pipes, in per cent.
  public var smThroughput: Double
  /// The busiest level of memory, in per cent.
  public var memoryThroughput: Double
  /// All of those.
  public var throughputs: [Share]
  /// Warps on an SM on average, in per cent of what it can hold.
  public var achievedOccupancy: Double
  /// What it could hold of this kernel, in per cent.
  public var theoreticalOccupancy: Double
  /// What limits that.
  public var limiter: String
  /// The CTAs that each resource alone would allow.
  public var ctaLimits: [String: Int]
  /// Warps that an SM can hold of this kernel.
  public var warpsPerSM: Int
  /// Warps that an SM can hold of any.
  public var maximumWarps: Int
  /// Registers of a thread.
  public var registers: Int
  /// Where that number comes from.
  public var registerOrigin: String
  /// Shared memory of a CTA that the kernel declares, in bytes.
  public var staticShared: Int
  /// Shared memory of a CTA that the launch adds, in bytes.
  public var dynamicShared: Int
  /// CTAs along x, y and z.
  public var grid: [Int]
  /// Threads of a CTA along x, y and z.
  public var block: [Int]
  /// CTAs of a cluster along x, y and z.
  public var cluster: [Int]
  /// CTAs of the grid by those that the device holds at once.
  public var waves: Double
  /// The time in which not all slots for CTAs were in use, in per cent.
  public var tail: Double
  /// Cycles of a warp in each state for each instruction that it issues.
  public var stalls: [String: Double]
  /// How busy each pipe is, in per cent.
  public var pipes: [String: Double]
  /// Executed instructions by class, the most frequent first, in per cent.
  public var mix: [Share]
  /// Sectors of 32 bytes a request to global memory.
  public var sectorsPerRequest: Double
  /// Sectors that L1 had, in per cent.
  public var l1Hits: Double
  /// Sectors that L2 had, in per cent.
  public var l2Hits: Double
  /// Bytes of L1 and shared memory.
  public var l1Bytes: Double
  /// Bytes from L2.
  public var l2Read: Double
  /// Bytes to L2.
  public var l2Write: Double
  /// Bytes from memory.
  public var memoryRead: Double
  /// Bytes to memory.
  public var memoryWrite: Double
  /// Passes of shared memory beyond the fewest possible.
  public var bankConflicts: Double
  /// Floating-point operations of the work, where it is known.
  public var operations: Double?
  /// Their rate in TFLOPS.
  public var teraflops: Double?
  /// Bytes of the work, where it is known.
  public var workBytes: Double?
  /// Their rate in bytes a second.
  public var workBandwidth: Double?
  /// Where the kernel stands under the roofs.
  public var roofline: [RooflinePoint]
  /// What was not simulated.
  public var extrapolated: Extrapolation
  /// What the numbers mean.
  public var findings: [Finding]
  /// Executed lines of PTX, in order.
  public var lines: [Line]
  /// The same by the lines of the source that `.loc` names.
  public var sourceLines: [Line]
  /// The detailed SM over time.
  public var occupancyOverTime: [Sample]
  /// What to keep in mind.
  public var warnings: [String]

  enum CodingKeys: String, CodingKey {
    case kernel, title, work, path, shape, device
    case duration = "duration_ns"
    case cycles
    case clock = "clock_mhz"
    case warpInstructions = "warp_instructions"
    case issueSlots = "issue_slots"
    case issueSlotPercent = "issue_slot_percent"
    case schedulers = "scheduler_issue_percent"
    case smThroughput = "sm_throughput_percent"
    case memoryThroughput = "memory_throughput_percent"
    case throughputs = "throughput_breakdown"
    case achievedOccupancy = "achieved_occupancy_percent"
    case theoreticalOccupancy = "theoretical_occupancy_percent"
    case limiter
    case ctaLimits = "cta_limits"
    case warpsPerSM = "warps_per_sm"
    case maximumWarps = "maximum_warps_per_sm"
    case registers
    case registerOrigin = "registers_origin"
    case staticShared = "static_shared_bytes"
    case dynamicShared = "dynamic_shared_bytes"
    case grid, block, cluster, waves
    case tail = "tail_percent"
    case stalls
    case pipes = "pipe_percent"
    case mix = "instruction_mix"
    case sectorsPerRequest = "sectors_per_request"
    case l1Hits = "l1_hit_percent"
    case l2Hits = "l2_hit_percent"
    case l1Bytes = "l1_bytes"
    case l2Read = "l2_read_bytes"
    case l2Write = "l2_write_bytes"
    case memoryRead = "dram_read_bytes"
    case memoryWrite = "dram_write_bytes"
    case bankConflicts = "bank_conflicts"
    case operations
    case teraflops = "tflops"
    case workBytes = "work_bytes"
    case workBandwidth = "work_bytes_per_s"
    case roofline, extrapolated, findings, lines
    case sourceLines = "source_lines"
    case occupancyOverTime = "occupancy_over_time"
    case warnings
  }

  /// Cycles of a warp between two instructions that it issues.
  public var cyclesPerIssue: Double { stalls.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value } }

  /// A state's share of the time of warps, in per cent.
  public func stallPercent(_ name: String) -> Double {
    cyclesPerIssue > 0 ? 100 * (stalls[name] ?? 0) / cyclesPerIssue : 0
  }

  /// The states, the longest first.
  public var stallOrder: [String] {
    stalls.filter { $0.value > 0 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }
}
