/// How a kernel is run.
public struct EmulatorOptions: Sendable, Equatable {
  /// The most warp-instructions that a launch may execute; 0 for no limit.
  public var maximumInstructions: Int
  /// Whether reads of memory that nothing has written are reported.
  public var checksInitialization: Bool
  /// Whether races in shared memory are looked for.
  public var checksRaces: Bool
  /// The cores that are used where CTAs do not depend on each other: 1 or more.
  public var cores: Int
  /// The bytes of a thread's stack, for functions that call themselves.
  public var stackBytes: Int
  /// The CTAs that run at the same time where they can wait for each other.
  public var residentCTAs: Int

  /// Options.
  public init(
    maximumInstructions: Int = 0, checksInitialization: Bool = true, checksRaces: Bool = false, cores: Int = 1,
    stackBytes: Int = 4096, residentCTAs: Int = 264
  ) {
    self.maximumInstructions = maximumInstructions
    self.checksInitialization = checksInitialization
    self.checksRaces = checksRaces
    self.cores = cores
    self.stackBytes = stackBytes
    self.residentCTAs = residentCTAs
  }
}
