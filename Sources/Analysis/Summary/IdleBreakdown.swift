import Trace

/// Why nothing ran, by the work that ended each gap; nanoseconds.
///
/// The causes are those of Holistic Trace Analysis, with a limit that suits a profiler's resolution of a microsecond.
public struct IdleBreakdown: Sendable, Equatable, Encodable {
  /// The host had not yet launched the next work when the gap began.
  public private(set) var hostWait: Int64 = 0
  /// The next work was launched already and the gap is short: the cost of starting one kernel after another.
  public private(set) var kernelWait: Int64 = 0
  /// The next work was launched already but waited longer (an event, another stream), or its launch is not known.
  public private(set) var other: Int64 = 0

  enum CodingKeys: String, CodingKey {
    case hostWait = "host_wait_ns"
    case kernelWait = "kernel_wait_ns"
    case other = "other_ns"
  }

  /// The longest gap that counts as the cost of starting a kernel: 10 us. On H800 consecutive kernels of one stream
  /// start 1 to 3 us apart (10th to 90th percentile of the published DeepSeek-V3 trace).
  public static let kernelWaitLimit: Int64 = 10_000

  /// Nothing idle.
  public init() {}

  /// Adds a gap that ended when work began that the host launched at `launched`.
  mutating func add(gap: Range<Int64>, launched: Int64) {
    let length = gap.upperBound - gap.lowerBound
    if launched == TraceSpan.unknownTime {
      other += length
    } else if launched > gap.lowerBound {
      // What the work still waited after its launch is the start cost, up to the limit.
      let waiting = min(gap.upperBound - launched, Self.kernelWaitLimit)
      kernelWait += max(0, waiting)
      hostWait += length - max(0, waiting)
    } else if length <= Self.kernelWaitLimit {
      kernelWait += length
    } else {
      other += length
    }
  }

  /// All causes together.
  public var total: Int64 { hostWait + kernelWait + other }
}
