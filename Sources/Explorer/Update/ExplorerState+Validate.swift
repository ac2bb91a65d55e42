import Analysis
import Terminal

extension ExplorerState {
  /// Shows published numbers beside simulated ones; the training step's, which take a moment, are simulated at once.
  mutating func showValidate() -> [Effect] {
    view = .validate
    guard validation.groups.allSatisfy({ $0 == nil }) else { return [] }
    return simulateGroups([validation.selected])
  }

  /// A command while they are shown.
  ///
  /// - Returns: what is to be done, or `nil` where the command means nothing there.
  mutating func moveValidate(_ command: Command) -> [Effect]? {
    let page = max(1, ValidateView.rowLines(ScreenLayout(size: size).viewHeight) - 1)
    switch command {
    case .up: selectGroup(validation.selected - 1)
    case .down: selectGroup(validation.selected + 1)
    case .first: selectGroup(0)
    case .last: selectGroup(validation.groups.count - 1)
    case .pageUp: scrollRows(by: -page)
    case .pageDown: scrollRows(by: page)
    case .sortNext:
      validation.isByError.toggle()
      validation.scroll = 0
    case .enter: return simulateGroups([validation.selected])
    case .zoomAll: return simulateGroups(Array(validation.groups.indices))
    default: return nil
    }
    return []
  }

  /// Takes in a group that is simulated, and goes on with the next.
  mutating func finish(_ group: Int, _ rows: Loading<ValidationFinding.Group>) -> [Effect] {
    guard validation.queue.first == group else { return [] }
    validation.groups[group] = rows
    validation.queue.removeFirst()
    validation.done = 0
    return validation.queue.first.map { [.validate(group: $0)] } ?? []
  }

  /// Selects the group in a line of the view.
  mutating func selectGroup(atLine line: Int) {
    let index = line - ValidateView.headLines
    if validation.groups.indices.contains(index) { selectGroup(index) }
  }

  /// One group is simulated at a time, on all cores.
  private mutating func simulateGroups(_ asked: [Int]) -> [Effect] {
    let isIdle = validation.queue.isEmpty
    for group in asked where validation.groups[group] == nil {
      validation.groups[group] = .pending
      validation.queue.append(group)
    }
    if isIdle, let first = validation.queue.first { return [.validate(group: first)] }
    if isIdle { message = "already simulated: the result would be the same" }
    return []
  }

  private mutating func selectGroup(_ index: Int) {
    validation.selected = min(max(0, index), validation.groups.count - 1)
    validation.scroll = 0
  }

  private mutating func scrollRows(by lines: Int) {
    let count = validation.lines?.count ?? 0
    let room = ValidateView.rowLines(ScreenLayout(size: size).viewHeight)
    validation.scroll = min(max(0, validation.scroll + lines), max(0, count - room))
  }
}
