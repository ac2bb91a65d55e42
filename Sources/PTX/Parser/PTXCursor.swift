import Glibc

/// A position in a PTX text. It rests on the first byte of a token: blanks and comments behind a token are skipped with
/// it.
struct PTXCursor {
  let bytes: UnsafePointer<UInt8>
  let end: Int
  private(set) var position = 0
  private(set) var line: Int32 = 1
  private var lineStart = 0

  init(_ source: PTXSource) {
    bytes = source.bytes
    end = source.count
    skipBlanks()
  }

  /// The byte here; 0 behind the end.
  var byte: UInt8 { bytes[position] }

  /// The byte behind this one.
  var nextByte: UInt8 { bytes[position + 1] }

  var isAtEnd: Bool { position >= end }

  var place: PTXPlace { PTXPlace(line: line, column: Int32(truncatingIfNeeded: position - lineStart + 1)) }

  /// Steps over bytes of a token, without what follows.
  mutating func advance(_ count: Int = 1) { position = min(position + count, end) }

  /// Steps over a byte and the blanks behind it, if it is the byte here.
  mutating func accept(_ expected: UInt8) -> Bool {
    guard bytes[position] == expected else { return false }
    position += 1
    skipBlanks()
    return true
  }

  /// Steps over blanks and comments.
  mutating func skipBlanks() {
    while true {
      switch bytes[position] {
      case 0x20, 0x09, 0x0D, 0x0B, 0x0C: position += 1
      case 0x0A:
        position += 1
        line += 1
        lineStart = position
      case 0x2F where bytes[position + 1] == 0x2F: skipLine()
      case 0x2F where bytes[position + 1] == 0x2A: skipComment()
      case 0x23 where position == lineStart: skipLine()
      default: return
      }
    }
  }

  private mutating func skipLine() {
    while position < end && bytes[position] != 0x0A { position += 1 }
  }

  private mutating func skipComment() {
    position += 2
    while position < end && !(bytes[position] == 0x2A && bytes[position + 1] == 0x2F) {
      if bytes[position] == 0x0A {
        line += 1
        lineStart = position + 1
      }
      position += 1
    }
    position = min(position + 2, end)
  }

  /// Steps over the rest of a word, without what follows; empty where none starts here.
  mutating func scanWord() -> PTXWord {
    let start = position
    if Self.startsWord(bytes[position]) {
      position += 1
      while Self.continuesWord(bytes[position]) { position += 1 }
    }
    return PTXWord(start: start, count: position - start)
  }

  /// Steps over a string in quotes; `nil` where none starts here or it does not end in its line.
  mutating func scanString() -> PTXWord? {
    guard byte == 0x22 else { return nil }
    var index = position + 1
    while index < end && bytes[index] != 0x22 && bytes[index] != 0x0A { index += bytes[index] == 0x5C ? 2 : 1 }
    guard index < end && bytes[index] == 0x22 else { return nil }
    let word = PTXWord(start: position + 1, count: index - position - 1)
    position = index + 1
    skipBlanks()
    return word
  }

  /// The text of a word.
  func text(_ word: PTXWord) -> String {
    String(decoding: UnsafeBufferPointer(start: bytes + word.start, count: word.count), as: UTF8.self)
  }

  /// Whether a word is this one.
  func matches(_ word: PTXWord, _ text: StaticString) -> Bool {
    word.count == text.utf8CodeUnitCount && memcmp(bytes + word.start, text.utf8Start, word.count) == 0
  }

  static func startsWord(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte == 0x5F || byte == 0x24 || byte == 0x25
  }

  static func continuesWord(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F || byte == 0x24
  }
}
