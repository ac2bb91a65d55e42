import Glibc

/// The program's standard streams.
enum Console {
  /// Writes a line to standard error, after whatever progress stands there.
  static func error(_ message: String) {
    write("tuiperf: " + message + "\n", to: STDERR_FILENO)
  }

  /// Writes all of a text to a file descriptor.
  ///
  /// - Returns: 0, or the error number.
  @discardableResult
  static func write(_ text: String, to descriptor: Int32) -> Int32 {
    var text = text
    return text.withUTF8 { bytes in
      var written = 0
      while written < bytes.count {
        let count = Glibc.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
        if count < 0 {
          if errno == EINTR { continue }
          return errno
        }
        written += count
      }
      return 0
    }
  }

  /// Whether an error number says that nobody reads any more.
  static func isClosedPipe(_ number: Int32) -> Bool { number == EPIPE }

  /// Whether standard output is a terminal.
  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Whether standard error is a terminal.
  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// What the system says of an error number.
  static func describe(_ number: Int32) -> String {
    String(cString: strerror(number))
  }
}
