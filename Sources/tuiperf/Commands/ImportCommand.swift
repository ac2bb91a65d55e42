import Analysis
import ArgumentParser
import Trace
import TraceFile

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Turn a profile into a tuiperf trace, which opens at once however large it is.")

  @Argument(help: "Kineto or Chrome JSON (also .gz), or an Nsight Systems .sqlite.")
  var file: String

  @Option(name: [.customShort("o"), .long], help: ArgumentHelp("The trace to write.", valueName: "file"))
  var output: String

  @OptionGroup var input: InputOptions

  func run() throws {
    let trace = try input.tables(of: file, keeping: .all)
    try Self.write(trace, to: output)
    let loss = trace.info.loss
    if loss.skippedEvents > 0 {
      Console.error(
        "\(file): skipped \(loss.skippedEvents) events"
          + (loss.firstByte.map { ", the first at byte \($0)" } ?? "") + ": \(loss.firstReason)")
    } else if loss.truncated {
      Console.error("\(file): ends early; everything up to its end was read")
    }
  }

  /// Writes a trace file with a progress line; Ctrl-C and a full disk leave nothing behind.
  static func write(_ trace: TraceTables, to path: String) throws {
    let line = ProgressLine("writing \(path)")
    defer { line.finish() }
    do {
      try Interrupt.watching {
        try TraceFile.write(trace, to: path) { line.update(done: Int64($0), of: Int64($1)) }
      }
    } catch let error as TraceFileError {
      throw Failure(error)
    }
  }
}
