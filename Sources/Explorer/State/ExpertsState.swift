public import Analysis

/// What Experts shows.
public struct ExpertsState: Sendable {
  /// What was asked for last.
  public internal(set) var request: ExpertsComparison.Request?
  /// What is being computed; a request that came meanwhile waits for it.
  var running: ExpertsComparison.Request?
  /// The loads.
  public internal(set) var loads: Loading<ExpertsComparison> = .pending
  /// The balancing whose map stands beside that without; `nil` for the scenario's own.
  public internal(set) var balancing: Int?
  /// Whether the maps show GPUs; else experts.
  public internal(set) var showsGPUs = false

  /// Nothing asked yet.
  public init() {}

  /// The balancing that is shown beside none: never none itself.
  public var shown: Int {
    guard let loads = loads.value else { return 0 }
    return min(max(1, balancing ?? loads.own), loads.balancings.count - 1)
  }
}
