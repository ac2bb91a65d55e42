/// The views of the explorer, in the order of their number keys.
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
    }
  }
}
