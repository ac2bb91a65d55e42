/// What kind of work a span is. The raw value is stored in trace files and never changes its meaning.
public enum SpanCategory: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  /// Anything that the other cases do not name.
  case other = 0
  /// A kernel on the GPU.
  case kernel = 1
  /// A copy that the GPU made.
  case memoryCopy = 2
  /// A fill that the GPU made.
  case memorySet = 3
  /// A call of the CUDA runtime or driver API on a host thread.
  case apiCall = 4
  /// An operator of the framework on a host thread.
  case hostOperation = 5
  /// A range that the user marked on a host thread (NVTX, record_function).
  case annotation = 6
  /// A user's range as the profiler projected it onto the GPU; not GPU work.
  case gpuAnnotation = 7
  /// A Python frame.
  case pythonFunction = 8
  /// Waiting that the profiler recorded as such (cuda_sync).
  case synchronization = 9
  /// The profiler's own cost.
  case overhead = 10
  /// A point in time without duration.
  case instant = 11

  /// A forward chunk of a pipeline schedule.
  case forward = 32
  /// A full backward chunk: input and weight gradient together.
  case backward = 33
  /// The input-gradient part of a backward chunk.
  case inputGradient = 34
  /// The weight-gradient part of a backward chunk.
  case weightGradient = 35
  /// A forward and a full backward chunk that run overlapped (DualPipe's F&B).
  case overlappedPair = 36
  /// The optimizer's work after the pipeline.
  case optimizer = 37

  /// A CTA on an SM.
  case cta = 48
  /// A state of a warp; its name is Nsight Compute's.
  case warpState = 49
  /// Time of a kernel that was not simulated but extrapolated.
  case extrapolated = 50

  /// Work that occupies the GPU: kernels, copies and fills.
  @inlinable
  public var isGPUWork: Bool {
    self == .kernel || self == .memoryCopy || self == .memorySet
  }

  /// A chunk of a pipeline schedule.
  @inlinable
  public var isPipelineChunk: Bool {
    rawValue >= SpanCategory.forward.rawValue && rawValue <= SpanCategory.overlappedPair.rawValue
  }
}
