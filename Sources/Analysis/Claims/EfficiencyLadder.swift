/// Optimisations added one after another to a plain run, until it is the full system.
public struct EfficiencyLadder: Sendable, Equatable {
  /// A run of the ladder.
  public struct Rung: Sendable, Equatable {
    /// What was added last.
    public let title: String
    /// The step, in nanoseconds.
    public let step: Int64
  }

  /// The plain run first, the full system last.
  public let rungs: [Rung]
  /// Optimisations that are not in it, since a run without them cannot be simulated, with the reason.
  public let leftOut: [String]

  /// A ladder.
  public init(rungs: [Rung], leftOut: [String] = []) {
    self.rungs = rungs
    self.leftOut = leftOut
  }

  /// How many times as long the plain run takes as the full system; `nil` where no rung could be simulated.
  public var factor: Double? { rungs.count > 1 ? total(rungs.count - 1) : nil }

  /// How many times as long the plain run takes as a rung.
  public func total(_ rung: Int) -> Double {
    guard let first = rungs.first, rungs[rung].step > 0 else { return 1 }
    return Double(first.step) / Double(rungs[rung].step)
  }

  /// What a rung gains over the one before it, as a factor.
  public func gain(_ rung: Int) -> Double {
    guard rung > 0, rungs[rung].step > 0 else { return 1 }
    return Double(rungs[rung - 1].step) / Double(rungs[rung].step)
  }
}
