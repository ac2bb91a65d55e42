/// A GPU as the source of a trace describes it. Unknown stays unknown.
public struct TraceDevice: Sendable, Equatable {
  /// The device's number in the trace.
  public var index: Int
  /// The name that the driver reports, such as `NVIDIA H800`.
  public var name: String
  /// Compute capability, major.
  public var computeMajor: Int?
  /// Compute capability, minor.
  public var computeMinor: Int?
  /// Streaming multiprocessors.
  public var multiprocessors: Int?
  /// Device memory in bytes.
  public var memoryBytes: Int64?
  /// 32-bit registers of an SM.
  public var registersPerSM: Int?
  /// Shared memory of an SM in bytes.
  public var sharedBytesPerSM: Int?
  /// Shared memory that a CTA may opt into, in bytes.
  public var sharedBytesPerCTAOptIn: Int?
  /// Threads that an SM can hold.
  public var threadsPerSM: Int?

  /// A device; what is not given is unknown.
  public init(
    index: Int, name: String, computeMajor: Int? = nil, computeMinor: Int? = nil, multiprocessors: Int? = nil,
    memoryBytes: Int64? = nil, registersPerSM: Int? = nil, sharedBytesPerSM: Int? = nil,
    sharedBytesPerCTAOptIn: Int? = nil, threadsPerSM: Int? = nil
  ) {
    self.index = index
    self.name = name
    self.computeMajor = computeMajor
    self.computeMinor = computeMinor
    self.multiprocessors = multiprocessors
    self.memoryBytes = memoryBytes
    self.registersPerSM = registersPerSM
    self.sharedBytesPerSM = sharedBytesPerSM
    self.sharedBytesPerCTAOptIn = sharedBytesPerCTAOptIn
    self.threadsPerSM = threadsPerSM
  }
}
