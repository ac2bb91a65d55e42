public import Terminal

/// Which key does what: the standard keys, with those of the user's configuration in their place.
public struct KeyTable: Sendable, Equatable {
  private var commands: [Key: Command] = [:]
  /// The keys of each command, in the order in which help shows them.
  private var keys: [Command: [Key]] = [:]

  /// A binding that cannot be used.
  public enum Problem: Error, Equatable, CustomStringConvertible {
    /// No command has this name.
    case unknownCommand(String)
    /// No key is written like this.
    case unknownKey(String, command: String)

    /// One line that names what is wrong.
    public var description: String {
      switch self {
      case .unknownCommand(let name): "there is no command '\(name)'"
      case .unknownKey(let key, let command): "'\(key)' is no key (for '\(command)')"
      }
    }
  }

  /// The standard keys: those of vi, Perfetto, htop and lazygit where they agree.
  public static let standard: KeyTable = {
    var table = KeyTable()
    for (command, names) in standardKeys { table.bind(command, to: names.compactMap { Key(text: $0) }) }
    return table
  }()

  private init() {}

  /// The standard keys with some commands' keys replaced, as a configuration file gives them: `{"zoom-in": ["i"]}`.
  ///
  /// - Throws: `Problem` for the first binding that cannot be used.
  public init(replacing bindings: [String: [String]]) throws(Problem) {
    self = .standard
    for (name, texts) in bindings.sorted(by: { $0.key < $1.key }) {
      guard let command = Command(rawValue: name) else { throw .unknownCommand(name) }
      var keys: [Key] = []
      for text in texts {
        guard let key = Key(text: text) else { throw .unknownKey(text, command: name) }
        keys.append(key)
      }
      bind(command, to: keys)
    }
  }

  /// What a key does.
  public func command(for key: Key) -> Command? { commands[key] }

  /// The keys of a command.
  public func keys(for command: Command) -> [Key] { keys[command] ?? [] }

  /// The first key of a command as the footer shows it; empty where it has none.
  public func shortest(_ command: Command) -> String { keys(for: command).first?.text ?? "" }

  private mutating func bind(_ command: Command, to new: [Key]) {
    for key in keys[command] ?? [] where commands[key] == command { commands[key] = nil }
    for key in new {
      if let other = commands[key], other != command { keys[other]?.removeAll { $0 == key } }
      commands[key] = command
    }
    keys[command] = new
  }

  private static let standardKeys: [(Command, [String])] = [
    (.showOverview, ["1"]), (.showTimeline, ["2"]), (.showSMs, ["3"]), (.showKernels, ["4"]), (.showPipeline, ["5"]),
    (.showWhatIf, ["6"]), (.showWarps, ["7"]), (.showPaths, ["8"]),
    (.showExperts, ["9"]), (.showClaims, ["c"]), (.showValidate, ["v"]),
    (.left, ["left", "h"]), (.right, ["right", "l"]), (.up, ["up", "k"]), (.down, ["down", "j"]),
    (.pageLeft, ["shift+left", "H"]), (.pageRight, ["shift+right", "L"]),
    (.pageUp, ["pageup", "ctrl+u"]), (.pageDown, ["pagedown", "ctrl+d"]),
    (.first, ["home", "g"]), (.last, ["end", "G"]),
    (.zoomIn, ["w", "+", "="]), (.zoomOut, ["s", "-"]), (.zoomAll, ["0"]), (.zoomSelection, ["f"]),
    (.panLeft, ["a"]), (.panRight, ["d"]),
    (.nextSlice, [".", "tab"]), (.previousSlice, [",", "backtab"]),
    (.followForward, ["]"]), (.followBack, ["["]),
    (.enter, ["enter"]), (.back, ["escape", "backspace"]),
    (.search, ["/"]), (.searchNext, ["n"]), (.searchPrevious, ["N"]), (.sameKernel, ["#"]),
    (.filter, ["&"]), (.sortNext, ["o"]), (.sortReverse, ["O"]),
    (.setMark, ["m"]), (.listMarks, ["'"]),
    (.replay, ["space"]), (.faster, [">"]), (.slower, ["<"]), (.reverse, ["r"]),
    (.replayFrom, ["("]), (.replayTo, [")"]),
    (.command, [":"]), (.help, ["?"]), (.quit, ["q"]), (.quitNow, ["Q", "ctrl+c"]),
  ]
}
