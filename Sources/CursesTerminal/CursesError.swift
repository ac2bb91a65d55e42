/// Why the terminal cannot be used for a screen.
public enum CursesError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Standard input or output is no terminal.
  case notATerminal
  /// `TERM` names no terminal that the system knows.
  case unknownTerminal(String)

  /// One line that says what is wrong.
  public var description: String {
    switch self {
    case .notATerminal: "standard input and output must be a terminal"
    case .unknownTerminal(let name):
      name.isEmpty ? "TERM is not set" : "the terminal '\(name)' (TERM) is not known to this system"
    }
  }
}
