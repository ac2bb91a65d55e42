/// What one stream of a GPU did.
public struct StreamSummary: Sendable, Equatable, Encodable {
  /// The stream's name, such as `stream 7`.
  public let name: String
  /// Its number in the source.
  public let number: Int64
  /// How many kernels it ran.
  public let kernelCount: Int
  /// How many copies and fills it ran.
  public let memoryCount: Int
  /// The union of its work, in nanoseconds.
  public let busy: Int64
  /// The union of its compute kernels, in nanoseconds.
  public let compute: Int64
  /// The union of its communication kernels, in nanoseconds.
  public let communication: Int64
  /// Why it was idle between its first and its last work.
  public let idle: IdleBreakdown

  enum CodingKeys: String, CodingKey {
    case name
    case number
    case kernelCount = "kernel_count"
    case memoryCount = "memory_operation_count"
    case busy = "busy_ns"
    case compute = "compute_ns"
    case communication = "communication_ns"
    case idle
  }

  /// The role that takes most of the stream's time.
  public var role: KernelRole {
    kernelCount == 0 ? .memory : communication > compute ? .communication : .compute
  }
}
