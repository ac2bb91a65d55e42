/// A line of text that is being typed.
public struct TextInput: Sendable, Hashable {
  /// The text so far.
  public private(set) var text: String
  /// The cursor's place, in characters from the start.
  public private(set) var cursor: Int

  /// A line with the cursor at its end.
  public init(text: String) {
    self.text = text
    cursor = text.count
  }

  /// Takes a key in: characters, arrows, Home, End, Backspace, Delete, and Emacs' ctrl+a, e, b, f, k, u, w.
  ///
  /// - Returns: whether the key meant anything here.
  @discardableResult
  public mutating func handle(_ key: Key) -> Bool {
    switch (key.code, key.modifiers) {
    case (.character(let scalar), []): insert(Character(scalar))
    case (.left, []), (.character("b"), .control): cursor = max(0, cursor - 1)
    case (.right, []), (.character("f"), .control): cursor = min(text.count, cursor + 1)
    case (.home, []), (.character("a"), .control): cursor = 0
    case (.end, []), (.character("e"), .control): cursor = text.count
    case (.backspace, []), (.character("h"), .control):
      if cursor > 0 { remove(from: cursor - 1, to: cursor) }
    case (.delete, []): if cursor < text.count { remove(from: cursor, to: cursor + 1) }
    case (.character("u"), .control): remove(from: 0, to: cursor)
    case (.character("k"), .control): remove(from: cursor, to: text.count)
    case (.character("w"), .control): remove(from: wordStart, to: cursor)
    default: return false
    }
    return true
  }

  private mutating func insert(_ character: Character) {
    text.insert(character, at: text.index(text.startIndex, offsetBy: cursor))
    cursor += 1
  }

  private mutating func remove(from start: Int, to end: Int) {
    let lower = text.index(text.startIndex, offsetBy: start)
    text.removeSubrange(lower..<text.index(text.startIndex, offsetBy: end))
    cursor = start
  }

  private var wordStart: Int {
    let characters = Array(text)
    var place = cursor
    while place > 0 && characters[place - 1] == " " { place -= 1 }
    while place > 0 && characters[place - 1] != " " { place -= 1 }
    return place
  }
}
