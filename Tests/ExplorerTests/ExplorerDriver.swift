import Analysis
import Foundation
import Terminal
import Trace
import TraceFile

@testable import Explorer

/// The explorer without a terminal: it presses keys, carries out the effects, and shows the screen as text.
final class ExplorerDriver {
  private(set) var state: ExplorerState
  private let reader: TraceReader
  private var now: Int64 = 0
  private(set) var bells = 0
  /// Simulations that were asked for; tests answer them.
  private(set) var asked: [Effect] = []

  /// Opens a trace; the findings are there from the start.
  init(_ tables: TraceTables, width: Int = 80, height: Int = 24, findings: Bool = true) throws {
    let file = try TraceFile.temporary(tables)
    let outline = TraceOutline(of: file)
    let options = Summary.Options()
    reader = TraceReader(file: file, rows: outline.rows, gpu: options.gpu(of: file.info))
    state = ExplorerState(outline: outline, size: Size(width: width, height: height))
    take(.resize(Size(width: width, height: height)))
    if findings {
      let mailbox = Mailbox<Action>()
      Findings(tables: { tables }, options: options).post(to: mailbox)
      for message in mailbox.drain() { take(message) }
    }
  }

  /// Takes an action in and carries out all that follows.
  func take(_ action: Action) {
    for effect in state.apply(action, now: now) {
      switch effect {
      case .loadTimeline(let request): take(.timelineLoaded(reader.timeline(request)))
      case .loadDetail(let request): if let detail = try? reader.detail(request) { take(.detailLoaded(detail)) }
      case .findSlice(let row, let time, let forward):
        take(.found(reader.slice(row: row, time: time, forward: forward)))
      case .findMatch(let pattern, let time, let id, let forward):
        take(.found(try? reader.match(pattern, time: time, id: id, forward: forward)))
      case .findKernel(let name, let time, let id, let forward):
        take(.found(try? reader.file.span(named: [name], from: time, id: id, forward: forward)))
      case .simulateClaims, .validate, .routeExperts: asked.append(effect)
      case .bell: bells += 1
      case .quit: break
      }
    }
  }

  /// Presses keys, written as configuration files write them.
  func press(_ keys: String...) {
    for text in keys { if let key = Key(text: text) { take(.key(key)) } }
  }

  /// Types a text, a key a character.
  func type(_ text: String) {
    for scalar in text.unicodeScalars { take(.key(.character(scalar))) }
  }

  /// Lets real time go by while something plays.
  func wait(milliseconds: Int64) {
    now += milliseconds * 1_000_000
    take(.tick)
  }

  /// The screen.
  func screen(_ glyphs: Theme.Glyphs = .unicode, depth: Theme.Depth = .full) -> CellBuffer {
    state.draw(theme: Theme(glyphs: glyphs, depth: depth))
  }
}
