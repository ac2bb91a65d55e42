/// The SMs' time by role over a trace, in SM-nanoseconds, reconstructed from launch shapes or, of a simulated trace with
/// CTAs, as recorded for as long as they are.
public struct SMTime: Sendable, Equatable, Encodable {
  /// A division of the SMs among the roles, and how long it held.
  public struct Split: Sendable, Equatable, Encodable {
    /// SMs that hold communication.
    public let communication: Int
    /// SMs that hold compute only.
    public let compute: Int
    /// SMs that hold nothing.
    public let idle: Int
    /// How long, in nanoseconds.
    public let time: Int64

    enum CodingKeys: String, CodingKey {
      case communication = "communication_sms"
      case compute = "compute_sms"
      case idle = "idle_sms"
      case time = "time_ns"
    }
  }

  /// SM-time with compute only.
  public let compute: Int64
  /// SM-time with communication.
  public let communication: Int64
  /// SM-time with neither.
  public let idle: Int64
  /// SMs of the device.
  public let multiprocessors: Int
  /// The divisions that held longest, longest first; at most five.
  public let splits: [Split]
  /// Kernels for which the rules found no room.
  public let unplacedCount: Int
  /// Kernels without a recorded launch shape.
  public let unknownCount: Int
  /// Whether the SMs are reconstructed: a profiler records no SM numbers.
  public let inferred: Bool

  enum CodingKeys: String, CodingKey {
    case compute = "compute_ns"
    case communication = "communication_ns"
    case idle = "idle_ns"
    case multiprocessors
    case splits
    case unplacedCount = "unplaced_kernels"
    case unknownCount = "kernels_without_launch_shape"
    case inferred
  }

  /// The SM-time of an allocation.
  public init(_ allocation: SMAllocation) {
    var times = [Int64](repeating: 0, count: allocation.pictures.count)
    allocation.forEachPicture(allocation.extent, columns: 1) { _, picture, time in times[picture] += time }
    var compute: Int64 = 0
    var communication: Int64 = 0
    var bySplit: [[Int]: Int64] = [:]
    for (picture, time) in times.enumerated() where time > 0 {
      let roles = allocation.pictures[picture]
      let computing = roles.count { $0 == .compute }
      let communicating = roles.count { $0 == .communication }
      compute += Int64(computing) * time
      communication += Int64(communicating) * time
      bySplit[[communicating, computing], default: 0] += time
    }
    self.compute = compute
    self.communication = communication
    multiprocessors = allocation.multiprocessors
    let span = allocation.extent.upperBound - allocation.extent.lowerBound
    idle = Int64(allocation.multiprocessors) * span - compute - communication
    let longest = bySplit.sorted { ($1.value, $0.key[0], $0.key[1]) < ($0.value, $1.key[0], $1.key[1]) }.prefix(5)
    splits = longest.map { key, time in
      Split(
        communication: key[0], compute: key[1], idle: allocation.multiprocessors - key[0] - key[1], time: time)
    }
    inferred = !allocation.isRecorded
    unplacedCount = allocation.unplacedCount
    unknownCount = allocation.unknownCount
  }
}
