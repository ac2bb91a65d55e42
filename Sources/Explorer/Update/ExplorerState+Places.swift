import Analysis
import Terminal

extension ExplorerState {
  /// Shows a view, or says why this trace has none.
  mutating func show(_ view: ViewID) {
    if view == .whatIf { return showWhatIf() }
    guard views.contains(view) else {
      switch view {
      case .pipeline: message = "this trace holds no pipeline; `tuiperf simulate run` makes one"
      case .warps: message = "this trace holds no warps; `tuiperf simulate kernel NAME -o FILE.tuiperf` makes one"
      case .paths: message = "this trace holds no two kernels; `tuiperf compare A B -o FILE.tuiperf` makes one"
      case .experts: message = "this trace holds no training step; `tuiperf simulate run -o FILE.tuiperf` makes one"
      default: message = "this trace holds no kernels for \(view.title)"
      }
      return
    }
    self.view = view
  }

  /// Keeps the place, to come back to it with Esc.
  mutating func remember() {
    places.append(Place(view: view, visible: window.visible, cursor: window.cursor, row: row))
    if places.count > 100 { places.removeFirst() }
  }

  /// Back to the last place, or to the overview.
  mutating func goBack() {
    if let place = places.popLast() {
      view = place.view
      window.show(place.visible)
      window.moveCursor(to: place.cursor)
      row = place.row
    } else if let first = views.first, view != first {
      view = first
    } else {
      message = "\(keys.shortest(.quit)) quits"
    }
  }

  /// Leaves the explorer.
  mutating func leave() -> [Effect] {
    isDone = true
    return [.quit]
  }

  /// Sets a mark at the cursor, or takes away the one that is there.
  mutating func setMark() {
    if let index = marks.firstIndex(of: window.cursor) {
      marks.remove(at: index)
      message = "mark removed"
    } else {
      marks.append(window.cursor)
      marks.sort()
      message = "mark at \(describe(window.cursor)); \(keys.shortest(.listMarks)) lists the marks"
    }
  }

  /// The keys of replay, the same in every view.
  mutating func replay(_ command: Command, now: Int64) {
    let cursor = window.cursor
    switch command {
    case .replay:
      if !replay.isPlaying { startOver() }
      replay.toggle(cursor: window.cursor, now: now)
    case .faster: replay.faster(cursor: cursor, now: now)
    case .slower: replay.slower(cursor: cursor, now: now)
    case .reverse: replay.reverse(cursor: cursor, now: now)
    case .replayFrom: replay.from = replay.from == cursor ? nil : cursor
    case .replayTo: replay.to = replay.to == cursor ? nil : cursor
    default: break
    }
    if let from = replay.from, let to = replay.to, from >= to {
      if command == .replayFrom { replay.to = nil } else { replay.from = nil }
    }
    message = replayStatus
  }

  /// A replay that stands at its end starts over.
  private mutating func startOver() {
    let first = replay.from ?? window.extent.lowerBound
    let last = replay.to ?? window.extent.upperBound - 1
    if !replay.isBackwards && window.cursor >= last { window.moveCursor(to: first) }
    if replay.isBackwards && window.cursor <= first { window.moveCursor(to: last) }
  }

  /// How it plays, in a few words.
  var replayStatus: String {
    var text = "replay \(replay.isPlaying ? "playing" : "paused") \(replay.label)"
    if replay.isBackwards { text += " backwards" }
    if let from = replay.from { text += " from \(describe(from))" }
    if let to = replay.to { text += " to \(describe(to))" }
    return text
  }
}
