public import GPU
public import PTX

/// How long a kernel takes on a device, and why.
///
/// Counts are those of the whole grid: what the detailed SM did, times the CTAs that it stands for.
public struct KernelTiming: Sendable {
  /// A line of PTX.
  public struct Line: Sendable, Equatable {
    /// The line of the PTX file.
    public var line: Int
    /// Warp-instructions.
    public var issues: Double
    /// Cycles that warps waited before it, by reason.
    public var stalls: [StallReason: Double]
  }

  /// An instruction of PTX that was executed.
  public struct Instruction: Sendable, Equatable {
    /// Its spelling.
    public var opcode: PTXOpcode
    /// The line of the PTX file.
    public var line: Int
    /// The line of the source that `.loc` names, and the number of its file; `nil` without one.
    public var source: PTXLocation?
    /// Warp-instructions.
    public var issues: Double
    /// Cycles that warps waited before it, by reason.
    public var stalls: [StallReason: Double]
  }

  /// What the kernel took of the launch.
  public struct Shape: Sendable, Equatable {
    /// CTAs.
    public var grid: Launch.Extent
    /// Threads of a CTA.
    public var block: Launch.Extent
    /// CTAs of a cluster.
    public var cluster: Launch.Extent
    /// Shared memory of a CTA that the kernel declares, in bytes.
    public var staticSharedBytes: Int
    /// Shared memory of a CTA that the launch adds, in bytes.
    public var dynamicSharedBytes: Int
  }

  /// The kernel's name.
  public var kernel: String
  /// The device.
  public var device: GPUDevice
  /// From launch to end with the fixed overhead of a launch, in nanoseconds.
  public var nanoseconds: Double
  /// From the first to the last cycle of the SMs.
  public var cycles: Double
  /// The clock of the SMs, in megahertz.
  public var clockMegahertz: Double
  /// Warp-instructions of PTX.
  public var warpInstructions: Double
  /// Issue slots of the machine.
  public var issueSlots: Double
  /// Issue slots in use, in per cent of those there are while the kernel runs.
  public var issueSlotPercent: Double
  /// Warps on an SM on average, in per cent of what it can hold.
  public var achievedOccupancyPercent: Double
  /// What an SM can hold of the kernel.
  public var occupancy: Occupancy
  /// Registers of a thread, and where the number comes from.
  public var registers: RegisterCount
  /// Cycles that a warp spends in each state for each instruction that it issues.
  public var stalls: [StallReason: Double]
  /// How busy each pipe is, in per cent of the cycles.
  public var pipePercent: [(name: String, percent: Double)]
  /// Sectors of 32 bytes a request to global memory.
  public var sectorsPerRequest: Double
  /// Sectors that L1 had, in per cent of those that loads asked for.
  public var l1HitPercent: Double
  /// Sectors that L2 had, in per cent of those that it was asked for.
  public var l2HitPercent: Double
  /// Bytes from L2 to the SMs.
  public var l2ReadBytes: Double
  /// Bytes from the SMs to L2.
  public var l2WriteBytes: Double
  /// Bytes from memory.
  public var memoryReadBytes: Double
  /// Bytes to memory.
  public var memoryWriteBytes: Double
  /// Passes of shared memory beyond the fewest possible.
  public var bankConflicts: Double
  /// CTAs of the grid, and those that the device holds at once: their quotient is the number of waves.
  public var waves: Double
  /// The time during which not all slots for CTAs were in use, in per cent.
  public var tailPercent: Double
  /// CTAs that were simulated.
  public var detailedCTAs: Int
  /// Warp-instructions that were simulated.
  public var detailedInstructions: Int
  /// Whether CTAs were left out and their time was taken from those before.
  public var isExtrapolated: Bool
  /// Lines that were executed, in order.
  public var lines: [Line]
  /// Instructions that were executed, in the order of the program.
  public var instructions: [Instruction] = []
  /// The launch.
  public var shape = Shape(
    grid: .init(1), block: .init(1), cluster: .init(1), staticSharedBytes: 0, dynamicSharedBytes: 0)
  /// Issue slots in use by each scheduler of the first detailed SM, in per cent.
  public var schedulerPercent: [Double] = []
  /// Cycles in which L1 and shared memory were busy, in per cent.
  public var l1Percent = 0.0
  /// The time that L2 was busy with an SM's reads or writes, whichever is more, in per cent; what it serves several SMs at
  /// once counts for each its part.
  public var l2Percent = 0.0
  /// The bandwidth of memory that was used, in per cent of the data sheet's.
  public var memoryPercent = 0.0
  /// Bytes from L1 and shared memory to the warps, or back.
  public var l1Bytes = 0.0
  /// What the first detailed SM did over time, where it was wanted.
  public var record: KernelRecord?

  /// The rate of some work, in TFLOPS.
  public func teraflops(_ operations: Double) -> Double { operations / nanoseconds / 1000 }
}
