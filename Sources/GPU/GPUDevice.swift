/// A GPU. Every number has its source; what is not known is `nil`.
public struct GPUDevice: Sendable, Equatable {
  /// The name that the command line uses, such as `h800-sxm`.
  public let id: String
  /// The name that people use.
  public let name: String
  /// Its compute capability.
  public let capability: ComputeCapability
  /// What one of its SMs can hold.
  public let limits: SMLimits
  /// Streaming multiprocessors that programs can use.
  public let multiprocessors: Sourced<Int>
  /// The highest clock of its SMs, in megahertz.
  public let boostMegahertz: Sourced<Int>?
  /// Device memory that programs see or the data sheet states, in bytes.
  public let memoryBytes: Sourced<Int64>?
  /// Peak bandwidth of the device memory, in bytes a second.
  public let memoryBytesPerSecond: Sourced<Int64>?
  /// Level-2 cache, in bytes.
  public let l2Bytes: Sourced<Int>?
  /// NVLink, both directions together, in bytes a second.
  public let nvlinkBytesPerSecond: Sourced<Int64>?
  /// Peak of dense BF16 tensor-core work, in floating-point operations a second.
  public let denseBF16FLOPS: Sourced<Int64>?
  /// Peak of dense FP8 tensor-core work, in floating-point operations a second.
  public let denseFP8FLOPS: Sourced<Int64>?
  /// The power that its board is designed for, in watts: an upper bound of what it draws for long.
  public internal(set) var boardWatts: Sourced<Int>? = nil

  /// The device of a command-line name, in any case; `nil` where there is none.
  public static func named(_ name: String) -> GPUDevice? {
    catalogue.first { $0.id == name.lowercased() }
  }
}
