import Analysis
import Terminal
import Trace

extension ExplorerState {
  /// A key goes to what lies on top: the line being typed, what lies over the view, the view.
  mutating func press(_ key: Key, now: Int64) -> [Effect] {
    if prompt != nil { return type(key, now: now) }
    if overlay != nil { return pressOverlay(key, now: now) }
    guard let command = keys.command(for: key) else {
      message = "\(key.text) does nothing here; ? shows the keys"
      return []
    }
    return perform(command, now: now)
  }

  /// Carries out a command in the view that is shown.
  mutating func perform(_ command: Command, now: Int64) -> [Effect] {
    switch command {
    case .showOverview: show(.overview)
    case .showTimeline: show(.timeline)
    case .showSMs: show(.sms)
    case .showKernels: show(.kernels)
    case .showPipeline: show(.pipeline)
    case .showWhatIf: show(.whatIf)
    case .showWarps: show(.warps)
    case .showPaths: show(.paths)
    case .showExperts: return showExperts()
    case .showClaims: return showClaims()
    case .showValidate: return showValidate()
    case .help: overlay = .help(query: TextInput(text: ""), scroll: 0)
    case .listMarks:
      if marks.isEmpty {
        message = "no marks yet; \(keys.shortest(.setMark)) sets one at the cursor"
      } else {
        overlay = .marks(selected: 0)
      }
    case .command: prompt = Prompt(purpose: .command)
    case .search: prompt = Prompt(purpose: .search)
    case .filter: filterKernels()
    case .searchNext: return search(forward: true)
    case .searchPrevious: return search(forward: false)
    case .sameKernel: return searchSameKernel()
    case .setMark where view == .whatIf: saveKnobs()
    case .setMark: setMark()
    case .back where closeClaim(): break
    case .quit where closeClaim(): break
    case .back: goBack()
    case .quit:
      if places.isEmpty { return leave() }
      goBack()
    case .quitNow: return leave()
    case .replay, .faster, .slower, .reverse, .replayFrom, .replayTo: replay(command, now: now)
    default: return move(command, now: now)
    }
    return []
  }

  /// Moves in the view: by rows where the view is a list, by time where it is a chart.
  private mutating func move(_ command: Command, now: Int64) -> [Effect] {
    defer { replay.anchor(window.cursor, now) }
    switch view {
    case .overview where scrollOverview(command): return []
    case .kernels:
      if let effects = moveInTable(command) { return effects }
    case .pipeline where moveRank(command): return []
    case .timeline where moveRow(command): return []
    case .whatIf where moveKnob(command): return []
    case .warps where moveWarps(command): return []
    case .paths where movePaths(command): return []
    case .claims where moveClaims(command): return []
    case .validate:
      if let effects = moveValidate(command) { return effects }
    case .experts:
      if let effects = moveExperts(command) { return effects }
    default: break
    }
    return moveInTime(command)
  }

  private mutating func moveInTime(_ command: Command) -> [Effect] {
    let columns = ScreenLayout(size: size).chartColumns
    switch command {
    case .left: window.moveCursor(columns: -1, of: columns)
    case .right: window.moveCursor(columns: 1, of: columns)
    case .pageLeft: window.moveCursor(columns: -Int64(max(1, columns / 10)), of: columns)
    case .pageRight: window.moveCursor(columns: Int64(max(1, columns / 10)), of: columns)
    case .first: window.moveCursor(to: window.extent.lowerBound)
    case .last: window.moveCursor(to: window.extent.upperBound - 1)
    case .zoomIn: window.zoom(in: true, around: window.cursor)
    case .zoomOut: window.zoom(in: false, around: window.cursor)
    case .zoomAll: window.showAll()
    case .zoomSelection: zoomToSelection()
    case .panLeft: window.pan(by: -1, of: 4)
    case .panRight: window.pan(by: 1, of: 4)
    case .nextSlice: return sliceEffect(forward: true)
    case .previousSlice: return sliceEffect(forward: false)
    case .followForward: follow(detail?.outgoing ?? [], else: "nothing follows from this slice")
    case .followBack: follow(detail?.incoming ?? [], else: "nothing is known to lead to this slice")
    case .enter: zoomToSelection()
    default: message = "\(command.rawValue) does nothing in \(view.title)"
    }
    return []
  }

  private func sliceEffect(forward: Bool) -> [Effect] {
    guard view == .timeline, !outline.rows.isEmpty else { return [] }
    // From inside a slice the previous one is the one before its start.
    let time = detail?.span?.start ?? window.cursor
    return [.findSlice(row: row, time: time, forward: forward)]
  }

  private mutating func moveRow(_ command: Command) -> Bool {
    let page = ScreenLayout(size: size).timelineRows
    switch command {
    case .up: row -= 1
    case .down: row += 1
    case .pageUp: row -= page
    case .pageDown: row += page
    default: return false
    }
    row = min(max(0, row), max(0, outline.rows.count - 1))
    return true
  }

  private mutating func moveRank(_ command: Command) -> Bool {
    let ranks = pipeline.value?.chart.ranks.count ?? 0
    switch command {
    case .up: rank -= 1
    case .down: rank += 1
    case .pageUp: rank -= 8
    case .pageDown: rank += 8
    case .sortNext: turnSchedule(by: 1)
    case .sortReverse: turnSchedule(by: -1)
    default: return false
    }
    rank = min(max(0, rank), max(0, ranks - 1))
    return true
  }

  /// Shows the step under the next schedule below the step itself.
  private mutating func turnSchedule(by steps: Int) {
    if otherSchedules == nil {
      guard let scenario = outline.info.scenario else {
        message = "this trace holds no scenario to simulate under another schedule"
        return
      }
      do {
        otherSchedules = try OtherSchedules(scenario: scenario, table: kernelTimes)
      } catch {
        message = "the trace's scenario: \(error)"
        return
      }
    }
    otherSchedules?.turn(by: steps)
  }

  private mutating func zoomToSelection() {
    guard let span = detail?.span, span.duration > 0 else {
      message = "no slice under the cursor to fit"
      return
    }
    let margin = span.duration / 8
    remember()
    window.show((span.start - margin)..<(span.end + margin))
  }

  private mutating func follow(_ links: [SliceDetail.Linked], else nothing: String) {
    guard view == .timeline, let link = links.first else {
      message = nothing
      return
    }
    remember()
    select(link.span)
  }
}
