import Analysis
import CursesTerminal
import Explorer
import Terminal
import Trace
import TraceFile

/// Opens a trace, takes the terminal over, and runs the explorer.
enum ExplorerLauncher {
  /// Explores a file, or the sample without one.
  static func run(
    file: String?, input: InputOptions, options: Summary.Options, replay: ReplayStart? = nil
  ) throws {
    try run(try file.map { try input.explorable($0) } ?? Sample.explorable(), options: options, replay: replay)
  }

  /// Explores tables that were simulated.
  static func run(tables: TraceTables, options: Summary.Options) throws {
    do {
      try run(try ExplorableTrace(tables), options: options, replay: nil)
    } catch let error as TraceFileError {
      throw Failure(error)
    }
  }

  private static func run(_ trace: ExplorableTrace, options: Summary.Options, replay: ReplayStart?) throws {
    let configuration = try Configuration.read()
    var options = options
    if let patterns = configuration.patterns, options.patterns == .standard { options.patterns = patterns }
    let mailbox = Mailbox<Action>()
    let screen: CursesScreen
    do {
      screen = try CursesScreen(wakeDescriptor: mailbox.descriptor)
    } catch {
      throw Failure(.usage, error.description)
    }
    ExplorerProgram(
      file: trace.file, screen: screen, mailbox: mailbox, keys: configuration.keys, palette: configuration.palette,
      options: options, kernelTimes: KernelTimeCache.read(), tables: trace.tables, replay: replay
    ).run()
    let signal = screen.endingSignal
    screen.close()
    if signal != 0 { throw Failure.ended(by: signal) }
  }
}

/// A trace that the explorer can open: the file for its charts, and a way to the tables for findings on another thread.
struct ExplorableTrace {
  /// The open file.
  let file: TraceFile
  /// Loads what findings need; any thread may call it.
  let tables: @Sendable () throws -> TraceTables

  /// A trace file, which the other thread opens again.
  init(path: String) throws(TraceFileError) {
    file = try TraceFile.open(path)
    tables = { try TraceFile.open(path).tables(keeping: .summary, withLinks: true) }
  }

  /// Tables that were imported or simulated, with a file of their own that is gone when it closes.
  init(_ tables: TraceTables) throws(TraceFileError) {
    file = try TraceFile.temporary(tables)
    self.tables = { tables }
  }
}
