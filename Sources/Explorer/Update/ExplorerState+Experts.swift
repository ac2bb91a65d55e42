import Analysis
import Trace

extension ExplorerState {
  /// Shows the experts' loads.
  mutating func showExperts() -> [Effect] {
    guard views.contains(.experts) else {
      show(.experts)
      return []
    }
    view = .experts
    return experts.request == nil ? route(skew: nil) : []
  }

  /// A command while they are shown.
  ///
  /// - Returns: what is to be done, or `nil` where the command means nothing there.
  mutating func moveExperts(_ command: Command) -> [Effect]? {
    let skew = experts.request?.skew ?? experts.loads.value?.skew
    switch command {
    case .left: return skew.map { route(skew: $0 - Self.skewStep) } ?? []
    case .right: return skew.map { route(skew: $0 + Self.skewStep) } ?? []
    case .sortNext:
      guard let loads = experts.loads.value else { return [] }
      experts.balancing = experts.shown < loads.balancings.count - 1 ? experts.shown + 1 : 1
    case .sortReverse: experts.showsGPUs.toggle()
    default: return nil
    }
    return []
  }

  private static let skewStep = 0.125

  private mutating func route(skew: Double?) -> [Effect] {
    let request = ExpertsComparison.Request(scenario: outline.info.scenario, skew: skew.map { min(2, max(0, $0)) })
    guard request != experts.request else { return [] }
    experts.request = request
    guard experts.running == nil else { return [] }
    experts.running = request
    return [.routeExperts(request)]
  }

  /// Takes in loads, and asks again where the knob was turned meanwhile.
  mutating func finish(_ request: ExpertsComparison.Request, _ loads: Loading<ExpertsComparison>) -> [Effect] {
    experts.running = nil
    guard let wanted = experts.request, wanted != request else {
      experts.loads = loads
      return []
    }
    experts.running = wanted
    return [.routeExperts(wanted)]
  }
}
