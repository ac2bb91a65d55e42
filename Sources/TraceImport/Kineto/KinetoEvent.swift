/// What one event of a Kineto or Chrome trace says, as positions in the scanner's window.
struct KinetoEvent: Sendable {
  /// A process or thread id, or a flow's: profilers write numbers and texts.
  struct Identity: Sendable {
    enum Kind: UInt8, Sendable {
      case missing
      case number
      case text
    }
    var kind = Kind.missing
    var number: Int64 = 0
    var text = JSONText()
  }

  /// What went wrong with a time.
  enum Time: Sendable {
    case missing
    case unreadable
    case nanoseconds(Int64)
  }

  /// Where its opening bracket stands.
  let start: UInt32
  /// Chrome's letter; 0 where there is none.
  var phase: UInt8 = 0
  var category = JSONText()
  var name = JSONText()
  var time = Time.missing
  var duration = Time.missing
  var process = Identity()
  var thread = Identity()
  var id = Identity()
  /// The object of arguments; empty where there is none.
  var arguments = JSONText()

  /// Reads an event; the scanner stands on its opening bracket.
  @inline(__always)
  init(_ source: inout JSONScanner) {
    // A copy, which the compiler can keep in registers.
    var scanner = source
    defer { source = scanner }
    start = UInt32(truncatingIfNeeded: scanner.position)
    scanner.expect(UInt8(ascii: "{"))
    if scanner.peek() == UInt8(ascii: "}") {
      scanner.position += 1
      return
    }
    while true {
      let key = scanner.key()
      if scanner.problem != .none { return }
      read(key, &scanner)
      let next = scanner.peek()
      if next == UInt8(ascii: ",") {
        scanner.position += 1
        // A comma before the closing bracket is an error that profilers make.
        if scanner.peek() != UInt8(ascii: "}") { continue }
        scanner.position += 1
        return
      }
      if next == UInt8(ascii: "}") && scanner.problem == .none {
        scanner.position += 1
        return
      }
      if scanner.problem == .none { scanner.problem = .syntax }
      return
    }
  }

  @inline(__always)
  private mutating func read(_ key: JSONText, _ scanner: inout JSONScanner) {
    guard key.count <= 4 else {
      _ = scanner.value()
      return
    }
    switch scanner.word(key) {
    case JSONScanner.word("ph"):
      let value = scanner.value()
      if value.count == 1 { phase = scanner.base[value.start] }
    case JSONScanner.word("cat"): category = Self.string(&scanner)
    case JSONScanner.word("name"): name = Self.string(&scanner)
    case JSONScanner.word("ts"): time = Self.time(&scanner)
    case JSONScanner.word("dur"): duration = Self.time(&scanner)
    case JSONScanner.word("pid"): process = Self.identity(&scanner)
    case JSONScanner.word("tid"): thread = Self.identity(&scanner)
    case JSONScanner.word("id"): id = Self.identity(&scanner)
    case JSONScanner.word("args"):
      let isObject = scanner.peek() == UInt8(ascii: "{")
      let value = scanner.value()
      if isObject { arguments = value }
    default: _ = scanner.value()
    }
  }

  @inline(__always)
  private static func string(_ scanner: inout JSONScanner) -> JSONText {
    if scanner.peek() == UInt8(ascii: "\"") { return scanner.text() }
    _ = scanner.value()
    return JSONText()
  }

  @inline(__always)
  private static func time(_ scanner: inout JSONScanner) -> Time {
    _ = scanner.peek()
    if let plain = scanner.plainThousandths() { return .nanoseconds(plain) }
    return carefulTime(&scanner)
  }

  private static func carefulTime(_ scanner: inout JSONScanner) -> Time {
    let value = scanner.peek() == UInt8(ascii: "\"") ? scanner.text() : scanner.value()
    if scanner.problem != .none { return .missing }
    if scanner.equals(value, "null") { return .missing }
    return JSONScanner.thousandths(scanner.bytes(value)).map { .nanoseconds($0) } ?? .unreadable
  }

  @inline(__always)
  private static func identity(_ scanner: inout JSONScanner) -> Identity {
    _ = scanner.peek()
    if let plain = scanner.plainInteger() { return Identity(kind: .number, number: plain) }
    return carefulIdentity(&scanner)
  }

  private static func carefulIdentity(_ scanner: inout JSONScanner) -> Identity {
    let isText = scanner.peek() == UInt8(ascii: "\"")
    let value = isText ? scanner.text() : scanner.value()
    if scanner.problem != .none { return Identity() }
    // A number in quotes is a number.
    if let number = JSONScanner.integer(scanner.bytes(value)) { return Identity(kind: .number, number: number) }
    return isText ? Identity(kind: .text, text: value) : Identity()
  }
}
