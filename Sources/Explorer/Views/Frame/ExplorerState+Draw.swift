public import Terminal
import Trace

extension ExplorerState {
  /// The screen: the same state and theme always give the same cells.
  public func draw(theme: Theme) -> CellBuffer {
    var canvas = Canvas(size: size, theme: theme)
    let layout = ScreenLayout(size: size)
    guard layout.fits else {
      let minimum = ScreenLayout.minimum
      canvas.write("tuiperf needs \(minimum.width)x\(minimum.height) cells", x: 0, y: 0)
      canvas.write("this terminal has \(size.width)x\(size.height)", x: 0, y: 1, theme.style(.dim))
      return canvas.finish()
    }
    drawHeader(in: &canvas)
    ViewTabs(views, selected: view, keys: keys, width: size.width).draw(in: &canvas, y: 1)
    canvas.inside(Rect(x: 0, y: layout.viewTop, width: size.width, height: layout.viewHeight)) { canvas in
      switch view {
      case .overview: OverviewView(state: self).draw(in: &canvas)
      case .timeline: TimelineView(state: self, layout: layout).draw(in: &canvas)
      case .sms: SMsView(state: self, layout: layout).draw(in: &canvas)
      case .kernels: KernelsView(state: self, layout: layout).draw(in: &canvas)
      case .pipeline: PipelineView(state: self, layout: layout).draw(in: &canvas)
      case .whatIf: WhatIfView(state: self).draw(in: &canvas)
      case .warps: WarpsView(state: self, layout: layout).draw(in: &canvas)
      case .paths: PathsView(state: self).draw(in: &canvas)
      case .experts: ExpertsView(state: self).draw(in: &canvas)
      case .claims: ClaimsView(state: self).draw(in: &canvas)
      case .validate: ValidateView(state: self).draw(in: &canvas)
      }
    }
    drawFooter(in: &canvas, y: size.height - 1)
    if let overlay { OverlayView(state: self, overlay: overlay).draw(in: &canvas) }
    return canvas.finish()
  }

  /// The program, the file, the device, and the visible range with the cursor.
  private func drawHeader(in canvas: inout Canvas) {
    let theme = canvas.theme
    var right = "\(describe(window.visible.lowerBound)) .. \(describe(window.visible.upperBound))"
    if window.visible.lowerBound == 0 { right = "0 .. \(describe(window.visible.upperBound))" }
    if replay.isPlaying {
      right = (replay.isBackwards ? "<< " : ">> ") + replay.label + "  " + right
    }
    canvas.writeRight(right, before: size.width - 1, y: 0)
    let room = size.width - right.count - 4
    var x = canvas.write("tuiperf", x: 1, y: 0, theme.style(.heading)) + 2
    let name = canvas.shortened(outline.info.sourceName, to: max(8, min(48, room - x)))
    x = canvas.write(name, x: x, y: 0) + 3
    for fact in headerFacts where x + CharacterWidth.of(fact) <= room {
      x = canvas.write(fact, x: x, y: 0, theme.style(.dim)) + 3
    }
  }

  private var headerFacts: [String] {
    var facts: [String] = []
    if outline.info.origin == .simulation { facts.append("simulated") }
    if let device = outline.info.devices.first { facts.append(device.name) }
    if let rank = outline.info.rank {
      facts.append("rank \(rank)" + (outline.info.worldSize.map { " of \($0)" } ?? ""))
    }
    return facts
  }

  /// A line being typed, a message, or the keys that work now.
  private func drawFooter(in canvas: inout Canvas, y: Int) {
    let theme = canvas.theme
    if let prompt {
      let x = canvas.write(prompt.lead + prompt.input.text, x: 1, y: y)
      let cursor = 1 + CharacterWidth.of(prompt.lead + prompt.input.text.prefix(prompt.input.cursor))
      canvas.restyle(Rect(x: cursor, y: y, width: 1, height: 1)) { $0.adding(.reverse) }
      canvas.writeRight("enter accepts  esc cancels", before: max(size.width - 1, x + 28), y: y, theme.style(.dim))
    } else if let message {
      canvas.write(canvas.shortened(message, to: size.width - 2), x: 1, y: y, theme.style(.key))
    } else {
      KeyFooter(footerItems).draw(in: &canvas, y: y)
    }
  }

  /// The keys that work in this view, the most useful first.
  private var footerItems: [KeyFooter.Item] {
    if overlay != nil { return [.init("esc", "close"), .init("up down", "move"), .init("enter", "choose")] }
    func item(_ command: Command, _ label: String? = nil) -> KeyFooter.Item {
      .init(keys.shortest(command), label ?? command.label)
    }
    func pair(_ first: Command, _ second: Command, _ label: String) -> KeyFooter.Item {
      .init("\(keys.shortest(first)) \(keys.shortest(second))", label)
    }
    let zoom = pair(.zoomIn, .zoomOut, "zoom")
    let pan = pair(.panLeft, .panRight, "pan")
    let play = item(.replay, replay.isPlaying ? "pause" : "replay")
    let common = [item(.help, "help"), item(.quit, places.isEmpty ? "quit" : "back")]
    switch view {
    case .overview: return common + [pair(.up, .down, "scroll"), item(.search), play, item(.command)]
    case .timeline:
      return common + [
        zoom, pan, pair(.previousSlice, .nextSlice, "slice"), item(.zoomSelection), item(.search),
        pair(.followBack, .followForward, "flow"), play, item(.sameKernel), item(.setMark), item(.zoomAll),
      ]
    case .sms: return common + [pair(.left, .right, "time"), zoom, pan, play, pair(.slower, .faster, "speed")]
    case .kernels:
      return common + [item(.enter, "launches"), item(.sortNext), item(.sortReverse), item(.filter), item(.search)]
    case .pipeline:
      return common + [
        pair(.left, .right, "time"), pair(.up, .down, "rank"), item(.sortNext, "schedule"), zoom, pan, play,
        item(.zoomAll),
      ]
    case .warps:
      let kernel = profiles.count > 1 ? [pair(.previousSlice, .nextSlice, "kernel")] : []
      return common + kernel + [
        pair(.left, .right, "time"), pair(.up, .down, "warp"), zoom, pair(.followBack, .followForward, "what-if"),
        item(.sortNext, "knob"), item(.sortReverse, "reset"), pan, play,
      ]
    case .paths: return common + [pair(.up, .down, "scroll"), item(.sortReverse, "swap"), item(.showWarps, "warps")]
    case .experts:
      return common + [
        pair(.left, .right, "skew"), item(.sortNext, "balancing"), item(.sortReverse, "experts or GPUs"),
      ]
    case .claims where claims.isOpen && !ClaimsView.isWide(size.width):
      return common + [pair(.up, .down, "scroll"), pair(.left, .right, "claim"), item(.enter, "list")]
    case .claims:
      return common + [pair(.up, .down, "claim"), item(.enter), pair(.pageUp, .pageDown, "scroll")]
    case .validate:
      return common + [
        pair(.up, .down, "group"), item(.enter, "simulate"), item(.zoomAll, "simulate all"), item(.sortNext),
        pair(.pageUp, .pageDown, "rows"),
      ]
    case .whatIf:
      return common + [
        pair(.up, .down, "knob"), pair(.left, .right, "turn"), item(.enter, "type a value"), item(.zoomAll, "reset"),
        item(.setMark, "save"),
      ]
    }
  }
}
