import Analysis
import ArgumentParser
import CursesTerminal
import Explorer
import Terminal

/// The explorer with a user who types as fast as it answers; `bench` starts it in a terminal of its own.
struct BenchExplore: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "explore", shouldDisplay: false)

  @Argument var file: String
  @Argument var result: String
  @Argument var startedAt: Int64

  func run() throws {
    let trace: ExplorableTrace
    do {
      trace = try ExplorableTrace(path: file)
    } catch {
      throw Failure(error)
    }
    let mailbox = Mailbox<Action>()
    let terminal: CursesScreen
    do {
      terminal = try CursesScreen(wakeDescriptor: mailbox.descriptor)
    } catch {
      throw Failure(.usage, error.description)
    }
    let screen = BenchScreen(terminal)
    ExplorerProgram(
      file: trace.file, screen: screen, mailbox: mailbox, keys: .standard, palette: .dark, options: Summary.Options(),
      tables: trace.tables, replay: nil
    ).run()
    terminal.close()
    let numbers = [screen.firstFrame - startedAt] + screen.steps
    try OutputFile.write(numbers.map(String.init).joined(separator: "\n"), to: result)
  }
}

/// A screen that presses keys itself and notes how long the next frame takes.
final class BenchScreen: TerminalScreen {
  private let terminal: CursesScreen
  private var keys: [Key]
  private var pressedAt: Int64?
  private static let steps = "wasd".unicodeScalars.map { Key(.character($0)) }
  private var findings = 0
  /// When the first frame was there.
  private(set) var firstFrame: Int64 = 0
  /// From each key that pans or zooms to its frame, in nanoseconds.
  private(set) var steps: [Int64] = []

  init(_ terminal: CursesScreen) {
    self.terminal = terminal
    // In from the whole trace to single kernels, along, and out again, in the views with charts.
    let journey =
      String(repeating: "w", count: 14) + String(repeating: "dda", count: 10) + String(repeating: "s", count: 14)
    keys = ("2" + journey + "3" + journey + "2" + journey).unicodeScalars.map { Key(.character($0)) }
  }

  var size: Size { terminal.size }
  var depth: Theme.Depth { terminal.depth }
  var glyphs: Theme.Glyphs { terminal.glyphs }

  func present(_ buffer: CellBuffer) {
    terminal.present(buffer)
    let now = ChildProcess.now()
    if firstFrame == 0 { firstFrame = now }
    if let pressedAt { steps.append(now - pressedAt) }
    pressedAt = nil
  }

  func nextEvent(timeoutMilliseconds: Int) -> TerminalEvent? {
    if timeoutMilliseconds == 0 { return nil }
    // The findings come first: the SMs are drawn from them.
    if findings == 0, let event = terminal.nextEvent(timeoutMilliseconds: 60_000) {
      if event == .wake { findings += 1 }
      return event
    }
    if let event = terminal.nextEvent(timeoutMilliseconds: 0), event == .wake { return event }
    guard !keys.isEmpty else { return .key(Key(.character("Q"))) }
    let key = keys.removeFirst()
    // A view's first frame also makes what the view keeps; it is no step.
    pressedAt = Self.steps.contains(key) ? ChildProcess.now() : nil
    return .key(key)
  }

  func bell() {}
}
