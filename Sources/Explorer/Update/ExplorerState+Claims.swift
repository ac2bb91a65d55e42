import Analysis
import Terminal
import Trace

extension ExplorerState {
  /// Shows the claims, which are simulated the first time.
  mutating func showClaims() -> [Effect] {
    view = .claims
    guard claims.figures == nil else { return [] }
    claims.figures = .pending
    return [.simulateClaims]
  }

  /// Takes in what was simulated, and judges it by the figures of this trace where it shows communication, else by those
  /// of the published trace.
  mutating func judgeClaims(_ simulated: Loading<ClaimFigures>?) {
    guard let simulated else { return }
    claims.figures = simulated
    guard var figures = simulated.value else { return }
    if let summary = summary.value, summary.origin != .simulation, summary.activity.communication > 0 {
      figures.trace = TraceFigures(summary)
    }
    claims.finding = ClaimsFinding(figures)
  }

  /// A command while the claims are shown.
  ///
  /// - Returns: whether it means something there.
  mutating func moveClaims(_ command: Command) -> Bool {
    let isDetail = claims.isOpen && !ClaimsView.isWide(size.width)
    let page = max(1, ScreenLayout(size: size).viewHeight - 2)
    switch command {
    case .up where isDetail: scrollClaim(by: -1)
    case .down where isDetail: scrollClaim(by: 1)
    case .up, .left: selectClaim(claims.selected - 1)
    case .down, .right: selectClaim(claims.selected + 1)
    case .pageUp: scrollClaim(by: -page)
    case .pageDown: scrollClaim(by: page)
    case .first: selectClaim(0)
    case .last: selectClaim(Claim.all.count - 1)
    case .enter:
      claims.isOpen.toggle()
      claims.scroll = 0
    default: return false
    }
    return true
  }

  /// Closes the detail that fills a narrow screen.
  ///
  /// - Returns: whether one was open.
  mutating func closeClaim() -> Bool {
    guard view == .claims, claims.isOpen, !ClaimsView.isWide(size.width) else { return false }
    claims.isOpen = false
    return true
  }

  /// Selects the claim in a line of the view.
  mutating func selectClaim(atLine line: Int) {
    guard !claims.isOpen || ClaimsView.isWide(size.width) else { return }
    let index = line - ClaimsView.headLines
    if Claim.all.indices.contains(index) { selectClaim(index) }
  }

  private mutating func selectClaim(_ index: Int) {
    claims.selected = min(max(0, index), Claim.all.count - 1)
    claims.scroll = 0
  }

  private mutating func scrollClaim(by lines: Int) {
    guard let finding = claims.finding else { return }
    let room = ClaimsView.detailSize(size)
    let detail = ClaimDetail(
      finding, claims.selected, width: room.width, withLadder: !ClaimsView.isWide(size.width))
    let count = detail.lines.count
    claims.scroll = min(max(0, claims.scroll + lines), max(0, count - room.height))
  }
}
