public import Analysis
import Trace

extension ExplorerState {
  /// Looks for the next match of the last search.
  mutating func search(forward: Bool) -> [Effect] {
    guard let searchTarget else {
      message = "nothing searched yet; \(keys.shortest(.search)) searches"
      return []
    }
    let id = detail?.span?.id ?? 0
    switch searchTarget {
    case .pattern(let pattern):
      return [.findMatch(pattern: pattern, time: window.cursor, id: id, forward: forward)]
    case .kernel(let name):
      return [.findKernel(name: name, time: window.cursor, id: id, forward: forward)]
    }
  }

  /// Searches for the kernel under the cursor, or the one selected in the table.
  mutating func searchSameKernel() -> [Effect] {
    if view == .kernels {
      guard let kernel = selectedKernel else { return [] }
      searchTarget = .kernel(kernel.nameID)
      return openSelectedKernel()
    }
    guard let span = detail?.span else {
      message = "no slice under the cursor"
      return []
    }
    searchTarget = .kernel(span.name)
    return search(forward: true)
  }

  /// The kernel that is selected in the table.
  public var selectedKernel: KernelSummary? {
    guard let kernels = summary.value?.kernels else { return nil }
    let rows = table.rows(of: kernels)
    return rows.indices.contains(table.selected) ? rows[table.selected] : nil
  }

  /// Goes to the first launch of the selected kernel in the timeline.
  mutating func openSelectedKernel() -> [Effect] {
    guard let kernel = selectedKernel else {
      message = "no kernel is selected"
      return []
    }
    remember()
    view = .timeline
    searchTarget = .kernel(kernel.nameID)
    message = "\(kernel.durations.count) launches; \(keys.shortest(.searchNext)) next"
    return [.findKernel(name: kernel.nameID, time: Int64.min, id: 0, forward: true)]
  }

  /// Moves in the kernels' table.
  ///
  /// - Returns: `nil` where the command is not one of the table's.
  mutating func moveInTable(_ command: Command) -> [Effect]? {
    let layout = ScreenLayout(size: size)
    let count = summary.value.map { table.rows(of: $0.kernels).count } ?? 0
    switch command {
    case .up: table.selected -= 1
    case .down: table.selected += 1
    case .pageUp: table.selected -= layout.tableRows
    case .pageDown: table.selected += layout.tableRows
    case .first: table.selected = 0
    case .last: table.selected = count - 1
    case .sortNext: table.order = table.order.next
    case .sortReverse: table.isReversed.toggle()
    case .enter: return openSelectedKernel()
    default: return nil
    }
    table.selected = min(max(0, table.selected), max(0, count - 1))
    if table.selected < table.scroll { table.scroll = table.selected }
    if table.selected >= table.scroll + layout.tableRows { table.scroll = table.selected - layout.tableRows + 1 }
    return []
  }

  /// Opens the line for the table's filter, with the filter that is set.
  mutating func filterKernels() {
    guard view == .kernels else {
      message = "the filter belongs to Kernels (\(keys.shortest(.showKernels)))"
      return
    }
    prompt = Prompt(purpose: .filter, text: table.filter)
  }

  /// Scrolls the overview.
  mutating func scrollOverview(_ command: Command) -> Bool {
    let page = ScreenLayout(size: size).viewHeight
    switch command {
    case .up: overviewScroll -= 1
    case .down: overviewScroll += 1
    case .pageUp: overviewScroll -= page
    case .pageDown: overviewScroll += page
    case .first: overviewScroll = 0
    default: return false
    }
    overviewScroll = max(0, overviewScroll)
    return true
  }
}
