public import Terminal

/// A line that the user types at the bottom of the screen.
public struct Prompt: Sendable, Equatable {
  /// What the line is for.
  public enum Purpose: Sendable, Equatable {
    /// A regular expression to search for.
    case search
    /// A regular expression that the kernels' table is narrowed to.
    case filter
    /// A command.
    case command
    /// The value of a knob.
    case setting
  }

  /// What the line is for.
  public var purpose: Purpose
  /// What was typed so far.
  public var input: TextInput

  /// An empty line.
  public init(purpose: Purpose, text: String = "") {
    self.purpose = purpose
    input = TextInput(text: text)
  }

  /// What stands before the line.
  public var lead: String {
    switch purpose {
    case .search: "/"
    case .filter: "filter: "
    case .command: ":"
    case .setting: "value: "
    }
  }
}
