extension Key {
  private static let names: [(String, Code)] = [
    ("up", .up), ("down", .down), ("left", .left), ("right", .right), ("home", .home), ("end", .end),
    ("pageup", .pageUp), ("pagedown", .pageDown), ("insert", .insert), ("delete", .delete),
    ("backspace", .backspace), ("enter", .enter), ("tab", .tab), ("escape", .escape),
  ]

  /// The key as configuration files and the footer write it: `x`, `X`, `ctrl+r`, `shift+left`, `space`, `f5`.
  public var text: String {
    var text = ""
    if modifiers.contains(.control) { text += "ctrl+" }
    if modifiers.contains(.alt) { text += "alt+" }
    if modifiers.contains(.shift) { text += "shift+" }
    switch code {
    case .character(" "): return text + "space"
    case .character(let scalar): return text + String(scalar)
    case .function(let number): return text + "f\(number)"
    default: return text + (Self.names.first { $0.1 == code }?.0 ?? "")
    }
  }

  /// The key that a text names, or `nil`.
  public init?(text: String) {
    var rest = text[...]
    var modifiers: Modifiers = []
    for (prefix, modifier) in [("ctrl+", Modifiers.control), ("alt+", .alt), ("shift+", .shift)]
    where rest.count > prefix.count && rest.hasPrefix(prefix) {
      modifiers.insert(modifier)
      rest = rest.dropFirst(prefix.count)
    }
    if rest == "space" {
      self.init(.character(" "), modifiers)
    } else if rest == "backtab" {
      self.init(.tab, modifiers.union(.shift))
    } else if let named = Self.names.first(where: { $0.0 == rest }) {
      self.init(named.1, modifiers)
    } else if rest.unicodeScalars.count == 1, let scalar = rest.unicodeScalars.first {
      self.init(.character(scalar), modifiers)
    } else if rest.hasPrefix("f"), let number = Int(rest.dropFirst()), (1...63).contains(number) {
      self.init(.function(number), modifiers)
    } else {
      return nil
    }
  }
}
