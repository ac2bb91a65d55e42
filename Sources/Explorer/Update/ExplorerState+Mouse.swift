import Analysis
import Terminal

extension ExplorerState {
  /// The mouse: a click selects, the wheel zooms in charts and scrolls lists.
  mutating func use(_ event: MouseEvent, now: Int64) -> [Effect] {
    guard prompt == nil, overlay == nil else { return [] }
    defer { replay.anchor(window.cursor, now) }
    let layout = ScreenLayout(size: size)
    switch event.kind {
    case .wheelUp: return wheel(.up, zoom: true, event, layout, now: now)
    case .wheelDown: return wheel(.down, zoom: false, event, layout, now: now)
    case .press, .drag:
      if event.position.y == 1 {
        let tabs = ViewTabs(views, selected: view, keys: keys, width: size.width)
        return tabs.view(atColumn: event.position.x).map { perform($0.command, now: now) } ?? []
      }
      click(event.position, layout)
      return []
    case .release: return []
    }
  }

  private mutating func wheel(
    _ command: Command, zoom isIn: Bool, _ event: MouseEvent, _ layout: ScreenLayout, now: Int64
  )
    -> [Effect]
  {
    guard view == .timeline || view == .pipeline || view == .sms || view == .warps else {
      return perform(command, now: now)
    }
    let column = event.position.x - layout.labelWidth - 1
    let center = window.time(ofColumn: column, of: layout.chartColumns)
    window.zoom(in: isIn, around: min(max(center, window.visible.lowerBound), window.visible.upperBound - 1))
    return []
  }

  private mutating func click(_ position: Position, _ layout: ScreenLayout) {
    let line = position.y - layout.viewTop
    guard line >= 0, line < layout.viewHeight else { return }
    switch view {
    case .kernels:
      let count = summary.value.map { table.rows(of: $0.kernels).count } ?? 0
      let index = table.scroll + line - 1
      if line >= 1, line <= layout.tableRows, index < count { table.selected = index }
    case .timeline:
      if line >= 1, line <= layout.timelineRows, rowScroll + line - 1 < outline.rows.count {
        row = rowScroll + line - 1
      }
      moveCursor(toScreenColumn: position.x, layout)
    case .pipeline, .sms, .warps: moveCursor(toScreenColumn: position.x, layout)
    case .claims: selectClaim(atLine: line)
    case .validate: selectGroup(atLine: line)
    case .overview, .paths, .whatIf, .experts: break
    }
  }

  private mutating func moveCursor(toScreenColumn column: Int, _ layout: ScreenLayout) {
    let column = column - layout.labelWidth - 1
    guard column >= 0, column < layout.chartColumns else { return }
    window.moveCursor(to: window.time(ofColumn: column, of: layout.chartColumns))
  }
}
