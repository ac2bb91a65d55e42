/// What holds of DeepSeek's public story.
public struct ClaimsFinding: Sendable {
  /// What it was judged by.
  public let figures: ClaimFigures
  /// The claims, in the order of the story.
  public let results: [ClaimResult]

  /// The finding of some figures.
  public init(_ figures: ClaimFigures) {
    self.figures = figures
    results = zip(Claim.all, figures.outcomes).map { ClaimResult($0, $1, figures.trace) }
  }

  /// How many claims have which verdict.
  public var headline: String {
    let counts = ClaimVerdict.allCases.compactMap { verdict in
      let count = results.count { $0.verdict == verdict }
      return count > 0 ? "\(count) \(verdict.rawValue)" : nil
    }
    return "Of \(Quantity.count(results.count, "claim")) \(counts.joined(separator: ", "))."
  }

  /// Where the ladder ends.
  public var ladderText: String {
    guard let factor = figures.ladder.factor else { return "The efficiency ladder cannot be simulated." }
    return "The efficiency ladder ends at \(Quantity.significant(factor)) times, against "
      + Quantity.fixed(Claim.claimedFactor, digits: 0) + "."
  }

  /// What is not in the ladder, and why.
  public var ladderNote: String { Optimisation.withoutPTX + "." }

  /// How far the simulation can be trusted.
  public var caveat: String {
    var parts = ["step \(Quantity.duration(figures.step))"]
    if let error = figures.stepError {
      parts.append("\(error < 0 ? "-" : "+")\(Quantity.percent(abs(error) * 100)) of published (validate runs)")
    }
    if let estimated = figures.estimatedPercent {
      parts.append("est. \(Quantity.percent(estimated)) of kernel time")
    }
    return parts.joined(separator: ", ")
  }
}

extension ClaimsFinding: Encodable {
  enum CodingKeys: String, CodingKey {
    case scenario, claims, ladder, trace, rule
    case step = "step_ns"
    case stepError = "step_relative_error"
    case estimatedPercent = "estimated_kernel_time_percent"
  }

  private struct Trial: Encodable {
    let without: String
    let with_ns: Int64?
    let without_ns: Int64?
    let gain: Double?
    let counts: Bool
    let unavailable: String?
  }

  private struct Published: Encodable {
    let text: String
    let source: String
    let stance: String
  }

  private struct Entry: Encodable {
    let id: String
    let claim: String
    let stated: String
    let published: [Published]
    let trace: String?
    let simulated: [Trial]
    let remark: String?
    let measured_says: String
    let simulation_says: String
    let gain: Double?
    let verdict: String
    let reason: String
  }

  private struct Ladder: Encodable {
    struct Rung: Encodable {
      let added: String
      let step_ns: Int64
      let gain: Double
      let total: Double
    }

    let rungs: [Rung]
    let left_out: [String]
    let note: String
    let factor: Double?
    let claimed_factor: Double
  }

  /// Writes the claims with what was found, the ladder, the trace's figures and the rule of the verdicts.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(figures.scenario, forKey: .scenario)
    try container.encode(figures.step, forKey: .step)
    try container.encode(figures.stepError, forKey: .stepError)
    try container.encode(figures.estimatedPercent, forKey: .estimatedPercent)
    try container.encode(results.map(Self.entry), forKey: .claims)
    let ladder = figures.ladder
    try container.encode(
      Ladder(
        rungs: ladder.rungs.indices.map {
          .init(
            added: ladder.rungs[$0].title, step_ns: ladder.rungs[$0].step, gain: ladder.gain($0),
            total: ladder.total($0))
        }, left_out: ladder.leftOut, note: ladderNote, factor: ladder.factor, claimed_factor: Claim.claimedFactor),
      forKey: .ladder)
    try container.encode(figures.trace, forKey: .trace)
    try container.encode(ClaimVerdict.rule, forKey: .rule)
  }

  private static func entry(_ result: ClaimResult) -> Entry {
    let claim = result.claim
    return Entry(
      id: claim.id, claim: claim.title, stated: claim.stated,
      published: claim.evidence.map { Published(text: $0.text, source: $0.source, stance: $0.stance.rawValue) },
      trace: result.traceText, simulated: zip(claim.trials, result.outcomes).map(trial), remark: claim.remark,
      measured_says: result.measured.rawValue, simulation_says: result.simulated.rawValue, gain: result.gain,
      verdict: result.verdict.rawValue, reason: result.reason)
  }

  private static func trial(_ trial: ClaimTrial, _ outcome: ClaimTrial.Outcome) -> Trial {
    switch outcome {
    case .times(let with, let without):
      Trial(
        without: trial.title, with_ns: with, without_ns: without, gain: outcome.gain, counts: trial.counts,
        unavailable: nil)
    case .unavailable(let reason):
      Trial(
        without: trial.title, with_ns: nil, without_ns: nil, gain: nil, counts: trial.counts, unavailable: reason)
    }
  }
}
