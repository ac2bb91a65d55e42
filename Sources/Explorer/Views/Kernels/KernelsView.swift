import Analysis
import Terminal
import Trace

/// The kernels as a table, with the full name and the launch shapes of the selected one below.
struct KernelsView {
  let state: ExplorerState
  let layout: ScreenLayout

  private static let table = Table([
    .init("kernel", width: 24, isNumeric: false, isFlexible: true, priority: 0),
    .init("role", width: 5, isNumeric: false, priority: 6),
    .init("share", width: 7, priority: 3),
    .init("total", width: 9, priority: 1),
    .init("count", width: 6, priority: 2),
    .init("min", width: 9, priority: 10),
    .init("median", width: 9, priority: 4),
    .init("p99", width: 9, priority: 9),
    .init("max", width: 9, priority: 8),
    .init("grid", width: 9, isNumeric: false, priority: 7),
    .init("block", width: 6, isNumeric: false, priority: 7),
    .init("regs", width: 5, priority: 6),
    .init("shared", width: 9, priority: 8),
    .init("occ.", width: 7, priority: 5),
  ])

  func draw(in canvas: inout Canvas) {
    let theme = canvas.theme
    guard let summary = state.summary.value else {
      canvas.write("reading the kernels ...", x: 1, y: 0, theme.style(.dim))
      return
    }
    let rows = state.table.rows(of: summary.kernels)
    let width = canvas.width - 2
    Self.table.drawTitles(
      in: &canvas, x: 1, y: 0, width: width, marked: markedColumn, mark: state.table.isReversed ? "^" : "v")
    guard !rows.isEmpty else {
      let why =
        summary.kernels.isEmpty
        ? "no kernels were recorded"
        : "no kernel matches '\(state.table.filter)'; \(state.keys.shortest(.filter)) changes the filter"
      canvas.write(why, x: 1, y: 2, theme.style(.dim))
      return
    }
    let visible = rows.indices.dropFirst(state.table.scroll).prefix(layout.tableRows)
    for index in visible {
      Self.table.draw(
        cells(rows[index], theme), in: &canvas, x: 1, y: 1 + index - state.table.scroll, width: width,
        isSelected: index == state.table.selected)
    }
    if rows.indices.contains(state.table.selected) {
      drawDetail(rows[state.table.selected], y: 1 + layout.tableRows + 1, count: rows.count, in: &canvas)
    }
  }

  private var markedColumn: Int {
    switch state.table.order {
    case .name: 0
    case .total: 3
    case .count: 4
    case .median: 6
    case .maximum: 8
    case .occupancy: 13
    }
  }

  private func cells(_ kernel: KernelSummary, _ theme: Theme) -> [Table.Cell] {
    let role = Role(kernel.role)
    let shape = kernel.shapes.first.flatMap { $0.id == .none ? nil : $0 }
    let more = kernel.shapes.count > 1 ? "+" : ""
    let glyph = String(repeating: String(theme.glyph(role)), count: max(1, Int(kernel.sharePercent / 10) + 1))
    return [
      .init(KernelTitle.short(kernel.name)),
      .init(String(glyph.prefix(5)), theme.style(role)),
      .init(Quantity.percent(kernel.sharePercent)),
      .init(Quantity.duration(kernel.durations.total)),
      .init(Quantity.count(kernel.durations.count)),
      .init(Quantity.duration(kernel.durations.minimum)),
      .init(Quantity.duration(kernel.durations.median)),
      .init(Quantity.duration(kernel.durations.percentile99)),
      .init(Quantity.duration(kernel.durations.maximum)),
      .init(shape.map { "\($0.shape.grid)\(more)" } ?? "-"),
      .init(shape.map { "\($0.shape.block)" } ?? "-"),
      .init(shape?.shape.registersPerThread.map(String.init) ?? "-"),
      .init(shape?.shape.sharedBytes.map { Quantity.bytes(Int64($0)) } ?? "-"),
      .init(shape?.residency.occupancyPercent.map(Quantity.percent) ?? "-"),
    ]
  }

  /// The full name over two lines and the shapes that took the most time.
  private func drawDetail(_ kernel: KernelSummary, y: Int, count: Int, in canvas: inout Canvas) {
    let theme = canvas.theme
    let width = canvas.width - 2
    canvas.write(String(kernel.name.prefix(width)), x: 1, y: y, theme.style(.heading))
    if kernel.name.count > width {
      canvas.write(
        canvas.shortened(String(kernel.name.dropFirst(width)), to: width), x: 1, y: y + 1, theme.style(.heading))
    }
    for (offset, shape) in kernel.shapes.prefix(2).enumerated() {
      canvas.write(canvas.shortened(ShapeText.line(shape), to: width), x: 1, y: y + 2 + offset, theme.style(.dim))
    }
    let hidden = kernel.shapes.count - 2
    var place = "\(state.table.selected + 1) of \(count)"
    if hidden > 0 { place = "and \(hidden) more shapes   " + place }
    if !state.table.filter.isEmpty { place = "filter '\(state.table.filter)'   " + place }
    canvas.writeRight(place, before: canvas.width - 1, y: y - 1, theme.style(.dim))
  }
}
