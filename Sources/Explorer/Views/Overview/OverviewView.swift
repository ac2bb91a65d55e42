import Analysis
import Terminal

/// The findings as a page: the answer, the picture, then SMs, streams, kernels and phases, as far as the screen reaches;
/// the rest is a scroll away.
struct OverviewView {
  let state: ExplorerState

  func draw(in canvas: inout Canvas) {
    guard let summary = state.summary.value else {
      canvas.write("reading the trace ...", x: 1, y: 0, canvas.theme.style(.dim))
      return
    }
    let lines = OverviewPage(summary: summary, width: canvas.width).lines
    let scroll = min(state.overviewScroll, max(0, lines.count - canvas.height))
    let isLongerBelow = scroll + canvas.height < lines.count
    let shown = canvas.height - (isLongerBelow ? 1 : 0)
    for (offset, line) in lines.dropFirst(scroll).prefix(shown).enumerated() { line(&canvas, offset) }
    if isLongerBelow {
      canvas.writeRight(
        "\(lines.count - scroll - shown) more lines, \(state.keys.shortest(.pageDown))", before: canvas.width - 1,
        y: canvas.height - 1, canvas.theme.style(.dim))
    }
  }
}
