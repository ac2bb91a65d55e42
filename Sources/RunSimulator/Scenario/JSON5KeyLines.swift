/// The lines on which the keys of a JSON5 text stand.
///
/// The decoder knows values but not their places, and keeps one of two equal keys. This reads just enough of the text to
/// give an error its line and to find keys that are given twice; what is not JSON5 is left for the decoder to refuse.
struct JSON5KeyLines {
  private var lines: [String: Int] = [:]
  /// The line where the text stops being JSON5, as far as that was noticed.
  let brokenLine: Int?

  /// The line of a dotted path; `nil` where it does not occur.
  subscript(path: String) -> Int? { lines[path] }

  init(_ text: String) throws(RunError) {
    var reader = Reader(bytes: Array(text.utf8))
    reader.readAll()
    lines = reader.lines
    brokenLine = reader.brokenLine
    if let (path, line) = reader.duplicate { throw .duplicateKey(path: path, line: line) }
  }

  private struct Reader {
    let bytes: [UInt8]
    var lines: [String: Int] = [:]
    var duplicate: (String, Int)?
    private var position = 0
    private var line = 1
    private(set) var brokenLine: Int?
    private var failed: Bool { brokenLine != nil }

    /// Scenarios nest three deep; what nests deeper than this has no line.
    private static let deepest = 64

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func readAll() {
      readValue(at: "", depth: 0)
      skipSpace()
      if position < bytes.count { fail() }
    }

    private mutating func readValue(at path: String, depth: Int) {
      skipSpace()
      guard let byte = current, depth < Self.deepest else { return fail() }
      switch byte {
      case UInt8(ascii: "{"): readMembers(at: path, depth: depth)
      case UInt8(ascii: "["): readElements(at: path, depth: depth)
      case UInt8(ascii: "\""), UInt8(ascii: "'"): _ = readQuoted()
      default:
        let line = line
        if !Self.isValue(readWord()) && !failed { brokenLine = line }
      }
    }

    /// Whether an unquoted word can be a value; the digits of a number are the decoder's to judge.
    private static func isValue(_ word: String) -> Bool {
      let unsigned = word.drop { $0 == "+" || $0 == "-" }
      return unsigned.first?.isNumber == true || unsigned.first == "."
        || ["true", "false", "null", "Infinity", "NaN"].contains(unsigned)
    }

    private mutating func readMembers(at path: String, depth: Int) {
      advance()
      var seen: Set<String> = []
      while !failed {
        skipSpace()
        guard let byte = current else { return fail() }
        if byte == UInt8(ascii: "}") { return advance() }
        let keyLine = line
        let isQuoted = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
        let name = isQuoted ? readQuoted() : readWord()
        let full = path.isEmpty ? name : "\(path).\(name)"
        if lines[full] == nil { lines[full] = keyLine }
        if !seen.insert(name).inserted && duplicate == nil { duplicate = (full, keyLine) }
        skipSpace()
        guard current == UInt8(ascii: ":") else { return fail() }
        advance()
        readValue(at: full, depth: depth + 1)
        skipSpace()
        if current == UInt8(ascii: ",") { advance() } else if current != UInt8(ascii: "}") { return fail() }
      }
    }

    private mutating func readElements(at path: String, depth: Int) {
      advance()
      while !failed {
        skipSpace()
        guard let byte = current else { return fail() }
        if byte == UInt8(ascii: "]") { return advance() }
        readValue(at: path + "[]", depth: depth + 1)
        skipSpace()
        if current == UInt8(ascii: ",") { advance() } else if current != UInt8(ascii: "]") { return fail() }
      }
    }

    private mutating func readQuoted() -> String {
      let quote = bytes[position]
      advance()
      let start = position
      while let byte = current, byte != quote {
        advance()
        if byte == UInt8(ascii: "\\") { advance() }
      }
      let text = String(decoding: bytes[start..<min(position, bytes.count)], as: UTF8.self)
      advance()
      return text
    }

    private mutating func readWord() -> String {
      let start = position
      while let byte = current, !Self.endsWord.contains(byte) { advance() }
      if position == start { fail() }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func skipSpace() {
      while let byte = current {
        if Self.space.contains(byte) {
          advance()
        } else if byte == UInt8(ascii: "/") && next == UInt8(ascii: "/") {
          while let byte = current, byte != UInt8(ascii: "\n") { advance() }
        } else if byte == UInt8(ascii: "/") && next == UInt8(ascii: "*") {
          advance()
          advance()
          while let byte = current, byte != UInt8(ascii: "*") || next != UInt8(ascii: "/") { advance() }
          advance()
          advance()
        } else {
          return
        }
      }
    }

    private static let space = Array(" \t\r\n".utf8)
    private static let endsWord = Array(" \t\r\n,:{}[]/\"'".utf8)

    private var current: UInt8? { failed || position >= bytes.count ? nil : bytes[position] }
    private var next: UInt8? { position + 1 < bytes.count ? bytes[position + 1] : nil }

    private mutating func advance() {
      guard position < bytes.count else { return }
      if bytes[position] == UInt8(ascii: "\n") { line += 1 }
      position += 1
    }

    private mutating func fail() {
      if brokenLine == nil { brokenLine = line }
    }
  }
}
