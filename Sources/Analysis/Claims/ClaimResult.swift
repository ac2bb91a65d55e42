/// A claim with what was found and its verdict.
public struct ClaimResult: Sendable {
  /// The claim.
  public let claim: Claim
  /// What its trials gave, in their order.
  public let outcomes: [ClaimTrial.Outcome]
  /// What a trace shows of it, in words; `nil` where nothing.
  public let traceText: String?
  /// What the trace says.
  public let traceStance: ClaimVerdict.Stance
  /// What published figures and the trace say.
  public let measured: ClaimVerdict.Stance
  /// The geometric mean of the gains that count, as a factor; `nil` where none was simulated.
  public let gain: Double?
  /// What the simulation says.
  public let simulated: ClaimVerdict.Stance
  /// The verdict.
  public let verdict: ClaimVerdict

  init(_ claim: Claim, _ outcomes: [ClaimTrial.Outcome], _ trace: TraceFigures) {
    self.claim = claim
    self.outcomes = outcomes
    let shown = claim.traceFigure.flatMap { trace.finding($0) }
    traceText = shown?.text
    traceStance = shown?.stance ?? .silent
    measured = ClaimVerdict.measured(claim.evidence, trace: traceStance)
    gain = ClaimVerdict.mean(zip(claim.trials, outcomes).compactMap { $0.counts ? $1.gain : nil })
    simulated = ClaimVerdict.simulated(gain, claim.expectation)
    verdict = ClaimVerdict(measured: measured, simulated: simulated)
  }

  /// Why the verdict is what it is.
  public var reason: String {
    let measuredText =
      switch measured {
      case .for: "measured figures bear it out"
      case .against: "what was published speaks against it"
      case .divided: "measured figures disagree"
      case .silent: "no published or traced figure measures it"
      }
    return "\(measuredText); \(simulationText): \(verdict.rawValue)"
  }

  private var simulationText: String {
    guard let gain else {
      return claim.trials.isEmpty ? "there is nothing to simulate" : "nothing that counts could be simulated"
    }
    let size = Self.text(ofGain: gain)
    switch claim.expectation {
    case .gains:
      return switch simulated {
      case .for: "the simulation gives \(size)"
      case .against: "the simulation loses by it, \(size)"
      default: "the simulation gives next to nothing, \(size)"
      }
    case .suffices:
      return simulated == .for ? "in the simulation more gains nothing" : "in the simulation more gains \(size)"
    case .factor(let factor):
      return "the simulation gives \(size), against \(Quantity.fixed(factor, digits: 0))"
    }
  }

  /// A gain as people read it: `2.58 times`, `+13.9 %`, `-1.0 %`.
  public static func text(ofGain gain: Double) -> String {
    if gain >= 1.995 { return Quantity.significant(gain) + " times" }
    let percent = 100 * (gain - 1)
    return (percent >= 0.05 ? "+" : "") + Quantity.percent(percent)
  }
}
