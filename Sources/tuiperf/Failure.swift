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

  let code: Code
  let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}
