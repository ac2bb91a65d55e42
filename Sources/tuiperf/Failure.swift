/// Why a command ends without its result: one line for people, one code for scripts.
struct Failure: Error {
  /// The documented exit codes; 64 to 74 are those of BSD's sysexits.
  enum Code: Int32 {
    case gate = 1
    case usage = 64
    case badInput = 65
    case noInput = 66
    case cannotCreate = 73
    case inputOutput = 74
    case interrupted = 130
  }

  let exitCode: Int32
  let message: String

  /// The program was asked to end by a signal; nothing is printed, and the code is the shell's.
  static func ended(by signal: Int32) -> Failure {
    Failure(exitCode: 128 + signal, "")
  }

  /// The finding, which is printed, failed its gate; nothing more is said.
  static let failedGate = Failure(.gate, "")

  init(_ code: Code, _ message: String) {
    self.init(exitCode: code.rawValue, message)
  }

  private init(exitCode: Int32, _ message: String) {
    self.exitCode = exitCode
    self.message = message
  }
}
