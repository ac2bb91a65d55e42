extension ModuleParser {
  /// Steps over `(...)`.
  mutating func skipParentheses() {
    guard cursor.byte == 0x28 else { return }
    var level = 0
    repeat {
      if cursor.byte == 0x28 { level += 1 }
      if cursor.byte == 0x29 { level -= 1 }
      cursor.advance()
      cursor.skipBlanks()
    } while level > 0 && !cursor.isAtEnd
  }

  /// Steps over `{...}`; whether its end was found before the next function.
  @discardableResult
  mutating func skipBraces() -> Bool {
    var level = 0
    repeat {
      switch cursor.byte {
      case 0x7B: level += 1
      case 0x7D: level -= 1
      case 0x2E where level > 0 && startsDeclaration: return false
      case 0x22 where cursor.scanString() != nil: continue
      default: break
      }
      cursor.advance()
      cursor.skipBlanks()
    } while level > 0 && !cursor.isAtEnd
    return level == 0
  }

  /// Steps over a statement of the module that could not be read.
  mutating func skipStatement() {
    let start = cursor.position
    let line = cursor.line
    let isLineDirective = peekDotWord().map { Self.lineDirectives.contains(cursor.text($0)) } ?? false
    while !cursor.isAtEnd {
      if isLineDirective && cursor.line > line { return }
      switch cursor.byte {
      case 0x3B:
        _ = cursor.accept(0x3B)
        return
      case 0x7B:
        skipBraces()
        // An initial value has its semicolon still to come.
        _ = cursor.accept(0x3B)
        return
      case 0x7D:
        _ = cursor.accept(0x7D)
        return
      case 0x2E where cursor.position > start && startsDeclaration: return
      case 0x22 where cursor.scanString() != nil: continue
      default:
        cursor.advance()
        cursor.skipBlanks()
      }
    }
  }

  private static let lineDirectives: Set = ["version", "target", "address_size", "file", "loc"]

  /// Whether a declaration of the module starts at the left margin here. Compilers write none within a body.
  private var startsDeclaration: Bool {
    guard cursor.place.column == 1, let word = peekDotWord() else { return false }
    return ["visible", "entry", "func", "extern", "weak", "version"].contains(cursor.text(word))
  }
}
