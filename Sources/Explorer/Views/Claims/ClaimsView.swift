import Analysis
import Terminal

/// The claims of DeepSeek's public story with their verdicts, and the selected one in detail: beside the list where there
/// is room, else in its place.
struct ClaimsView {
  let state: ExplorerState

  /// Lines above the list: the answer, how far it can be trusted, and the titles.
  static let headLines = 4
  /// Columns of the list on a wide screen.
  private static let listWidth = 76
  /// Lines above the detail that fills a narrow screen: its title and a blank.
  private static let titleLines = 2

  /// Whether the detail stands beside the list.
  static func isWide(_ width: Int) -> Bool { width >= 140 }

  /// The room of the detail on a screen.
  static func detailSize(_ screen: Size) -> Size {
    let height = ScreenLayout(size: screen).viewHeight
    return isWide(screen.width)
      ? Size(width: screen.width - listWidth - 4, height: height - headLines - titleLines)
      : Size(width: screen.width - 2, height: height - titleLines)
  }

  func draw(in canvas: inout Canvas) {
    let theme = canvas.theme
    guard let finding = state.claims.finding else {
      if case .absent(let reason) = state.claims.figures {
        canvas.write(
          canvas.shortened("not simulated: \(reason)", to: canvas.width - 2), x: 1, y: 0, theme.style(.problem))
        return
      }
      let progress = state.claims.progress.map { " \($0.done) of \($0.total)" } ?? ""
      canvas.write("simulating a step with and without each claim ...\(progress)", x: 1, y: 0, theme.style(.dim))
      return
    }
    let isWide = Self.isWide(canvas.width)
    if state.claims.isOpen && !isWide {
      drawDetail(finding, Rect(x: 1, y: 0, width: canvas.width - 2, height: canvas.height), in: &canvas)
      return
    }
    drawHead(finding, in: &canvas)
    let width = isWide ? Self.listWidth : canvas.width - 2
    Self.table.drawTitles(in: &canvas, x: 1, y: Self.headLines - 1, width: width)
    for (line, result) in finding.results.enumerated() {
      draw(result, isSelected: line == state.claims.selected, y: Self.headLines + line, width: width, in: &canvas)
    }
    let below = Self.headLines + finding.results.count + 1
    if isWide {
      drawDetail(
        finding,
        Rect(
          x: Self.listWidth + 3, y: Self.headLines, width: canvas.width - Self.listWidth - 4,
          height: canvas.height - Self.headLines), in: &canvas)
      canvas.inside(Rect(x: 1, y: below, width: width, height: canvas.height - below)) { canvas in
        for (y, line) in ClaimDetail.ladder(finding, width: width).enumerated() { line(&canvas, y) }
      }
    } else if finding.results.indices.contains(state.claims.selected) {
      let result = finding.results[state.claims.selected]
      for (offset, text) in OverviewText.wrapped(result.reason, to: width).enumerated() {
        canvas.write(text, x: 1, y: below + offset, theme.style(.dim))
      }
    }
  }

  private func drawHead(_ finding: ClaimsFinding, in canvas: inout Canvas) {
    let theme = canvas.theme
    let width = canvas.width - 2
    canvas.write(canvas.shortened(finding.headline, to: width), x: 1, y: 0, theme.style(.heading))
    canvas.write(canvas.shortened(finding.ladderText, to: width), x: 1, y: 1, theme.style(.heading))
    canvas.write(canvas.shortened(finding.caveat, to: width), x: 1, y: 2, theme.style(.dim))
  }

  private static let table = Table([
    .init("claim", width: 24, isNumeric: false, isFlexible: true, priority: 0),
    .init("measured", width: 8, isNumeric: false, priority: 3), .init("simulated gain", width: 14, priority: 2),
    .init("verdict", width: 12, isNumeric: false, priority: 1),
  ])

  private func draw(_ result: ClaimResult, isSelected: Bool, y: Int, width: Int, in canvas: inout Canvas) {
    let style = canvas.theme.style(result.verdict)
    let gain = result.gain.map { ClaimResult.text(ofGain: $0) } ?? "-"
    Self.table.draw(
      [
        .init(result.claim.title), .init(result.measured.rawValue, canvas.theme.style(.dim)), .init(gain),
        .init(result.verdict.rawValue, style),
      ], in: &canvas, x: 1, y: y, width: width, isSelected: isSelected)
  }

  private func drawDetail(_ finding: ClaimsFinding, _ area: Rect, in canvas: inout Canvas) {
    // Beside the list the ladder stands below it.
    let isWide = Self.isWide(state.size.width)
    guard finding.results.indices.contains(state.claims.selected) else { return }
    let result = finding.results[state.claims.selected]
    canvas.inside(area) { canvas in
      let theme = canvas.theme
      canvas.writeRight(result.verdict.rawValue, before: canvas.width, y: 0, theme.style(result.verdict))
      canvas.write(
        canvas.shortened(result.claim.title, to: canvas.width - result.verdict.rawValue.count - 1), x: 0, y: 0,
        theme.style(.heading))
      let lines = ClaimDetail(finding, state.claims.selected, width: canvas.width, withLadder: !isWide).lines
      let room = Rect(x: 0, y: Self.titleLines, width: canvas.width, height: canvas.height - Self.titleLines)
      canvas.inside(room) { canvas in
        for (y, line) in lines.dropFirst(state.claims.scroll).prefix(max(0, canvas.height)).enumerated() {
          line(&canvas, y)
        }
      }
    }
  }
}
