public import Trace

/// The findings of a trace as a whole: what the GPU did, what hid what, and where the time went.
public struct Summary: Sendable, Equatable {
  /// The file or scenario.
  public let source: String
  /// Where the trace comes from.
  public let origin: TraceInfo.Origin
  /// The GPU's name as the source gives it; `nil` where it gives none.
  public let deviceName: String?
  /// The GPU that the findings are about.
  public let device: Int
  /// All GPUs of the trace that did any work.
  public let devices: [Int]
  /// The rank that recorded the trace.
  public let rank: Int?
  /// Ranks of the whole run.
  public let worldSize: Int?
  /// From the first kernel's start to the last one's end, in nanoseconds from the trace's origin.
  public let extent: Range<Int64>
  /// Kernels only; copies and fills are left out.
  public let activity: ActivitySummary
  /// The same with copies and fills counted as compute.
  public let activityWithMemory: ActivitySummary
  /// Why no kernel ran.
  public let idle: IdleBreakdown
  /// The streams, busiest first.
  public let streams: [StreamSummary]
  /// The kernels, by total time.
  public let kernels: [KernelSummary]
  /// How many kernels were launched.
  public let kernelCount: Int
  /// How many copies and fills there were.
  public let memoryCount: Int
  /// From the host's call to the kernel's start; `nil` where no launch is known.
  public let launchLatency: Distribution?
  /// The ranges that the user marked, in order of their first entry.
  public let phases: [PhaseSummary]
  /// The SMs' time by role, recorded or reconstructed from launch shapes; `nil` without a known device or
  /// shapes.
  public let smTime: SMTime?
  /// What a pipeline schedule did; `nil` where the trace holds none.
  public let pipeline: PipelineSummary?
  /// What could not be read of the source.
  public let loss: ImportLoss
  /// Of a simulated step, which chunks are recorded kernel by kernel, where not all are; `nil` otherwise.
  public let recordedPart: String?

  /// How long the kernels took from first to last, in nanoseconds. For a pipeline without kernels: the step.
  public var span: Int64 { extent.upperBound - extent.lowerBound }
}
