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
    return experts.request == nil ? route(skew: ExpertsState.assumedSkew) : []
  }

  /// A command while they are shown.
  ///
  /// - Returns: what is to be done, or `nil` where the command means nothing there.
  mutating func moveExperts(_ command: Command) -> [Effect]? {
    let skew = experts.request?.skew ?? ExpertsState.assumedSkew
    switch command {
    case .left: return route(skew: skew - 0.125)
    case .right: return route(skew: skew + 0.125)
    case .sortNext: experts.balancing = experts.balancing == 1 ? 2 : 1
    case .sortReverse: experts.showsGPUs.toggle()
    default: return nil
    }
    return []
  }

  private mutating func route(skew: Double) -> [Effect] {
    let request = ExpertsComparison.Request(scenario: outline.info.scenario, skew: min(3, max(0, skew)))
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
