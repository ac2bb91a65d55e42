import Analysis
import GPU
import Terminal

/// The SMs: a tile each at the cursor's time, and below them SM x time as a heat map.
struct SMsView {
  let state: ExplorerState
  let layout: ScreenLayout

  /// The columns of a tile: the role's glyph, how full of warps the SM is, and a blank.
  private static let tileWidth = 3
  /// The columns before the tiles, for the number of a row's first SM.
  private static let numberWidth = 5

  func draw(in canvas: inout Canvas) {
    let theme = canvas.theme
    let allocation: SMAllocation
    switch state.allocation {
    case .pending:
      canvas.write("placing the kernels' CTAs on SMs ...", x: 1, y: 0, theme.style(.dim))
      return
    case .absent(let reason):
      canvas.write(canvas.shortened(reason, to: canvas.width - 2), x: 1, y: 0, theme.style(.dim))
      return
    case .ready(let value): allocation = value
    }
    let cursor = state.window.cursor
    let x = canvas.write("SMs at \(state.describeExactly(cursor))", x: 1, y: 0, theme.style(.heading))
    canvas.write(
      canvas.shortened("  " + origin(allocation, cursor), to: canvas.width - x - 1), x: x, y: 0, theme.style(.dim))
    let line = SMText.line(allocation, at: cursor, names: state.names)
    canvas.write(canvas.shortened(line, to: canvas.width - 2), x: 1, y: 1)
    let tileLines = drawTiles(allocation, y: 2, in: &canvas)
    let top = 2 + tileLines + 1
    TimeAxis(window: state.window, marks: state.marks)
      .draw(in: &canvas, x: layout.labelWidth + 1, y: top, columns: layout.chartColumns)
    drawHeat(allocation, y: top + 1, in: &canvas)
  }

  /// Where the picture comes from.
  private func origin(_ allocation: SMAllocation, _ cursor: Int64) -> String {
    guard allocation.isRecorded else { return "~ inferred from launch shapes, not recorded" }
    let extent = allocation.extent
    let range = "\(state.describeExactly(extent.lowerBound)) .. \(state.describeExactly(extent.upperBound))"
    return extent.contains(cursor) ? "simulated CTA by CTA, \(range)" : "nothing recorded here; CTAs are at \(range)"
  }

  /// - Returns: the lines that the tiles take.
  private func drawTiles(_ allocation: SMAllocation, y: Int, in canvas: inout Canvas) -> Int {
    let theme = canvas.theme
    let roles = allocation.roles(at: state.window.cursor)
    let warps = allocation.warps(at: state.window.cursor)
    let perLine = max(1, (canvas.width - Self.numberWidth - 1) / Self.tileWidth)
    // Round numbers of tiles are easier to count: 22 a line at 80 columns make six lines of 132.
    let lines = (roles.count + perLine - 1) / perLine
    let even = (roles.count + lines - 1) / lines
    for sm in roles.indices {
      let (line, column) = sm.quotientAndRemainder(dividingBy: even)
      if column == 0 {
        canvas.writeRight("\(sm)", before: Self.numberWidth - 1, y: y + line, theme.style(.dim))
      }
      let x = Self.numberWidth + column * Self.tileWidth
      let role = Role(roles[sm])
      canvas.put(theme.glyph(role), x: x, y: y + line, theme.style(role))
      canvas.put(
        level(warps[sm], of: allocation.gpu.limits.warps, theme), x: x + 1, y: y + line, theme.style(role))
    }
    return lines
  }

  /// How full an SM is of warps: an eighth block, or a digit from 0 to 9.
  private func level(_ warps: Int, of all: Int, _ theme: Theme) -> Unicode.Scalar {
    guard warps > 0 else { return theme.glyph(.idle) }
    if theme.glyphs == .unicode {
      return Unicode.Scalar(0x2580 + UInt32(min(8, max(1, (warps * 8 + all - 1) / all)))) ?? " "
    }
    return Unicode.Scalar(UInt8(ascii: "0") + UInt8(min(9, warps * 10 / all)))
  }

  private func drawHeat(_ allocation: SMAllocation, y: Int, in canvas: inout Canvas) {
    let theme = canvas.theme
    let height = canvas.height - y
    guard height > 0 else { return }
    let rows = min(height, allocation.multiprocessors)
    let left = layout.labelWidth + 1
    let columns = layout.chartColumns
    let heat = SMHeat(allocation, range: state.window.visible, rows: rows, columns: columns)
    guard !heat.cells.isEmpty else { return }
    // Idle is one thing, not recorded another.
    let extent = allocation.isRecorded ? allocation.extent : state.window.visible
    let known =
      state.window.column(of: extent.lowerBound, of: columns)...state.window.column(of: extent.upperBound, of: columns)
    for row in 0..<rows {
      let first = row * allocation.multiprocessors / rows
      let last = (row + 1) * allocation.multiprocessors / rows - 1
      let label = first == last ? "SM \(first)" : "SM \(first)-\(last)"
      canvas.write(label, x: 1, y: y + row, theme.style(.dim), maximum: layout.labelWidth - 1)
      canvas.put(theme.verticalLine, x: left - 1, y: y + row, theme.style(.dim))
      for column in 0..<columns where known.contains(column) {
        let cell = heat.cells[row * columns + column]
        let role = Role(cell.role)
        let glyph = cell.role == .idle ? theme.glyph(.idle) : theme.glyph(role, share: cell.busy)
        canvas.put(glyph, x: left + column, y: y + row, theme.style(role))
      }
    }
    let column = state.window.column(of: state.window.cursor, of: columns)
    if column >= 0, column < columns {
      canvas.restyle(Rect(x: left + column, y: y, width: 1, height: rows)) { $0.adding(.reverse) }
    }
  }
}
