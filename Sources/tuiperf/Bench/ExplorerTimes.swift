import Glibc

/// What the explorer took in a terminal of 200 columns and 60 lines.
struct ExplorerTimes {
  /// From the start of the process to its first frame, in nanoseconds.
  let firstFrame: Int64
  /// From each key to its frame, in nanoseconds, ascending.
  let steps: [Int64]
  /// The most memory that it took, in bytes.
  let peakBytes: Int64

  /// Runs the explorer on a trace file.
  static func measure(program: String, file: String) throws -> ExplorerTimes {
    var ends: (primary: Int32, secondary: Int32) = (0, 0)
    var size = winsize(ws_row: 60, ws_col: 200, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&ends.primary, &ends.secondary, nil, nil, &size) == 0, let name = ttyname(ends.secondary) else {
      throw Failure(.inputOutput, "no pseudo-terminal is left: \(Console.describe(errno))")
    }
    defer {
      close(ends.primary)
      close(ends.secondary)
    }
    setenv("TERM", "xterm-256color", 1)
    setenv("LC_ALL", "C.UTF-8", 1)
    let result = file + ".times"
    defer { unlink(result) }
    let child = try ChildProcess(
      program, ["bench", "explore", file, result, "\(ChildProcess.now())"], output: "/dev/null",
      terminal: String(cString: name))
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var waiting = pollfd(fd: ends.primary, events: Int16(POLLIN), revents: 0)
    // A terminal that nobody reads would stop the program.
    while !child.hasEnded {
      if poll(&waiting, 1, 20) > 0 { _ = read(ends.primary, &buffer, buffer.count) }
    }
    let (status, peak) = child.wait()
    let numbers = status == 0 ? try InputFile.text(of: result).split(separator: "\n").compactMap { Int64($0) } : []
    guard let first = numbers.first, numbers.count > 1 else {
      throw Failure(.inputOutput, "the explorer failed with status \(status)")
    }
    return ExplorerTimes(firstFrame: first, steps: numbers.dropFirst().sorted(), peakBytes: peak)
  }
}
