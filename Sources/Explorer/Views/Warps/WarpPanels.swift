import Analysis
import Terminal

/// Below the warps: their states, the schedulers, and what-if for occupancy.
struct WarpPanels {
  let state: ExplorerState
  let profile: KernelProfile

  func draw(in canvas: inout Canvas) {
    let part = canvas.width / 3
    let height = canvas.height
    canvas.inside(Rect(x: 1, y: 0, width: part - 2, height: height)) { drawStates(in: &$0) }
    canvas.inside(Rect(x: part + 1, y: 0, width: part - 2, height: height)) { drawSchedulers(in: &$0) }
    canvas.inside(Rect(x: 2 * part + 1, y: 0, width: canvas.width - 2 * part - 2, height: height)) {
      drawWhatIf(in: &$0)
    }
  }

  private func drawStates(in canvas: inout Canvas) {
    canvas.write("warp states, share", x: 0, y: 0, canvas.theme.style(.dim))
    let names = profile.stallOrder.prefix(canvas.height - 1)
    for (line, name) in names.enumerated() {
      bar(name, profile.stallPercent(name), Role(WarpStateGroup(name)), y: line + 1, in: &canvas)
    }
  }

  private func drawSchedulers(in canvas: inout Canvas) {
    canvas.write("issue slots in use", x: 0, y: 0, canvas.theme.style(.dim))
    var y = 1
    for (number, percent) in profile.schedulers.enumerated() {
      bar("scheduler \(number)", percent, .compute, y: y, in: &canvas)
      y += 1
    }
    for share in profile.throughputs.sorted(by: { ($1.percent, $0.name) < ($0.percent, $1.name) })
      .prefix(max(0, canvas.height - y))
    {
      bar(share.name, share.percent, .host, y: y, in: &canvas)
      y += 1
    }
  }

  /// A name, a number, and a bar where there is room.
  private func bar(_ name: String, _ percent: Double, _ role: Role, y: Int, in canvas: inout Canvas) {
    let label = min(22, max(10, canvas.width - 9))
    canvas.write(canvas.shortened(name, to: label - 1), x: 0, y: y)
    canvas.writeRight(Quantity.percent(percent), before: label + 7, y: y)
    canvas.bar(percent, of: 100, x: label + 8, y: y, length: canvas.width - label - 9, role: role)
  }

  private func drawWhatIf(in canvas: inout Canvas) {
    let theme = canvas.theme
    canvas.write("what if, occupancy", x: 0, y: 0, theme.style(.dim))
    guard let model = state.occupancy else { return }
    for (line, knob) in OccupancyWhatIf.Knob.allCases.enumerated() {
      let value = model.value(knob)
      let text = knob == .shared ? Quantity.bytes(Int64(value.now)) : "\(value.now)"
      let style = theme.style(knob == state.occupancyKnob ? .selected : value.now != value.own ? .key : .text)
      canvas.write("\(knob.rawValue) \(text)", x: 0, y: line + 1, style)
    }
    switch model.outcome {
    case .holds(let warps, let percent, let limiter):
      canvas.write(
        canvas.shortened("\(warps) warps, \(Quantity.percent(percent)): \(limiter)", to: canvas.width), x: 0, y: 4,
        theme.style(.heading))
    case .refused(let reason):
      canvas.write(canvas.shortened(reason, to: canvas.width), x: 0, y: 4, theme.style(.problem))
    }
    drawCurve(model, y: 5, in: &canvas)
  }

  /// The occupancy over the range of the selected knob, over as many lines as there are.
  private func drawCurve(_ model: OccupancyWhatIf, y: Int, in canvas: inout Canvas) {
    let theme = canvas.theme
    let lines = max(1, canvas.height - y - 1)
    let columns = max(1, canvas.width - 1)
    let curve = model.curve(state.occupancyKnob, points: columns)
    let now = model.value(state.occupancyKnob).now
    let marked = curve.lastIndex { $0.value <= now } ?? 0
    for (column, point) in curve.enumerated() {
      for line in 0..<lines {
        let share = point.percent / 100 * Double(lines) - Double(lines - 1 - line)
        let style = theme.style(column == marked ? .cursor : .compute)
        canvas.put(theme.level(min(1, max(0, share))), x: column, y: y + line, style)
      }
    }
    guard let first = curve.first, let last = curve.last else { return }
    canvas.write("\(first.value)", x: 0, y: y + lines, theme.style(.dim))
    canvas.writeRight("\(last.value)", before: columns, y: y + lines, theme.style(.dim))
  }
}
