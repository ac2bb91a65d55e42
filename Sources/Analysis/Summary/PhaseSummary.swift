/// The ranges of one name that the user marked: NVTX ranges, record_function blocks.
public struct PhaseSummary: Sendable, Equatable, Encodable {
  /// The range's name.
  public let name: String
  /// How often it was entered.
  public let count: Int
  /// When it was first entered, in nanoseconds from the trace's origin.
  public let firstStart: Int64
  /// The time that the host spent in it, in nanoseconds.
  public let host: Int64
  /// The GPU's busy time for work that was launched while the range was open, in nanoseconds, as a union for each
  /// entry. The launching thread does not matter: a backward pass is launched by autograd's own thread.
  public let gpu: Int64
  /// How many pieces of GPU work that was.
  public let workCount: Int

  enum CodingKeys: String, CodingKey {
    case name
    case count
    case firstStart = "first_start_ns"
    case host = "host_ns"
    case gpu = "gpu_busy_ns"
    case workCount = "launched_count"
  }
}
