import Glibc

/// What the figures say to a claim.
public enum ClaimVerdict: String, Sendable, CaseIterable {
  /// Measured and simulated figures both bear it out.
  case confirmed
  /// One of them does, and the other does not speak.
  case consistent
  /// Neither does, or they disagree.
  case unsupported
  /// One speaks against it, and the other not for it.
  case contradicted

  /// What a kind of figure says to a claim.
  public enum Stance: String, Sendable {
    /// It bears the claim out.
    case `for`
    /// It speaks against it.
    case against
    /// It says nothing.
    case silent
    /// Some of it bears it out and some speaks against it.
    case divided
  }

  /// Below so many per cent a difference counts as none.
  static let noticeablePercent = 2.0
  /// A factor is reached from this part of it on, and missed below half of it.
  static let reachedPart = 0.9
  static let missedPart = 0.5

  /// The verdict of what was measured and what was simulated.
  init(measured: Stance, simulated: Stance) {
    switch (measured, simulated) {
    case (.for, .for): self = .confirmed
    case (.for, .silent), (.silent, .for): self = .consistent
    case (.against, .against), (.against, .silent), (.silent, .against): self = .contradicted
    default: self = .unsupported
    }
  }

  /// What published figures and a trace say: statements without a figure say nothing.
  static func measured(_ evidence: [Claim.Evidence], trace: Stance) -> Stance {
    let isFor = trace == .for || evidence.contains { $0.stance == .figure }
    let isAgainst = trace == .against || evidence.contains { $0.stance == .against }
    if isFor { return isAgainst ? .divided : .for }
    return isAgainst ? .against : .silent
  }

  /// What the geometric mean of simulated gains says; nothing where there is none.
  static func simulated(_ gain: Double?, _ expectation: Claim.Expectation) -> Stance {
    guard let gain else { return .silent }
    let noticeable = 1 + noticeablePercent / 100
    switch expectation {
    case .gains: return gain >= noticeable ? .for : gain <= 1 / noticeable ? .against : .silent
    case .suffices: return gain > 1 / noticeable ? .for : .against
    case .factor(let factor):
      return gain >= reachedPart * factor ? .for : gain < missedPart * factor ? .against : .silent
    }
  }

  /// The geometric mean; `nil` of nothing.
  static func mean(_ gains: [Double]) -> Double? {
    guard !gains.isEmpty else { return nil }
    return exp(gains.reduce(0) { $0 + log($1) } / Double(gains.count))
  }

  /// The rule, for people.
  public static let rule = """
    A published figure of the effect, or a figure of the trace that meets its criterion, is measured; statements without \
    a figure count for nothing. Simulated is the geometric mean of the gains that count: it bears a claim out from \
    \(Quantity.significant(noticeablePercent)) % on and speaks against it from \(Quantity.significant(noticeablePercent)) \
    % the other way; where a claim says that something suffices, doing more must gain less than that; a claimed factor is \
    borne out from 0.9 of it on, and spoken against below half of it. Both for it: confirmed; one for it, the other silent: \
    consistent; one against it, the other not for it: contradicted; all else: unsupported.
    """
}
