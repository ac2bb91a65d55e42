import Terminal

extension ExplorerState {
  /// A key while something lies over the view.
  mutating func pressOverlay(_ key: Key, now: Int64) -> [Effect] {
    if key == .escape || key == .control("c") {
      overlay = nil
      return []
    }
    switch overlay {
    case .help(var query, var scroll):
      switch key {
      case .up: scroll -= 1
      case .down: scroll += 1
      case .pageUp: scroll -= 10
      case .pageDown: scroll += 10
      case .enter:
        overlay = nil
        return []
      default:
        if query.text.isEmpty && keys.command(for: key) == .help || query.text.isEmpty && key == .character("q") {
          overlay = nil
          return []
        }
        query.handle(key)
        scroll = 0
      }
      let last = max(0, helpLines(matching: query.text).count - 1)
      overlay = .help(query: query, scroll: min(max(0, scroll), last))
    case .marks(var selected):
      switch keys.command(for: key) {
      case .up: selected -= 1
      case .down: selected += 1
      case .enter:
        overlay = nil
        if marks.indices.contains(selected) {
          remember()
          window.moveCursor(to: marks[selected])
          replay.anchor(window.cursor, now)
        }
        return []
      case .setMark:
        if marks.indices.contains(selected) { marks.remove(at: selected) }
      case .listMarks, .quit, .back:
        overlay = nil
        return []
      default: break
      }
      overlay = marks.isEmpty ? nil : .marks(selected: min(max(0, selected), marks.count - 1))
    case nil: break
    }
    return []
  }

  /// A line of the help: the keys and what they do.
  public struct HelpLine: Sendable, Equatable {
    /// The keys, separated by blanks.
    public var keys: String
    /// What they do.
    public var explanation: String
  }

  /// The lines of the help that hold a text, in their keys, their explanation or their command's name.
  public func helpLines(matching query: String) -> [HelpLine] {
    let needle = query.lowercased()
    return Command.allCases.compactMap { command in
      let keyText = keys.keys(for: command).map(\.text).joined(separator: " ")
      guard !keyText.isEmpty else { return nil }
      let line = HelpLine(keys: keyText, explanation: command.explanation)
      let haystack = (keyText + " " + command.explanation + " " + command.rawValue).lowercased()
      return needle.isEmpty || haystack.contains(needle) ? line : nil
    }
  }
}
