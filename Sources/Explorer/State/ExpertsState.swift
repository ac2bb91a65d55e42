public import Analysis

/// What Experts shows.
public struct ExpertsState: Sendable {
  /// What was asked for last.
  public internal(set) var request: ExpertsComparison.Request?
  /// What is being computed; a request that came meanwhile waits for it.
  var running: ExpertsComparison.Request?
  /// The loads.
  public internal(set) var loads: Loading<ExpertsComparison> = .pending
  /// The balancing whose map stands beside that without.
  public internal(set) var balancing = 1
  /// Whether the maps show GPUs; else experts.
  public internal(set) var showsGPUs = false

  /// No published figure says how skewed training's experts are; this one is assumed.
  public static let assumedSkew = 0.5

  /// Nothing asked yet.
  public init() {}
}
