import Analysis
import Terminal

/// The help or the list of marks, over the view.
struct OverlayView {
  let state: ExplorerState
  let overlay: Overlay

  func draw(in canvas: inout Canvas) {
    let width = min(canvas.width - 4, 86)
    let height = min(canvas.height - 4, 40)
    let box = Rect(x: (canvas.width - width) / 2, y: 2, width: width, height: height)
    canvas.fill(box)
    canvas.inside(box) { canvas in
      drawFrame(in: &canvas)
      switch overlay {
      case .help(let query, let scroll): drawHelp(query, scroll, in: &canvas)
      case .marks(let selected): drawMarks(selected, in: &canvas)
      }
    }
  }

  private func drawFrame(in canvas: inout Canvas) {
    let style = canvas.theme.style(.dim)
    let isUnicode = canvas.theme.glyphs == .unicode
    let corners: [Unicode.Scalar] = isUnicode ? ["┌", "┐", "└", "┘"] : ["+", "+", "+", "+"]
    let (right, bottom) = (canvas.width - 1, canvas.height - 1)
    for x in 0...max(0, right) {
      canvas.put(isUnicode ? "─" : "-", x: x, y: 0, style)
      canvas.put(isUnicode ? "─" : "-", x: x, y: bottom, style)
    }
    for y in 0...max(0, bottom) {
      canvas.put(canvas.theme.verticalLine, x: 0, y: y, style)
      canvas.put(canvas.theme.verticalLine, x: right, y: y, style)
    }
    for (corner, place) in zip(corners, [(0, 0), (right, 0), (0, bottom), (right, bottom)]) {
      canvas.put(corner, x: place.0, y: place.1, style)
    }
  }

  private func drawHelp(_ query: TextInput, _ scroll: Int, in canvas: inout Canvas) {
    let theme = canvas.theme
    let lines = state.helpLines(matching: query.text)
    canvas.write(" Keys ", x: 2, y: 0, theme.style(.heading))
    canvas.write("search: " + query.text + "_", x: 2, y: 1, theme.style(.key))
    let rows = canvas.height - 4
    for (offset, line) in lines.dropFirst(scroll).prefix(max(0, rows)).enumerated() {
      canvas.write(line.keys, x: 2, y: 3 + offset, theme.style(.key), maximum: 22)
      canvas.write(canvas.shortened(line.explanation, to: canvas.width - 28), x: 26, y: 3 + offset)
    }
    if lines.isEmpty { canvas.write("no key matches; backspace widens the search", x: 2, y: 3, theme.style(.dim)) }
    if lines.count - scroll > rows { canvas.write(" more below ", x: 2, y: canvas.height - 1, theme.style(.dim)) }
  }

  private func drawMarks(_ selected: Int, in canvas: inout Canvas) {
    let theme = canvas.theme
    canvas.write(" Marks ", x: 2, y: 0, theme.style(.heading))
    let rows = max(1, canvas.height - 3)
    let first = max(0, selected - rows + 1)
    for (offset, index) in (first..<state.marks.count).prefix(rows).enumerated() {
      let style = index == selected ? theme.style(.selected) : .plain
      let distance = index > 0 ? state.marks[index] - state.marks[index - 1] : nil
      var text = " \(index + 1)  \(state.describe(state.marks[index]))"
      if let distance { text += "   +\(Quantity.duration(distance)) after the one before" }
      canvas.write(text, x: 2, y: 1 + offset, style)
    }
    canvas.write(" enter goes there, m removes it ", x: 2, y: canvas.height - 1, theme.style(.dim))
  }
}
