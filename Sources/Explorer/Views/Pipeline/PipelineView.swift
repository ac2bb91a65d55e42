import Analysis
import Terminal
import Trace

/// The ranks of a pipeline over time, and why the selected rank is idle or what it runs.
struct PipelineView {
  let state: ExplorerState
  let layout: ScreenLayout

  /// Lines above the ranks: the schedule and the axis.
  private static let headLines = 2
  /// Lines below the ranks for the cursor; a blank and the legend join them where all ranks are shown anyway.
  private static let cursorLines = 2

  func draw(in canvas: inout Canvas) {
    let theme = canvas.theme
    let model: PipelineModel
    switch state.pipeline {
    case .pending:
      canvas.write("reading the pipeline ...", x: 1, y: 0, theme.style(.dim))
      return
    case .absent(let reason):
      canvas.write(canvas.shortened(reason, to: canvas.width - 2), x: 1, y: 0, theme.style(.dim))
      return
    case .ready(let value): model = value
    }
    let width = canvas.width - 2
    canvas.write(
      canvas.shortened(title(model.chart, width: width), to: width), x: 1, y: 0, theme.style(.heading))
    let left = layout.labelWidth + 1
    let columns = layout.chartColumns
    TimeAxis(window: state.window, marks: state.marks).draw(in: &canvas, x: left, y: 1, columns: columns)
    let other = state.otherSchedules?.shown
    let room = max(1, canvas.height - Self.headLines - Self.cursorLines)
    let rows = visibleRanks(model.chart, room: other == nil ? room : max(1, (room - 1) / 2))
    drawRanks(model.chart, rows, top: Self.headLines, left: left, columns: columns, in: &canvas)
    var foot = Self.headLines + rows.count
    if let other {
      draw(other, rows, top: foot, left: left, columns: columns, in: &canvas)
      foot += 1 + rows.count
    }
    let column = state.window.column(of: state.window.cursor, of: columns)
    if column >= 0, column < columns {
      let height = foot - Self.headLines
      canvas.restyle(Rect(x: left + column, y: Self.headLines, width: 1, height: height)) { $0.adding(.reverse) }
    }
    if canvas.height - foot >= Self.cursorLines + 2 {
      drawLegend(y: foot + 1, in: &canvas)
      foot += 2
    }
    drawCursorText(model, y: foot, in: &canvas)
  }

  /// The schedule and its numbers; in little room without its size.
  private func title(_ chart: PipelineChart, schedule: String? = nil, change: String? = nil, width: Int) -> String {
    let head = [(schedule ?? chart.schedule).map { "schedule \($0)" } ?? "pipeline"]
    // Another schedule has the ranks and micro-batches of the one above.
    let ranks = schedule == nil ? ["\(chart.ranks.count) ranks"] : []
    let microBatches = schedule == nil ? chart.microBatches.map { ["\($0) micro-batches"] } ?? [] : []
    let step = "step \(Quantity.duration(chart.stepNanoseconds))" + (change.map { " (\($0))" } ?? "")
    let numbers = [
      step, "bubble \(Quantity.percent(chart.bubblePercent))", "peak \(chart.peakActivations) activations",
    ]
    let texts = [ranks + microBatches, microBatches, []].map { (head + $0 + numbers).joined(separator: "  ") }
    return texts.first { $0.count <= width } ?? texts[2]
  }

  /// The ranks that fit, with the selected one among them.
  private func visibleRanks(_ chart: PipelineChart, room: Int) -> Range<Int> {
    let first = min(max(0, state.rank - room / 2), max(0, chart.ranks.count - room))
    return first..<min(chart.ranks.count, first + room)
  }

  /// The same ranks of the step under another schedule, on the same scale of time, with its numbers above.
  private func draw(
    _ other: OtherSchedules.Entry, _ rows: Range<Int>, top: Int, left: Int, columns: Int, in canvas: inout Canvas
  ) {
    guard let chart = other.outcome.step?.chart else {
      guard case .refused(let reason) = other.outcome else { return }
      writeLines("schedule \(other.title): \(reason)", y: top, in: &canvas)
      return
    }
    let width = canvas.width - 2
    let text = title(chart, schedule: other.title, change: other.change?.text, width: width)
    canvas.write(canvas.shortened(text, to: width), x: 1, y: top, canvas.theme.style(.heading))
    drawRanks(chart, rows, top: top + 1, left: left, columns: columns, in: &canvas)
  }

  private func drawRanks(
    _ chart: PipelineChart, _ rows: Range<Int>, top: Int, left: Int, columns: Int, in canvas: inout Canvas
  ) {
    let theme = canvas.theme
    let visible = state.window.visible
    let cells = chart.cells(visible, columns: columns)
    for (line, rank) in rows.enumerated() {
      let style = theme.style(rank == state.rank ? .selected : .text)
      canvas.write(canvas.shortened(chart.ranks[rank].name, to: layout.labelWidth - 1), x: 1, y: top + line, style)
      canvas.put(theme.verticalLine, x: left - 1, y: top + line, theme.style(.dim))
      for column in 0..<columns {
        // One schedule's step may end before the other's.
        if state.window.time(ofColumn: column, of: columns) >= chart.step.upperBound { break }
        let cell = cells[rank * columns + column]
        let role = cell.idleShare > 0.5 ? .idle : cell.dominant.map { Role(category: $0) } ?? .idle
        // Neighbouring chunks of one kind would run together; where each is wider than a column, its number tells.
        canvas.put(theme.glyph(role), x: left + column, y: top + line, theme.style(role))
      }
      drawNumbers(chart, rank: rank, y: top + line, left: left, columns: columns, in: &canvas)
    }
  }

  /// Writes the micro-batch on every chunk that is wide enough.
  private func drawNumbers(
    _ chart: PipelineChart, rank: Int, y: Int, left: Int, columns: Int, in canvas: inout Canvas
  ) {
    let visible = state.window.visible
    let chunks = chart.ranks[rank].chunks
    let narrowest = state.window.length * 4 / Int64(columns)
    guard let first = chunks.first(where: { chart.chunks[$0].time.upperBound > visible.lowerBound }) else { return }
    for index in first..<chunks.upperBound {
      let chunk = chart.chunks[index]
      if chunk.time.lowerBound >= visible.upperBound { break }
      guard chunk.time.upperBound - chunk.time.lowerBound >= narrowest, let text = label(chunk) else { continue }
      let start = max(0, state.window.column(of: chunk.time.lowerBound, of: columns))
      let end = min(columns, state.window.column(of: chunk.time.upperBound, of: columns))
      guard end - start > text.count else { continue }
      let style = canvas.theme.filled(Role(category: chunk.category))
      canvas.fill(Rect(x: left + start, y: y, width: end - start - 1, height: 1), " ", style)
      canvas.write(text, x: left + start, y: y, style, maximum: end - start - 1)
    }
  }

  private func label(_ chunk: PipelineChunk) -> String? {
    guard let microBatch = chunk.microBatch else { return nil }
    switch chunk.category {
    case .forward: return "F\(microBatch)"
    case .backward, .inputGradient: return "B\(microBatch)"
    case .weightGradient: return "W\(microBatch)"
    case .overlappedPair: return chunk.backwardMicroBatch.map { "F\(microBatch)&B\($0)" }
    default: return nil
    }
  }

  private func drawLegend(y: Int, in canvas: inout Canvas) {
    let theme = canvas.theme
    var x = 1
    let entries: [(Role, String)] = [
      (.forward, "forward"), (.backward, "backward, input gradient"), (.weight, "weight gradient"),
      (.overlapped, "overlapped pair"), (.idle, "idle"),
    ]
    for (role, label) in entries where x + label.count + 3 < canvas.width {
      canvas.put(theme.glyph(role), x: x, y: y, theme.style(role))
      x = canvas.write(label, x: x + 2, y: y, theme.style(.dim)) + 2
    }
  }

  private func drawCursorText(_ model: PipelineModel, y: Int, in canvas: inout Canvas) {
    let chart = model.chart
    guard chart.ranks.indices.contains(state.rank) else { return }
    let cursor = state.window.cursor
    let lead = "\(chart.ranks[state.rank].name) at \(state.describeExactly(cursor)): "
    let text: String
    if let index = chart.chunk(rank: state.rank, at: cursor) {
      let chunk = chart.chunks[index]
      let name = chunk.phrase ?? model.trace.text(model.trace.spans[chunk.span].name)
      text =
        "\(name), \(Quantity.duration(chunk.time.upperBound - chunk.time.lowerBound)) until "
        + state.describeExactly(chunk.time.upperBound)
    } else if let idle = chart.idle(rank: state.rank, at: cursor) {
      text = chart.text(idle, model.trace)
    } else {
      text = "outside the step"
    }
    writeLines(lead + text, y: y, in: &canvas)
  }

  /// Text over at most two lines.
  private func writeLines(_ text: String, y: Int, in canvas: inout Canvas) {
    let width = canvas.width - 2
    canvas.write(String(text.prefix(width)), x: 1, y: y)
    if text.count > width {
      canvas.write(canvas.shortened(String(text.dropFirst(width)), to: width), x: 1, y: y + 1)
    }
  }
}
