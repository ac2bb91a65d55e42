import Analysis
import Terminal

extension Theme {
  /// How a verdict looks; its word says it without colour too.
  func style(_ verdict: ClaimVerdict) -> Style {
    switch verdict {
    case .confirmed: style(.key)
    case .consistent: style(.text)
    case .unsupported: style(.dim)
    case .contradicted: style(.problem)
    }
  }
}
