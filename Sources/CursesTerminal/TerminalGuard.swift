import CNcurses
import Glibc
import Synchronization

/// Keeps the terminal usable however the program ends.
///
/// A request to end (SIGTERM, SIGHUP) is noted and left to the loop. A crash resets the terminal in the signal handler,
/// with nothing but calls that are allowed there, and then takes its course.
enum TerminalGuard {
  /// The signal that asked the program to end; 0 while none did.
  static let requestedSignal = Atomic<Int32>(0)

  private static let fatalSignals = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE]

  /// What the terminal was like before.
  nonisolated(unsafe) private static var savedModes = termios()
  nonisolated(unsafe) private static var oldActions: [Int32: sigaction] = [:]
  /// Leave the alternate screen, show the cursor, plain style, no mouse reports, plain keypad.
  nonisolated(unsafe) private static let reset: UnsafeMutableBufferPointer<UInt8> = {
    let text = "\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l\u{1B}[?1049l\u{1B}[?1l\u{1B}>\u{1B}[?25h\u{1B}[0m\r\n"
    let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
    _ = bytes.initialize(from: text.utf8)
    return bytes
  }()

  /// Starts to watch over the terminal, before its modes are changed.
  static func install() {
    tcgetattr(STDIN_FILENO, &savedModes)
    _ = reset.count
    requestedSignal.store(0, ordering: .relaxed)
    for number in [SIGTERM, SIGHUP] {
      set(number, flags: 0) { number in TerminalGuard.requestedSignal.store(number, ordering: .relaxed) }
    }
    for number in fatalSignals {
      set(number, flags: Int32(bitPattern: UInt32(SA_RESETHAND)) | Int32(SA_NODEFER)) { TerminalGuard.crash($0) }
    }
  }

  /// Stops watching, once the terminal is as it was.
  static func remove() {
    for (number, action) in oldActions {
      var action = action
      sigaction(number, &action, nil)
    }
    oldActions = [:]
  }

  private static func set(_ number: Int32, flags: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    action.sa_flags = flags
    var old = sigaction()
    sigaction(number, &action, &old)
    oldActions[number] = old
  }

  private static func crash(_ number: Int32) {
    _ = write(STDOUT_FILENO, reset.baseAddress, reset.count)
    tcsetattr(STDIN_FILENO, TCSANOW, &savedModes)
    // The handler is gone by now (SA_RESETHAND): the signal ends the program as it would have.
    raise(number)
  }
}
