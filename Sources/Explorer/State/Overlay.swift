public import Terminal

/// Something that lies over the view until it is closed.
public enum Overlay: Sendable, Equatable {
  /// The keys, narrowed by what was typed.
  case help(query: TextInput, scroll: Int)
  /// The marks; Enter goes to the selected one.
  case marks(selected: Int)
}
