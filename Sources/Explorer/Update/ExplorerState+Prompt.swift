import Analysis
import Terminal

extension ExplorerState {
  /// A key while a line is being typed.
  mutating func type(_ key: Key, now: Int64) -> [Effect] {
    guard var prompt else { return [] }
    if key == .escape || key == .control("c") {
      self.prompt = nil
      return []
    }
    if key == .enter {
      self.prompt = nil
      return accept(prompt, now: now)
    }
    if key == .backspace && prompt.input.text.isEmpty {
      self.prompt = nil
      return []
    }
    prompt.input.handle(key)
    self.prompt = prompt
    return []
  }

  private mutating func accept(_ prompt: Prompt, now: Int64) -> [Effect] {
    let text = prompt.input.text
    switch prompt.purpose {
    case .search:
      guard !text.isEmpty else { return search(forward: true) }
      guard isExpression(text) else { return [] }
      searchTarget = .pattern(text)
      if view == .kernels {
        selectInTable(matching: text)
        return []
      }
      if view != .timeline {
        remember()
        view = .timeline
      }
      return search(forward: true)
    case .filter:
      guard text.isEmpty || isExpression(text) else { return [] }
      table.filter = text
      table.selected = 0
      table.scroll = 0
      return []
    case .command:
      return run(text, now: now)
    case .setting:
      setKnob(to: text)
      return []
    }
  }

  private mutating func isExpression(_ text: String) -> Bool {
    if (try? Regex(text)) != nil { return true }
    message = "'\(text)' is not a regular expression"
    return false
  }

  /// Selects the next row of the table whose kernel matches, round again after the last.
  private mutating func selectInTable(matching text: String) {
    guard let kernels = summary.value?.kernels, let regex = try? Regex(text) else { return }
    let rows = table.rows(of: kernels)
    for step in 1...max(1, rows.count) {
      let index = (table.selected + step) % max(1, rows.count)
      if rows.indices.contains(index), rows[index].name.firstMatch(of: regex) != nil {
        table.selected = index
        _ = moveInTable(.left)
        keepTableSelectionVisible()
        return
      }
    }
    message = "no kernel matches '\(text)'"
  }

  private mutating func keepTableSelectionVisible() {
    let rows = ScreenLayout(size: size).tableRows
    if table.selected < table.scroll { table.scroll = table.selected }
    if table.selected >= table.scroll + rows { table.scroll = table.selected - rows + 1 }
  }

  /// A typed command: a time to go to, or a word and what it is about.
  private mutating func run(_ text: String, now: Int64) -> [Effect] {
    let words = text.split(separator: " ").map(String.init)
    guard let first = words.first else { return [] }
    if words.count == 1, let time = TimeText.nanoseconds(first) {
      goTo(time, now: now)
      return []
    }
    switch (first, words.dropFirst().first) {
    case ("q", nil), ("quit", nil): return leave()
    case ("help", nil): overlay = .help(query: TextInput(text: ""), scroll: 0)
    case ("goto", let time?):
      guard let time = TimeText.nanoseconds(time) else {
        message = "'\(time)' is no time; write 45.1ms, 300us, 1.2s or 12345 (ns)"
        return []
      }
      goTo(time, now: now)
    case ("view", let name?):
      guard let view = ViewID.allCases.first(where: { $0.rawValue == name.lowercased() }) else {
        message = "no view is called '\(name)': \(views.map(\.rawValue).joined(separator: ", "))"
        return []
      }
      return perform(view.command, now: now)
    case ("speed", let value?):
      guard let number = Double(value), let speed = Replay.Speed(number) else {
        message = "'\(value)' is no speed; 0.01 plays a hundredth of real time"
        return []
      }
      replay.setSpeed(speed, cursor: window.cursor, now: now)
      message = replayStatus
    default: message = "no command '\(text)'; try a time, goto, view, speed, help, quit"
    }
    return []
  }

  private mutating func goTo(_ time: Int64, now: Int64) {
    guard window.extent.contains(time) else {
      message = "the trace ends at \(describe(window.extent.upperBound))"
      return
    }
    remember()
    window.moveCursor(to: time)
    replay.anchor(time, now)
  }
}
