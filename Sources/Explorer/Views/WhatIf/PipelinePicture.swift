import Analysis
import Terminal

/// A pipeline over time in little room: where there are more ranks than lines, ranks are left out evenly.
struct PipelinePicture {
  let chart: PipelineChart
  let range: Range<Int64>

  func draw(in canvas: inout Canvas, _ area: Rect) {
    guard area.width > 0, area.height > 0, !range.isEmpty else { return }
    let theme = canvas.theme
    let cells = chart.cells(range, columns: area.width)
    let lines = min(area.height, chart.ranks.count)
    for line in 0..<lines {
      let rank = lines == 1 ? 0 : line * (chart.ranks.count - 1) / (lines - 1)
      for column in 0..<area.width {
        let cell = cells[rank * area.width + column]
        let isOver = range.lowerBound + Int64(column) * (range.upperBound / Int64(area.width)) >= chart.step.upperBound
        if isOver { continue }
        let role = cell.idleShare > 0.5 ? .idle : cell.dominant.map { Role(category: $0) } ?? .idle
        canvas.put(theme.glyph(role), x: area.x + column, y: area.y + line, theme.style(role))
      }
    }
  }
}
