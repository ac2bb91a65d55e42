/// What is known of a trace as a whole.
public struct TraceInfo: Sendable, Equatable {
  /// Where a trace comes from. The raw value is stored in trace files.
  public enum Origin: String, Sendable, CaseIterable {
    /// A Kineto or Chrome JSON file.
    case chromeJSON = "chrome-json"
    /// An Nsight Systems SQLite export.
    case nsightSystems = "nsight-systems"
    /// tuiperf's own simulator.
    case simulation = "simulation"
  }

  /// Where it comes from.
  public var origin: Origin
  /// The name of the file or scenario, without folders.
  public var sourceName: String
  /// The GPUs that the source describes.
  public var devices: [TraceDevice]
  /// The rank that recorded it.
  public var rank: Int?
  /// Ranks of the whole run.
  public var worldSize: Int?
  /// The communication backend, such as `nccl`.
  public var backend: String?
  /// Nanoseconds since 1970 at the trace's origin (time 0); `nil` where the source gives no wall clock.
  public var originUnixNanoseconds: Int64?
  /// What could not be read of the source.
  public var loss: ImportLoss
  /// For a simulated trace: its scenario with every setting, as JSON text.
  public var scenario: String?
  /// For a simulated trace: the seed of its random numbers.
  public var seed: UInt64?
  /// The version of tuiperf that wrote it.
  public var generator: String?
  /// Further facts worth keeping, such as a pipeline's schedule; keys are snake_case.
  public var facts: [String: String]

  /// What is known of a trace; what is not given is unknown.
  public init(
    origin: Origin, sourceName: String, devices: [TraceDevice] = [], rank: Int? = nil, worldSize: Int? = nil,
    backend: String? = nil, originUnixNanoseconds: Int64? = nil, loss: ImportLoss = ImportLoss(),
    scenario: String? = nil, seed: UInt64? = nil, generator: String? = nil, facts: [String: String] = [:]
  ) {
    self.origin = origin
    self.sourceName = sourceName
    self.devices = devices
    self.rank = rank
    self.worldSize = worldSize
    self.backend = backend
    self.originUnixNanoseconds = originUnixNanoseconds
    self.loss = loss
    self.scenario = scenario
    self.seed = seed
    self.generator = generator
    self.facts = facts
  }
}
