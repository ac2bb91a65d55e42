import Analysis
import Terminal

/// The warp slots of the detailed SM over time, the occupancy above them, and below the warp states, the schedulers and
/// what other registers, shared memory or block sizes would allow.
struct WarpsView {
  let state: ExplorerState
  let layout: ScreenLayout

  /// Lines above the slots: the answer over two lines, the axis, the occupancy.
  static let headLines = 4
  /// Lines below the slots for the legend and the cursor.
  static let footLines = 2

  /// The lines at the bottom.
  static func panelLines(height: Int) -> Int { height >= 40 ? 12 : 7 }

  /// The slots that fit.
  static func slotLines(height: Int) -> Int {
    max(1, height - headLines - footLines - panelLines(height: height) - 1)
  }

  func draw(in canvas: inout Canvas) {
    let theme = canvas.theme
    guard let profile = state.profile else { return }
    let width = canvas.width - 2
    canvas.write(canvas.shortened(title(profile), to: width), x: 1, y: 0, theme.style(.heading))
    if let finding = profile.findings.first { canvas.write(canvas.shortened(finding.text, to: width), x: 1, y: 1) }
    switch state.warps {
    case .pending: canvas.write("reading the warps ...", x: 1, y: 3, theme.style(.dim))
    case .absent(let reason): canvas.write(canvas.shortened(reason, to: width), x: 1, y: 3, theme.style(.dim))
    case .ready(let chart):
      if chart.kernels.indices.contains(state.kernelIndex) { draw(chart.kernels[state.kernelIndex], profile, &canvas) }
    }
    let panel = Self.panelLines(height: canvas.height)
    canvas.inside(Rect(x: 0, y: canvas.height - panel, width: canvas.width, height: panel)) { canvas in
      WarpPanels(state: state, profile: profile).draw(in: &canvas)
    }
  }

  private func title(_ profile: KernelProfile) -> String {
    let number = state.profiles.count > 1 ? "\(state.kernelIndex + 1)/\(state.profiles.count) " : ""
    return "\(number)\(profile.kernel)  \(Quantity.duration(profile.duration))  occupancy "
      + "\(Quantity.percent(profile.achievedOccupancy)) of \(Quantity.percent(profile.theoreticalOccupancy))  issue "
      + "\(Quantity.percent(profile.issueSlotPercent))"
  }

  private func draw(_ kernel: WarpChart.Kernel, _ profile: KernelProfile, _ canvas: inout Canvas) {
    let theme = canvas.theme
    let left = layout.labelWidth + 1
    let columns = layout.chartColumns
    TimeAxis(window: state.window, marks: state.marks).draw(in: &canvas, x: left, y: 2, columns: columns)
    canvas.write("warps of \(profile.maximumWarps)", x: 1, y: 3, theme.style(.dim))
    for column in 0..<columns {
      let time = state.window.time(ofColumn: column, of: columns)
      if isExtrapolated(time, kernel) {
        canvas.put(extrapolated(theme), x: left + column, y: 3, theme.style(.dim))
      } else {
        let share = kernel.warps(at: time) / Double(max(profile.maximumWarps, 1))
        canvas.put(theme.level(share), x: left + column, y: 3, theme.style(.compute))
      }
    }
    let lines = Self.slotLines(height: canvas.height)
    let first = min(max(0, state.warpSlot - lines / 2), max(0, kernel.slots.count - lines))
    let shown = first..<min(kernel.slots.count, first + lines)
    for (line, slot) in shown.enumerated() {
      let y = Self.headLines + line
      let style = theme.style(slot == state.warpSlot ? .selected : .text)
      canvas.write(canvas.shortened(kernel.slots[slot].name, to: layout.labelWidth - 1), x: 1, y: y, style)
      canvas.put(theme.verticalLine, x: left - 1, y: y, theme.style(.dim))
      for (column, cell) in kernel.slots[slot].cells(state.window.visible, columns: columns).enumerated() {
        if let cell {
          canvas.put(theme.glyph(Role(cell)), x: left + column, y: y, theme.style(Role(cell)))
        } else if isExtrapolated(state.window.time(ofColumn: column, of: columns), kernel) {
          canvas.put(extrapolated(theme), x: left + column, y: y, theme.style(.dim))
        }
      }
    }
    let column = state.window.column(of: state.window.cursor, of: columns)
    if column >= 0, column < columns {
      canvas.restyle(Rect(x: left + column, y: 3, width: 1, height: shown.count + 1)) { $0.adding(.reverse) }
    }
    drawFoot(kernel, y: Self.headLines + shown.count, &canvas)
  }

  private func isExtrapolated(_ time: Int64, _ kernel: WarpChart.Kernel) -> Bool {
    time >= kernel.detailedEnd && time < kernel.time.upperBound
  }

  private func extrapolated(_ theme: Theme) -> Unicode.Scalar { theme.glyphs == .unicode ? "≈" : "~" }

  private func drawFoot(_ kernel: WarpChart.Kernel, y: Int, _ canvas: inout Canvas) {
    let theme = canvas.theme
    var x = 1
    for group in WarpStateGroup.allCases where x + group.title.count + 3 < canvas.width {
      canvas.put(theme.glyph(Role(group)), x: x, y: y, theme.style(Role(group)))
      x = canvas.write(group.title, x: x + 2, y: y, theme.style(.dim)) + 2
    }
    if x + 14 < canvas.width {
      canvas.put(extrapolated(theme), x: x, y: y, theme.style(.dim))
      canvas.write("extrapolated", x: x + 2, y: y, theme.style(.dim))
    }
    let cursor = state.window.cursor
    guard kernel.slots.indices.contains(state.warpSlot) else { return }
    let slot = kernel.slots[state.warpSlot]
    var text = "\(slot.name) at \(state.describeExactly(cursor)): "
    if let own = slot.state(at: cursor) {
      text += "\(own.name) for \(Quantity.duration(own.time.upperBound - own.time.lowerBound))"
    } else if isExtrapolated(cursor, kernel) {
      text += "extrapolated from \(Quantity.count(kernel.ctas)) CTAs of this SM"
    } else {
      text += "no warp"
    }
    canvas.write(canvas.shortened(text, to: canvas.width - 2), x: 1, y: y + 1)
  }
}
