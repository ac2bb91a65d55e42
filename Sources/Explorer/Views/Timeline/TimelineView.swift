import Analysis
import Terminal
import Trace
import TraceFile

/// Streams, phases and host threads over time, with the slice under the cursor below.
struct TimelineView {
  let state: ExplorerState
  let layout: ScreenLayout

  func draw(in canvas: inout Canvas) {
    let left = layout.labelWidth + 1
    let columns = layout.chartColumns
    TimeAxis(window: state.window, marks: state.marks).draw(in: &canvas, x: left, y: 0, columns: columns)
    guard !state.outline.rows.isEmpty else {
      canvas.write("this trace holds no spans", x: 1, y: 1, canvas.theme.style(.dim))
      return
    }
    let rows = state.rowScroll..<min(state.outline.rows.count, state.rowScroll + layout.timelineRows)
    for (line, row) in rows.enumerated() { drawRow(row, y: 1 + line, left: left, columns: columns, in: &canvas) }
    drawCursor(lines: rows.count, left: left, columns: columns, in: &canvas)
    let detailTop = 1 + layout.timelineRows
    drawRowsHidden(rows, y: detailTop, in: &canvas)
    SliceDetailView(state: state).draw(in: &canvas, y: detailTop + 1)
  }

  private func drawRow(_ index: Int, y: Int, left: Int, columns: Int, in canvas: inout Canvas) {
    let theme = canvas.theme
    let row = state.outline.rows[index]
    let isSelected = index == state.row
    let label = canvas.shortened(title(of: row, canvas.theme), to: layout.labelWidth - 1)
    canvas.write(label, x: 1, y: y, theme.style(isSelected ? .selected : row.lane == 0 ? .text : .dim))
    canvas.put(theme.verticalLine, x: left - 1, y: y, theme.style(.dim))
    guard let data = state.timeline, data.request.rows.contains(index),
      data.request.columns == columns, data.request.range == state.window.visible
    else { return }
    let content = data.rows[index - data.request.rows.lowerBound]
    for (column, cell) in content.cells.enumerated() {
      let (scalar, style) = glyph(of: cell, theme)
      if let scalar { canvas.put(scalar, x: left + column, y: y, style) }
    }
    for slice in content.slices { drawLabel(slice, y: y, left: left, columns: columns, in: &canvas) }
  }

  /// A track's own name; its sub-lanes carry only their number.
  private func title(of row: TraceOutline.Row, _ theme: Theme) -> String {
    let track = state.outline.track(of: row)
    if row.lane > 0 { return "  +\(row.lane)" }
    switch track.kind {
    case .stream where state.outline.info.devices.count > 1 && hasSeveralGPUs:
      return "GPU \(track.device ?? 0) \(track.name)"
    case .sm, .warpSlot:
      let isAlone = state.outline.tracks.allSatisfy { $0.kind != track.kind || $0.group == track.group }
      if isAlone { return track.name }
      // What tells kernels of one work apart stands at the end of their names.
      let room = layout.labelWidth - 2 - track.name.count
      let isLong = track.group.count > room
      return "\(track.name) " + (isLong ? String(theme.ellipsis) + track.group.suffix(max(0, room - 1)) : track.group)
    default: return track.name
    }
  }

  private var hasSeveralGPUs: Bool {
    Set(state.outline.tracks.filter { $0.kind == .stream }.map(\.device)).count > 1
  }

  /// What a column shows: the role that takes most of it, and how much of it.
  private func glyph(of cell: StripCell, _ theme: Theme) -> (Unicode.Scalar?, Style) {
    guard cell.count > 0 else { return (nil, .plain) }
    let role = role(of: cell.name, cell.category)
    let style = theme.style(role)
    return (theme.glyph(role, share: Double(cell.busy) / Double(max(1, cell.width))), style)
  }

  private func role(of name: NameID, _ category: SpanCategory) -> Role {
    // What an SM of a simulated step holds bears its kernel's name.
    guard category == .kernel || category == .cta else { return Role(category: category) }
    return state.roles.map { Role($0.role(ofKernel: name)) } ?? .compute
  }

  /// Writes a slice's name on it, where it is wide enough to say something.
  private func drawLabel(_ slice: TimelineData.Slice, y: Int, left: Int, columns: Int, in canvas: inout Canvas) {
    let start = max(0, state.window.column(of: slice.span.start, of: columns))
    let end = min(columns, state.window.column(of: slice.span.end, of: columns))
    let room = end - start - 1
    guard room >= 4 else { return }
    let theme = canvas.theme
    let role = role(of: slice.span.name, slice.span.category)
    let isKernel = slice.span.category == .kernel || slice.span.category == .cta && slice.span.shape != .none
    let name = isKernel ? KernelTitle.fitting(slice.name, room) : slice.name
    let text = canvas.shortened(name, to: room)
    let style = theme.filled(role)
    canvas.fill(Rect(x: left + start, y: y, width: room, height: 1), " ", style)
    canvas.write(text, x: left + start, y: y, style)
  }

  private func drawCursor(lines: Int, left: Int, columns: Int, in canvas: inout Canvas) {
    let theme = canvas.theme
    let column = state.window.column(of: state.window.cursor, of: columns)
    guard column >= 0, column < columns else { return }
    canvas.restyle(Rect(x: left + column, y: 1, width: 1, height: lines)) { $0.adding(.reverse) }
    canvas.put(theme.glyphs == .unicode ? "┃" : "|", x: left + column, y: 1 + lines, theme.style(.cursor))
    let label = state.describeExactly(state.window.cursor)
    let right = left + column + 2 + label.count < canvas.width
    canvas.write(
      label, x: right ? left + column + 2 : left + column - 1 - label.count, y: 1 + lines, theme.style(.cursor))
  }

  private func drawRowsHidden(_ rows: Range<Int>, y: Int, in canvas: inout Canvas) {
    let hidden = state.outline.rows.count - rows.count
    guard hidden > 0 else { return }
    let text = "\(rows.lowerBound + 1)-\(rows.upperBound) of \(state.outline.rows.count)"
    let isWide = text.count + 6 < layout.labelWidth
    canvas.write(isWide ? "rows " + text : text, x: 1, y: y, canvas.theme.style(.dim))
  }
}
