import Analysis
import Terminal

/// The knobs of the trace's scenario on the left, what a step then takes on the right, and both pipelines below it.
struct WhatIfView {
  let state: ExplorerState

  func draw(in canvas: inout Canvas) {
    guard let model = state.whatIf else {
      canvas.write("this trace holds no scenario to turn the knobs of", x: 1, y: 0, canvas.theme.style(.dim))
      return
    }
    let left = min(64, max(38, canvas.width / 2 - 2))
    drawKnobs(model, width: left, in: &canvas)
    let rest = Rect(x: left + 2, y: 0, width: canvas.width - left - 3, height: canvas.height - 1)
    canvas.inside(rest) { canvas in
      let y = drawNumbers(model, in: &canvas)
      drawPipelines(model, y: y + 1, in: &canvas)
    }
  }

  /// A line of the list: the heading of a section, or a knob by its index.
  private enum Line {
    case section(String)
    case knob(Int)
  }

  /// The knobs that fit under the headings of their sections, with the selected one among them and what it means in the
  /// last line.
  private func drawKnobs(_ model: WhatIf, width: Int, in canvas: inout Canvas) {
    let theme = canvas.theme
    let rows = canvas.height - 2
    let selected = state.knob
    var lines: [Line] = []
    var selectedLine = 0
    for (index, knob) in model.knobs.enumerated() {
      if index == 0 || model.knobs[index - 1].section != knob.section { lines.append(.section(knob.section)) }
      if index == selected { selectedLine = lines.count }
      lines.append(.knob(index))
    }
    let first = min(max(0, selectedLine - rows / 2), max(0, lines.count - rows))
    for (line, entry) in lines[first..<min(lines.count, first + rows)].enumerated() {
      guard case .knob(let index) = entry else {
        if case .section(let name) = entry { canvas.write(name, x: 1, y: line, theme.style(.dim)) }
        continue
      }
      let knob = model.knobs[index]
      let (now, saved) = model.values(of: knob)
      let isChanged = now != saved
      let style = theme.style(index == selected ? .selected : isChanged ? .heading : .text)
      let value = canvas.shortened(now.map(knob.display) ?? "not given", to: 16)
      let name = canvas.shortened("  " + knob.name, to: width - 19)
      let padding = String(repeating: " ", count: max(1, width - 2 - name.count - value.count))
      canvas.write(isChanged ? "*" : " ", x: 0, y: line, theme.style(.key))
      canvas.write(name + padding + value, x: 1, y: line, style)
    }
    guard model.knobs.indices.contains(selected) else { return }
    let knob = model.knobs[selected]
    let saved = model.values(of: knob).saved.map(knob.display) ?? "not given"
    canvas.write(canvas.shortened("saved: \(saved)", to: width), x: 1, y: canvas.height - 2, theme.style(.dim))
    // The whole line is its own: what a setting means says what holds where it is not given.
    canvas.write(canvas.shortened(knob.meaning, to: canvas.width - 2), x: 1, y: canvas.height - 1, theme.style(.dim))
  }

  /// - Returns: the line behind the numbers.
  private func drawNumbers(_ model: WhatIf, in canvas: inout Canvas) -> Int {
    let theme = canvas.theme
    guard let step = model.outcome.step else {
      canvas.write("these settings have no step:", x: 0, y: 0, theme.style(.problem))
      guard case .refused(let reason) = model.outcome else { return 1 }
      var y = 1
      var rest = reason[...]
      while !rest.isEmpty && y < 6 {
        let line = rest.prefix(canvas.width)
        let end =
          line.count == rest.count ? line.endIndex : line.lastIndex(of: " ").map(line.index(after:)) ?? line.endIndex
        canvas.write(String(rest[..<end]), x: 0, y: y)
        rest = rest[end...]
        y += 1
      }
      return y
    }
    canvas.write(canvas.shortened(step.title, to: canvas.width), x: 0, y: 0, theme.style(.heading))
    for (line, metric) in step.metrics.enumerated() {
      canvas.write(metric.title, x: 0, y: line + 1, theme.style(.dim))
      canvas.writeRight(metric.text, before: min(37, canvas.width - 10), y: line + 1)
      guard let change = step.change(of: metric, from: model.savedStep), let isBetter = change.isBetter else {
        continue
      }
      let word = canvas.width >= 52 ? (isBetter ? "  better" : "  worse") : ""
      canvas.write(
        change.text + word, x: min(38, canvas.width - 9), y: line + 1, theme.style(isBetter ? .key : .problem))
    }
    return step.metrics.count + 1
  }

  /// The saved pipeline above the one that the knobs give, on one scale of time.
  private func drawPipelines(_ model: WhatIf, y: Int, in canvas: inout Canvas) {
    let charts = [("saved", model.savedStep.chart), ("now", model.outcome.step?.chart)]
    let longest = charts.compactMap { $0.1?.step.upperBound }.max() ?? 0
    let room = (canvas.height - y) / 2
    guard longest > 0, room >= 2, canvas.width >= 12 else { return }
    for (place, (title, chart)) in charts.enumerated() {
      guard let chart else { continue }
      let top = y + place * room
      canvas.write(title, x: 0, y: top, canvas.theme.style(.dim))
      PipelinePicture(chart: chart, range: 0..<longest)
        .draw(in: &canvas, Rect(x: 6, y: top, width: canvas.width - 6, height: room - (place == 0 && room > 3 ? 1 : 0)))
    }
  }
}
