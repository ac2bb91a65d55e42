/// Where the keys of a JSON5 text stand.
///
/// The decoder knows values but not their places, and keeps one of two equal keys. This reads just enough of the text to
/// give an error its line and column and to find keys that are given twice; what is not JSON5 is left for the decoder to refuse.
struct JSON5KeyPlaces {
  private var places: [String: TextPlace] = [:]
  /// Where the text stops being JSON5, as far as that was noticed.
  let brokenPlace: TextPlace?

  /// The place of a dotted path; `nil` where it does not occur.
  subscript(path: String) -> TextPlace? { places[path] }

  init(_ text: String) throws(RunError) {
    var reader = Reader(bytes: Array(text.utf8))
    reader.readAll()
    places = reader.places
    brokenPlace = reader.brokenPlace
    if let (path, place) = reader.duplicate { throw .duplicateKey(path: path, place: place) }
  }

  private struct Reader {
    let bytes: [UInt8]
    var places: [String: TextPlace] = [:]
    var duplicate: (String, TextPlace)?
    private var position = 0
    private var place = TextPlace(line: 1, column: 1)
    private(set) var brokenPlace: TextPlace?
    private var failed: Bool { brokenPlace != nil }

    /// Scenarios nest three deep; what nests deeper than this has no place.
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
        let start = place
        if !Self.isValue(readWord()) && !failed { brokenPlace = start }
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
        let keyPlace = place
        let isQuoted = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
        let name = isQuoted ? readQuoted() : readWord()
        let full = path.isEmpty ? name : "\(path).\(name)"
        if places[full] == nil { places[full] = keyPlace }
        if !seen.insert(name).inserted && duplicate == nil { duplicate = (full, keyPlace) }
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
      switch bytes[position] {
      case UInt8(ascii: "\n"): place = TextPlace(line: place.line + 1, column: 1)
      // Columns count characters: a byte that continues one is none of its own.
      case 0x80...0xBF: break
      default: place.column += 1
      }
      position += 1
    }

    private mutating func fail() {
      if brokenPlace == nil { brokenPlace = place }
    }
  }
}
