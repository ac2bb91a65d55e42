/// What claims are judged by: everything that was simulated, and a trace.
public struct ClaimFigures: Sendable, Equatable {
  /// The full system's name.
  public var scenario: String
  /// Its step, in nanoseconds.
  public var step: Int64
  /// How much of its kernel time is derived from kernels that do other work, in per cent.
  public var estimatedPercent: Double?
  /// How far its step is from the published one, as a part of that; `nil` where it is another run.
  public var stepError: Double?
  /// What the trials of each claim gave, in the order of `Claim.all` and their own.
  public var outcomes: [[ClaimTrial.Outcome]]
  /// The ladder.
  public var ladder: EfficiencyLadder
  /// What a trace shows.
  public var trace: TraceFigures

  /// Figures.
  public init(
    scenario: String, step: Int64, estimatedPercent: Double? = nil, stepError: Double? = nil,
    outcomes: [[ClaimTrial.Outcome]], ladder: EfficiencyLadder, trace: TraceFigures = .published
  ) {
    self.scenario = scenario
    self.step = step
    self.estimatedPercent = estimatedPercent
    self.stepError = stepError
    self.outcomes = outcomes
    self.ladder = ladder
    self.trace = trace
  }
}
