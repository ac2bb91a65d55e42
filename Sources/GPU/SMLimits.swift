/// What an SM of a compute capability can hold, and in which units it hands its resources out.
///
/// Source of every number: `cuda_occupancy.h` of the CUDA runtime 12.9 and the compute-capability table of the CUDA
/// programming guide. The H800 trace's device properties (65,536 registers, 233,472 and 232,448 bytes of shared memory,
/// 2,048 threads) agree with those of 9.0.
public struct SMLimits: Sendable, Equatable {
  /// Warps that an SM can hold at once.
  public let warps: Int
  /// CTAs that an SM can hold at once.
  public let ctas: Int
  /// Threads that a CTA may have.
  public let threadsPerCTA: Int
  /// 32-bit registers of an SM.
  public let registers: Int
  /// Registers that a thread may use.
  public let registersPerThread: Int
  /// Registers are handed out to a warp in multiples of this.
  public let registerUnit: Int
  /// Schedulers of an SM; each has an equal part of the registers, so warps of a CTA count in multiples of it.
  public let subPartitions: Int
  /// Shared memory of an SM, in bytes.
  public let sharedBytes: Int
  /// Shared memory that a CTA may opt into, in bytes.
  public let sharedBytesPerCTA: Int
  /// Shared memory is handed out in multiples of this, in bytes.
  public let sharedUnit: Int
  /// Shared memory that the system takes for every CTA, in bytes.
  public let reservedSharedBytesPerCTA: Int
  /// Hardware barriers of an SM: two for every CTA that it can hold.
  public let barriers: Int
  /// Barriers that a CTA may use (`barrier 0` to `15`).
  public let barriersPerCTA: Int

  private init(sharedKiB: Int) {
    warps = 64
    ctas = 32
    threadsPerCTA = 1024
    registers = 65536
    registersPerThread = 255
    registerUnit = 256
    subPartitions = 4
    sharedBytes = sharedKiB * 1024
    sharedBytesPerCTA = (sharedKiB - 1) * 1024
    sharedUnit = 128
    reservedSharedBytesPerCTA = 1024
    barriers = 64
    barriersPerCTA = 16
  }

  /// The limits of a compute capability; `nil` for one that is not described here.
  public static func of(_ capability: ComputeCapability) -> SMLimits? {
    switch (capability.major, capability.minor) {
    case (8, 0): SMLimits(sharedKiB: 164)
    case (9, 0), (10, 0): SMLimits(sharedKiB: 228)
    default: nil
    }
  }
}
