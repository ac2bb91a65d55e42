/// A statement of DeepSeek's public story, and what there is to hold against it.
public struct Claim: Sendable {
  /// Something that was published about it.
  public struct Evidence: Sendable, Equatable {
    /// What it says to the claim.
    public enum Stance: String, Sendable {
      /// It states the effect as a figure that was measured.
      case figure
      /// It states the means or the effect without a figure.
      case statement
      /// It speaks against the claim.
      case against
    }

    /// What was published, in short.
    public let text: String
    /// Where, with the rows of the calibration tables.
    public let source: String
    /// What it says to the claim.
    public let stance: Stance
  }

  /// What the simulation must give for the claim to hold.
  public enum Expectation: Sendable, Equatable {
    /// Without it a run takes longer.
    case gains
    /// What it does without would gain nothing.
    case suffices
    /// Without it a run takes so many times as long.
    case factor(Double)
  }

  /// A short name for scripts, such as `fp8`.
  public let id: String
  /// The claim in a few words.
  public let title: String
  /// What the article says.
  public let stated: String
  /// What was published about it.
  public let evidence: [Evidence]
  /// Which figure of a trace shows it; `nil` where a trace cannot.
  public let traceFigure: TraceFigures.Criterion?
  /// What the simulation must give.
  public let expectation: Expectation
  /// What is simulated with and without it.
  public let trials: [ClaimTrial]
  /// What is assumed or left out, in a sentence; `nil` for nothing.
  public let remark: String?

  init(
    _ id: String, _ title: String, stated: String, evidence: [Evidence], trace: TraceFigures.Criterion? = nil,
    expects expectation: Expectation = .gains, trials: [ClaimTrial] = [], remark: String? = nil
  ) {
    self.id = id
    self.title = title
    self.stated = stated
    self.evidence = evidence
    traceFigure = trace
    self.expectation = expectation
    self.trials = trials
    self.remark = remark
  }
}

extension Claim.Evidence {
  static func figure(_ text: String, _ source: String) -> Self { Self(text: text, source: source, stance: .figure) }
  static func statement(_ text: String, _ source: String) -> Self {
    Self(text: text, source: source, stance: .statement)
  }
  static func against(_ text: String, _ source: String) -> Self { Self(text: text, source: source, stance: .against) }
}
