/// Reads JSON from a window of bytes, leniently where profilers are known to err: white space may be any control
/// character, texts may hold any byte, and bare words such as `NaN` are values.
///
/// A problem sticks: after it every read returns at once, so callers check once an event instead of once a token.
struct JSONScanner {
  /// What stopped the scanner.
  enum Problem: UInt8 {
    case none
    /// The window ended first.
    case incomplete
    /// The text is not JSON.
    case syntax
  }

  let base: UnsafePointer<UInt8>
  let count: Int
  var position: Int
  var problem = Problem.none

  init(_ base: UnsafePointer<UInt8>, count: Int, position: Int) {
    self.base = base
    self.count = count
    self.position = position
  }

  /// Skips white space and returns the byte that follows, without passing it; 0 at the window's end.
  @inline(__always)
  mutating func peek() -> UInt8 {
    while true {
      let byte = base[position]
      if byte > 0x20 { return byte }
      if position >= count {
        if problem == .none { problem = .incomplete }
        return 0
      }
      position += 1
    }
  }

  /// Skips white space and a byte that must follow.
  @inline(__always)
  mutating func expect(_ byte: UInt8) {
    if peek() == byte { position += 1 } else if problem == .none { problem = .syntax }
  }

  /// Reads a text; the scanner stands before its opening quote, after white space.
  @inline(__always)
  mutating func text() -> JSONText {
    expect(UInt8(ascii: "\""))
    guard problem == .none else { return JSONText() }
    let start = position
    var hasEscapes = false
    while true {
      let word = UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self)
      let stops = Self.matches(word, UInt8(ascii: "\"")) | Self.matches(word, UInt8(ascii: "\\"))
      if stops == 0 {
        position += 8
        if position >= count { return incompleteText() }
        continue
      }
      position += stops.trailingZeroBitCount >> 3
      if position >= count { return incompleteText() }
      if base[position] == UInt8(ascii: "\"") { break }
      hasEscapes = true
      position += 2
      if position >= count { return incompleteText() }
    }
    position += 1
    return JSONText(start: start, count: position - 1 - start, hasEscapes: hasEscapes)
  }

  /// A key and its colon.
  @inline(__always)
  mutating func key() -> JSONText {
    let key = text()
    expect(UInt8(ascii: ":"))
    return key
  }

  private mutating func incompleteText() -> JSONText {
    position = count
    problem = .incomplete
    return JSONText()
  }

  /// A high bit for each byte of a word that equals `byte`; the lowest one is exact.
  @inline(__always)
  private static func matches(_ word: UInt64, _ byte: UInt8) -> UInt64 {
    let difference = word ^ (0x0101_0101_0101_0101 &* UInt64(byte))
    return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
  }

  /// Skips a value of any kind and returns where it lies.
  mutating func value() -> JSONText {
    switch peek() {
    case UInt8(ascii: "\""): return text()
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      let start = position
      skipNested()
      return JSONText(start: start, count: position - start)
    default: return bareWord()
    }
  }

  /// Reads a number, `true`, `null` or another bare word.
  @inline(__always)
  mutating func bareWord() -> JSONText {
    let start = position
    while Self.isBare(base[position]) { position += 1 }
    if position >= count {
      problem = .incomplete
    } else if position == start {
      if problem == .none { problem = .syntax }
    }
    return JSONText(start: start, count: position - start)
  }

  /// Letters, digits, `+`, `-`, `.` and `_`.
  @inline(__always)
  private static func isBare(_ byte: UInt8) -> Bool {
    byte > 0x2A && byte != UInt8(ascii: ",") && byte != UInt8(ascii: ":") && byte != UInt8(ascii: "]")
      && byte != UInt8(ascii: "}") && byte != UInt8(ascii: "{") && byte != UInt8(ascii: "[")
  }

  /// Skips an object or a list; the scanner stands on its opening bracket.
  ///
  /// An object cannot follow a comma within an object: there the skipped one lacks its end, and going on would swallow
  /// every event behind it.
  private mutating func skipNested() {
    var depth = 0
    // Bit by bit from the innermost container: whether it is an object. Below 64 levels the check rests.
    var objects: UInt64 = 0
    while true {
      let byte = base[position]
      if byte < UInt8(ascii: "[") && byte != UInt8(ascii: "\"") {
        // Most bytes: digits, commas, colons, white space.
        if byte == 0 && position >= count {
          problem = .incomplete
          return
        }
        position += 1
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        _ = text()
        if problem != .none { return }
        continue
      case UInt8(ascii: "{"):
        if depth > 0 && depth <= 64 && objects & 1 == 1 && isAfterComma {
          problem = .syntax
          return
        }
        depth += 1
        objects = objects << 1 | 1
      case UInt8(ascii: "["):
        depth += 1
        objects <<= 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        objects >>= 1
      default: break
      }
      position += 1
      if depth == 0 { return }
    }
  }

  private var isAfterComma: Bool {
    var before = position - 1
    while before >= 0 && base[before] <= 0x20 { before -= 1 }
    return before >= 0 && base[before] == UInt8(ascii: ",")
  }

  /// Whether a token's bytes are those of an ASCII text.
  @inline(__always)
  func equals(_ token: JSONText, _ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard token.count == count else { return false }
    if count <= 8 { return word(token) == Self.word(text) }
    let bytes = text.utf8Start
    for offset in 0..<count where base[token.start + offset] != bytes[offset] { return false }
    return true
  }

  /// The first eight bytes of a token as one word; shorter ones are filled with zeros. The padding behind the window
  /// makes the load safe.
  @inline(__always)
  func word(_ token: JSONText) -> UInt64 {
    let word = UnsafeRawPointer(base + token.start).loadUnaligned(as: UInt64.self)
    return token.count >= 8 ? word : word & ((1 << UInt64(token.count * 8)) &- 1)
  }

  /// The same of an ASCII text; the compiler makes a constant of it.
  @inline(__always)
  static func word(_ text: StaticString) -> UInt64 {
    var word: UInt64 = 0
    for offset in 0..<min(8, text.utf8CodeUnitCount) {
      word |= UInt64(text.utf8Start[offset]) << UInt64(offset * 8)
    }
    return word
  }

  /// The bytes of a token.
  func bytes(_ token: JSONText) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base + token.start, count: token.count)
  }
}
