/// The views of the explorer, in the order of the line of views.
public enum ViewID: String, Sendable, CaseIterable {
  /// The findings as a page.
  case overview
  /// Streams, phases and kernels over time.
  case timeline
  /// The SMs at the cursor and over time.
  case sms
  /// The kernels as a table.
  case kernels
  /// The ranks of a pipeline over time.
  case pipeline
  /// The knobs of a simulated step.
  case whatIf = "what-if"
  /// The warps of simulated kernels over time.
  case warps
  /// Two simulated kernels side by side.
  case paths
  /// How evenly experts are loaded.
  case experts
  /// What holds of DeepSeek's public story.
  case claims
  /// Published numbers beside simulated ones.
  case validate

  /// The title in the line of views.
  public var title: String {
    switch self {
    case .overview: "Overview"
    case .timeline: "Timeline"
    case .sms: "SMs"
    case .kernels: "Kernels"
    case .pipeline: "Pipeline"
    case .whatIf: "What-if"
    case .warps: "Warps"
    case .paths: "Paths"
    case .experts: "Experts"
    case .claims: "Claims"
    case .validate: "Validate"
    }
  }

  /// The command that shows it.
  var command: Command {
    switch self {
    case .overview: .showOverview
    case .timeline: .showTimeline
    case .sms: .showSMs
    case .kernels: .showKernels
    case .pipeline: .showPipeline
    case .whatIf: .showWhatIf
    case .warps: .showWarps
    case .paths: .showPaths
    case .experts: .showExperts
    case .claims: .showClaims
    case .validate: .showValidate
    }
  }
}
