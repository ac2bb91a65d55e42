import Analysis
import Terminal

/// Groups of published numbers with their errors, and the rows of the selected one.
struct ValidateView {
  let state: ExplorerState

  /// Lines above the groups: the answer over two lines, the titles.
  static let headLines = 3

  /// Lines of rows on a view of so many.
  static func rowLines(_ height: Int) -> Int { max(1, height - headLines - ValidationPlan.groups.count - 3) }

  func draw(in canvas: inout Canvas) {
    let theme = canvas.theme
    // Farther apart, the numbers of a row no longer read as one.
    let width = min(canvas.width - 2, 150)
    for (line, text) in OverviewText.wrapped(headline, to: width).prefix(2).enumerated() {
      canvas.write(text, x: 1, y: line, theme.style(.heading))
    }
    Self.groupTable.drawTitles(in: &canvas, x: 1, y: 2, width: width)
    for index in ValidationPlan.groups.indices {
      drawGroup(index, y: Self.headLines + index, width: width, in: &canvas)
    }
    let plan = ValidationPlan.groups[state.validation.selected]
    let below = Self.headLines + ValidationPlan.groups.count
    canvas.write(canvas.shortened("\(plan.title), \(plan.device)", to: width), x: 1, y: below, theme.style(.dim))
    drawRows(top: below + 1, width: width, in: &canvas)
  }

  /// What the numbers say so far, or what is going on.
  private var headline: String {
    let ready = state.validation.groups.compactMap { $0?.value }
    let finding = ValidationFinding(ready)
    let count = ready.reduce(0) { $0 + $1.rows.count }
    guard count > 0 else {
      return "No published number is simulated yet; \(state.keys.shortest(.enter)) simulates the selected group"
    }
    let worst = finding.groups.compactMap(\.medianError).max() ?? 0
    let groups = "\(ready.count) of \(state.validation.groups.count) groups"
    return "\(Quantity.count(count, "published number")) beside the simulated ones, \(groups): "
      + "no group's median error is above \(Quantity.percent(worst * 100)). Calibrated rows do not count."
  }

  private static let groupTable = Table([
    .init("group", width: 15, isNumeric: false, priority: 0),
    .init("what it holds", width: 36, isNumeric: false, isFlexible: true, priority: 5),
    .init("rows", width: 4, priority: 2), .init("calibrated", width: 10, priority: 4),
    .init("median error", width: 12, priority: 0), .init("worst", width: 9, priority: 1),
    .init("row", width: 11, isNumeric: false, priority: 1),
  ])

  private func drawGroup(_ index: Int, y: Int, width: Int, in canvas: inout Canvas) {
    let theme = canvas.theme
    let plan = ValidationPlan.groups[index]
    var cells: [Table.Cell] = [
      .init(plan.name), .init(plan.title, theme.style(.dim)), .init(plan.count.map { "\($0)" } ?? "-"), .init("-"),
    ]
    switch state.validation.groups[index] {
    case .ready(let group):
      cells[2] = .init("\(group.rows.count)")
      cells[3] = .init("\(group.rows.count - group.validated.count)")
      let median = group.medianError.map { Quantity.percent($0 * 100) } ?? "-"
      cells += [
        .init(median, theme.style(.key)), .init(group.worstLine?.error ?? "-"),
        .init(group.worstLine?.id ?? "", theme.style(.dim)),
      ]
    case .pending:
      let isRunning = state.validation.queue.first == index
      let progress = isRunning ? plan.count.map { "\(state.validation.done)/\($0) ..." } ?? "running" : "waiting"
      cells += [.init(progress, theme.style(.dim)), .init("-"), .init("")]
    case .absent: cells += [.init("failed", theme.style(.problem)), .init("-"), .init("")]
    case nil: cells += [.init("not asked", theme.style(.dim)), .init("-"), .init("")]
    }
    Self.groupTable.draw(
      cells, in: &canvas, x: 1, y: y, width: width, isSelected: index == state.validation.selected)
  }

  private static let rowTable: Table = {
    var table = Table([
      .init("row", width: 11, isNumeric: false, priority: 0),
      .init("quantity", width: 20, isNumeric: false, isFlexible: true, priority: 0),
      .init("published", width: 9, priority: 1), .init("simulated", width: 9, priority: 0),
      .init("unit", width: 10, isNumeric: false, priority: 2), .init("error", width: 8, priority: 0),
      .init("", width: 4, isNumeric: false, priority: 3), .init("source", width: 36, isNumeric: false, priority: 4),
    ])
    table.gap = 1
    return table
  }()

  private func drawRows(top: Int, width: Int, in canvas: inout Canvas) {
    let theme = canvas.theme
    guard let lines = state.validation.lines else {
      canvas.write(canvas.shortened(emptyText, to: width), x: 1, y: top, theme.style(.dim))
      return
    }
    Self.rowTable.drawTitles(
      in: &canvas, x: 1, y: top, width: width, marked: state.validation.isByError ? 5 : nil,
      mark: theme.glyphs == .unicode ? "↓" : "v")
    let room = Self.rowLines(canvas.height)
    for (line, row) in lines.dropFirst(state.validation.scroll).prefix(room).enumerated() {
      let style = row.isCalibrated ? theme.style(.dim) : row.size > 0.25 ? theme.style(.problem) : .plain
      Self.rowTable.draw(
        [
          .init(row.id, theme.style(.dim)), .init(row.quantity), .init(row.published), .init(row.simulated),
          .init(row.unit, theme.style(.dim)), .init(row.error, style),
          .init(row.isCalibrated ? "cal." : "", theme.style(.dim)),
          .init(row.source, theme.style(.dim)),
        ], in: &canvas, x: 1, y: top + 1 + line, width: width)
    }
    let rest = lines.count - state.validation.scroll - room
    if rest > 0 {
      canvas.write(
        "\(rest) more below; cal. marks rows that set a parameter", x: 1, y: canvas.height - 1, theme.style(.dim))
    }
  }

  private var emptyText: String {
    switch state.validation.groups[state.validation.selected] {
    case .pending: "being simulated ..."
    case .absent(let reason): "not simulated: \(reason)"
    default: "not simulated yet: \(state.keys.shortest(.enter)) simulates it"
    }
  }
}
