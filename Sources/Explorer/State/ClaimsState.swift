public import Analysis

/// What Claims shows.
public struct ClaimsState: Sendable {
  /// What was simulated, and the trace's figures.
  public internal(set) var figures: Loading<ClaimFigures>?
  /// What follows from it.
  public internal(set) var finding: ClaimsFinding?
  /// How far the simulation is.
  public internal(set) var progress: ClaimSimulation.Progress?
  /// The selected claim.
  public internal(set) var selected = 0
  /// Whether the selected claim fills a narrow screen.
  public internal(set) var isOpen = false
  /// The first visible line of its detail.
  public internal(set) var scroll = 0

  /// Nothing asked yet.
  public init() {}
}
