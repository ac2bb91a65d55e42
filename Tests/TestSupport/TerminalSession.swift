import Foundation

/// The program in a pseudo-terminal, as a user has it before them.
public final class TerminalSession {
  /// Why a wait ended without what it waited for.
  public struct Timeout: Error, CustomStringConvertible {
    /// What was waited for, and the screen as it was.
    public let description: String
  }

  /// What the user sees.
  public private(set) var terminal: VirtualTerminal
  /// How the program ended; `nil` while it runs.
  public private(set) var exitCode: Int32?

  private let process: pid_t
  private let primary: Int32
  private let secondary: Int32

  /// Starts the program in a terminal.
  public init(_ arguments: [String], width: Int = 100, height: Int = 30, environment: [String: String] = [:]) throws {
    var ends: (Int32, Int32) = (0, 0)
    var size = winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&ends.0, &ends.1, nil, nil, &size) == 0 else { throw POSIXError(.EIO) }
    (primary, secondary) = ends
    _ = fcntl(primary, F_SETFD, FD_CLOEXEC)
    _ = fcntl(secondary, F_SETFD, FD_CLOEXEC)
    let path = String(cString: ttyname(secondary))
    terminal = VirtualTerminal(width: width, height: height)
    // The first terminal that the leader of a session opens becomes its own.
    process = try Spawn.start(
      arguments, environment: Spawn.environment(environment),
      files: [.path(path, O_RDWR), .path(path, O_RDWR), .path(path, O_RDWR)], ownSession: true)
  }

  deinit {
    if exitCode == nil {
      kill(process, SIGKILL)
      _ = Spawn.wait(process)
    }
    close(primary)
    close(secondary)
  }

  /// Types text.
  public func send(_ text: String) {
    var text = text
    text.withUTF8 { _ = write(primary, $0.baseAddress, $0.count) }
  }

  /// Gives the terminal another size.
  public func resize(width: Int, height: Int) {
    terminal.resize(width: width, height: height)
    var size = winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(primary, UInt(TIOCSWINSZ), &size)
  }

  /// Sends a signal to the program.
  public func signal(_ number: Int32) {
    kill(process, number)
  }

  /// Takes in output until the screen fulfils a condition.
  public func wait(
    for what: String, seconds: Double = 20, _ condition: (VirtualTerminal) -> Bool
  ) throws {
    let end = Date().addingTimeInterval(seconds)
    while !condition(terminal) {
      guard Date() < end else { throw Timeout(description: "waited for \(what); the screen was\n\(terminal.text)") }
      takeOutput(milliseconds: 50)
    }
  }

  /// Takes in output until a text stands on the screen.
  public func wait(forText text: String, seconds: Double = 20) throws {
    try wait(for: "'\(text)'", seconds: seconds) { $0.text.contains(text) }
  }

  /// Waits until the program has ended, and returns its exit code.
  public func finish(seconds: Double = 20) throws -> Int32 {
    let end = Date().addingTimeInterval(seconds)
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      guard Date() < end else {
        throw Timeout(description: "the program does not end; the screen was\n\(terminal.text)")
      }
      takeOutput(milliseconds: 20)
    }
    let signal = status & 0x7F
    let code = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    exitCode = code
    takeOutput(milliseconds: 20)
    return code
  }

  /// Whether typed characters are echoed and lines are edited, as a shell expects it.
  public var isCooked: Bool {
    var modes = termios()
    tcgetattr(secondary, &modes)
    return modes.c_lflag & tcflag_t(ECHO) != 0 && modes.c_lflag & tcflag_t(ICANON) != 0
  }

  private func takeOutput(milliseconds: Int32) {
    var waiting = pollfd(fd: primary, events: Int16(POLLIN), revents: 0)
    var buffer = [UInt8](repeating: 0, count: 65536)
    while poll(&waiting, 1, milliseconds) > 0, waiting.revents & Int16(POLLIN) != 0 {
      let count = read(primary, &buffer, buffer.count)
      guard count > 0 else { return }
      terminal.feed(buffer[..<count])
      if count < buffer.count { return }
    }
  }
}
