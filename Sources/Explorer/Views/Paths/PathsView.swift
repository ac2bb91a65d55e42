import Analysis
import Terminal

/// Two kernels side by side: the answer, the numbers with their difference, warp states, the roofline, and the lines of
/// both that differ most.
struct PathsView {
  let state: ExplorerState

  func draw(in canvas: inout Canvas) {
    let theme = canvas.theme
    guard let comparison = state.comparison else {
      canvas.write("a trace with two simulated kernels has paths to compare", x: 1, y: 0, theme.style(.dim))
      return
    }
    let width = canvas.width - 2
    let style = theme.style(comparison.slowdownPercent > -1 ? .problem : .heading)
    for (line, text) in comparison.findings.prefix(3).enumerated() {
      canvas.write(canvas.shortened(text, to: width), x: 1, y: line, line == 0 ? style : .plain)
    }
    let top = min(3, comparison.findings.count) + 1
    let room = Rect(x: 1, y: top, width: width, height: canvas.height - top)
    guard width >= 140 else {
      canvas.inside(room) { canvas in
        // What matters most fills the first page: a few numbers, then lines; all numbers come below.
        let lineCount = max(5, canvas.height - Self.telling.count - 4)
        var y = drawTitles(comparison, y: -state.pathsScroll, in: &canvas)
        for metric in comparison.metrics where Self.telling.contains(metric.key) {
          draw(metric, y: y, in: &canvas)
          y += 1
        }
        for metric in comparison.states.prefix(Self.tellingStates) {
          draw(metric, unit: ", cyc/inst", y: y, in: &canvas)
          y += 1
        }
        let lines = drawLines(comparison, y: y + 1, count: lineCount, in: &canvas)
        let next = drawNumbers(comparison, y: lines + 1, in: &canvas)
        RooflineChart(comparison: comparison).draw(in: &canvas, y: next + 1, height: 12)
      }
      return
    }
    let half = width * 9 / 20
    canvas.inside(Rect(x: 1, y: top, width: half, height: room.height)) { canvas in
      let y = drawNumbers(comparison, y: 0, in: &canvas)
      RooflineChart(comparison: comparison).draw(in: &canvas, y: y + 1, height: max(8, canvas.height - y - 1))
    }
    canvas.inside(Rect(x: half + 4, y: top, width: width - half - 4, height: room.height)) { canvas in
      _ = drawLines(comparison, y: -state.pathsScroll, count: canvas.height + state.pathsScroll, in: &canvas)
    }
  }

  private static let table = Table([
    .init("", width: 22, isNumeric: false, isFlexible: true, priority: 0),
    .init("first", width: 12, priority: 1), .init("second", width: 12, priority: 1),
    .init("difference", width: 10, priority: 1), .init("", width: 6, isNumeric: false, priority: 2),
  ])

  /// The numbers of the first page of a narrow screen.
  private static let telling: Set = [
    "duration_ns", "tflops", "work_bytes_per_s", "warp_instructions", "achieved_occupancy_percent",
    "sectors_per_request", "l2_read_bytes",
  ]
  private static let tellingStates = 2

  /// The kernels above their columns, shortened to them.
  ///
  /// - Returns: the line behind them.
  private func drawTitles(_ comparison: KernelComparison, y: Int, in canvas: inout Canvas) -> Int {
    let theme = canvas.theme
    let left = Self.table.layout(width: canvas.width)
    for (index, name) in [(1, comparison.first), (2, comparison.second)] {
      guard let place = left.first(where: { $0.index == index }) else { continue }
      let title = name.work == nil ? name.kernel : "\(name.path?.uppercased() ?? "") path"
      canvas.writeRight(
        canvas.shortened(title, to: place.width), before: place.x + place.width, y: y, theme.style(.dim))
    }
    if let place = left.first(where: { $0.index == 3 }) {
      canvas.writeRight("difference", before: place.x + place.width, y: y, theme.style(.dim))
    }
    canvas.write(
      canvas.shortened(comparison.first.work ?? "", to: max(4, (left.first?.width ?? 20))), x: 0, y: y,
      theme.style(.dim))
    return y + 1
  }

  /// - Returns: the line behind the numbers.
  private func drawNumbers(_ comparison: KernelComparison, y: Int, in canvas: inout Canvas) -> Int {
    let theme = canvas.theme
    var y = drawTitles(comparison, y: y, in: &canvas)
    for metric in comparison.metrics where !(metric.first == 0 && metric.second == 0) {
      draw(metric, y: y, in: &canvas)
      y += 1
    }
    y += 1
    canvas.write("warp states, cycles an instruction", x: 0, y: y, theme.style(.dim))
    y += 1
    for metric in comparison.states.prefix(7) {
      draw(metric, y: y, in: &canvas)
      y += 1
    }
    return y
  }

  /// - Parameter unit: what stands behind the title, for numbers that carry none.
  private func draw(_ metric: ComparedMetric, unit: String = "", y: Int, in canvas: inout Canvas) {
    guard y >= 0, y < canvas.height else { return }
    let style = metric.secondIsBetter.map { canvas.theme.style($0 ? .key : .problem) } ?? .plain
    Self.table.draw(
      [
        .init(metric.title + unit), .init(metric.text(metric.first)), .init(metric.text(metric.second)),
        .init(metric.differenceText, style), .init(metric.verdict, style),
      ], in: &canvas, x: 0, y: y, width: canvas.width)
  }

  /// - Returns: the line behind the lines of PTX.
  private func drawLines(_ comparison: KernelComparison, y: Int, count: Int, in canvas: inout Canvas) -> Int {
    let theme = canvas.theme
    canvas.write("PTX lines that differ most; share of warp time, issues, main wait", x: 0, y: y, theme.style(.dim))
    var y = y + 1
    for line in comparison.lines.prefix(count) {
      let profile = line.side == 0 ? comparison.first : comparison.second
      let tag = profile.path ?? (line.side == 0 ? "first" : "second")
      canvas.write(canvas.shortened(tag, to: 6), x: 0, y: y, theme.style(line.side == 0 ? .communication : .compute))
      canvas.writeRight("\(line.line.line)", before: 11, y: y, theme.style(.dim))
      canvas.writeRight(Quantity.percent(line.percent), before: 19, y: y)
      let state = line.line.mainStall ?? ""
      let role = Role(WarpStateGroup(state))
      canvas.bar(line.percent, of: 50, x: 20, y: y, length: 6, role: role)
      var x = 27
      if canvas.width >= 90 {
        canvas.writeRight(Quantity.count(Int(line.line.issues.rounded())), before: x + 10, y: y)
        canvas.write(canvas.shortened(state, to: 16), x: x + 12, y: y, theme.style(role))
        x += 30
      }
      canvas.write(canvas.shortened(line.line.text, to: canvas.width - x), x: x, y: y)
      y += 1
    }
    return y
  }
}
