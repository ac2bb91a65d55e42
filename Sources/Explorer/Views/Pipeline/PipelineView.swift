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
    canvas.write(canvas.shortened(title(model.chart), to: canvas.width - 2), x: 1, y: 0, theme.style(.heading))
    let left = layout.labelWidth + 1
    let columns = layout.chartColumns
    TimeAxis(window: state.window, marks: state.marks).draw(in: &canvas, x: left, y: 1, columns: columns)
    let rows = visibleRanks(model.chart, height: canvas.height)
    drawRanks(model.chart, rows, left: left, columns: columns, in: &canvas)
    let column = state.window.column(of: state.window.cursor, of: columns)
    if column >= 0, column < columns {
      canvas.restyle(Rect(x: left + column, y: 2, width: 1, height: rows.count)) { $0.adding(.reverse) }
    }
    var foot = Self.headLines + rows.count
    if canvas.height - foot >= Self.cursorLines + 2 {
      drawLegend(y: foot + 1, in: &canvas)
      foot += 2
    }
    drawCursorText(model, y: foot, in: &canvas)
  }

  private func title(_ chart: PipelineChart) -> String {
    var parts = [chart.schedule.map { "schedule \($0)" } ?? "pipeline", "\(chart.ranks.count) ranks"]
    if let microBatches = chart.microBatches { parts.append("\(microBatches) micro-batches") }
    parts.append("step \(Quantity.duration(chart.stepNanoseconds))")
    parts.append("bubble \(Quantity.percent(chart.bubblePercent))")
    parts.append("peak \(chart.peakActivations) activations")
    return parts.joined(separator: "  ")
  }

  /// The ranks that fit, with the selected one among them.
  private func visibleRanks(_ chart: PipelineChart, height: Int) -> Range<Int> {
    let room = max(1, height - Self.headLines - Self.cursorLines)
    let first = min(max(0, state.rank - room / 2), max(0, chart.ranks.count - room))
    return first..<min(chart.ranks.count, first + room)
  }

  private func drawRanks(
    _ chart: PipelineChart, _ rows: Range<Int>, left: Int, columns: Int, in canvas: inout Canvas
  ) {
    let theme = canvas.theme
    let visible = state.window.visible
    let cells = chart.cells(visible, columns: columns)
    for (line, rank) in rows.enumerated() {
      let style = theme.style(rank == state.rank ? .selected : .text)
      canvas.write(canvas.shortened(chart.ranks[rank].name, to: layout.labelWidth - 1), x: 1, y: 2 + line, style)
      canvas.put(theme.verticalLine, x: left - 1, y: 2 + line, theme.style(.dim))
      for column in 0..<columns {
        let cell = cells[rank * columns + column]
        let role = cell.idleShare > 0.5 ? .idle : cell.dominant.map { Role(category: $0) } ?? .idle
        // Neighbouring chunks of one kind would run together; where each is wider than a column, its number tells.
        canvas.put(theme.glyph(role), x: left + column, y: 2 + line, theme.style(role))
      }
      drawNumbers(chart, rank: rank, y: 2 + line, left: left, columns: columns, in: &canvas)
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
    let width = canvas.width - 2
    let whole = lead + text
    canvas.write(String(whole.prefix(width)), x: 1, y: y)
    if whole.count > width {
      canvas.write(canvas.shortened(String(whole.dropFirst(width)), to: width), x: 1, y: y + 1)
    }
  }
}
