/// What one event of a Kineto or Chrome trace says, as positions in the scanner's window.
struct KinetoEvent {
  /// A process or thread id, or a flow's: profilers write numbers and texts.
  struct Identity {
    enum Kind: UInt8 {
      case missing
      case number
      case text
    }
    var kind = Kind.missing
    var number: Int64 = 0
    var text = JSONText()
  }

  /// What went wrong with a time.
  enum Time {
    case missing
    case unreadable
    case nanoseconds(Int64)
  }

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
  init(_ scanner: inout JSONScanner) {
    scanner.expect(UInt8(ascii: "{"))
    if scanner.peek() == UInt8(ascii: "}") {
      scanner.position += 1
      return
    }
    while scanner.problem == .none {
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
      if next == UInt8(ascii: "}") {
        scanner.position += 1
        return
      }
      if scanner.problem == .none { scanner.problem = .syntax }
    }
  }

  @inline(__always)
  private mutating func read(_ key: JSONText, _ scanner: inout JSONScanner) {
    switch scanner.base[key.start] {
    case UInt8(ascii: "p") where scanner.equals(key, "ph"):
      let value = scanner.value()
      let quoted = scanner.base[value.start]
      if value.count == 1 { phase = quoted }
    case UInt8(ascii: "p") where scanner.equals(key, "pid"): process = Self.identity(&scanner)
    case UInt8(ascii: "t") where scanner.equals(key, "tid"): thread = Self.identity(&scanner)
    case UInt8(ascii: "t") where scanner.equals(key, "ts"): time = Self.time(&scanner)
    case UInt8(ascii: "d") where scanner.equals(key, "dur"): duration = Self.time(&scanner)
    case UInt8(ascii: "n") where scanner.equals(key, "name"): name = Self.string(&scanner)
    case UInt8(ascii: "c") where scanner.equals(key, "cat"): category = Self.string(&scanner)
    case UInt8(ascii: "i") where scanner.equals(key, "id"): id = Self.identity(&scanner)
    case UInt8(ascii: "a") where scanner.equals(key, "args"):
      let isObject = scanner.peek() == UInt8(ascii: "{")
      let value = scanner.value()
      if isObject { arguments = value }
    default: _ = scanner.value()
    }
  }

  private static func string(_ scanner: inout JSONScanner) -> JSONText {
    let isText = scanner.peek() == UInt8(ascii: "\"")
    let value = scanner.value()
    return isText ? value : JSONText()
  }

  @inline(__always)
  private static func time(_ scanner: inout JSONScanner) -> Time {
    let value = scanner.peek() == UInt8(ascii: "\"") ? scanner.text() : scanner.value()
    if scanner.problem != .none { return .missing }
    if scanner.equals(value, "null") { return .missing }
    return JSONScanner.thousandths(scanner.bytes(value)).map { .nanoseconds($0) } ?? .unreadable
  }

  @inline(__always)
  private static func identity(_ scanner: inout JSONScanner) -> Identity {
    let isText = scanner.peek() == UInt8(ascii: "\"")
    let value = isText ? scanner.text() : scanner.value()
    if scanner.problem != .none { return Identity() }
    // A number in quotes is a number.
    if let number = JSONScanner.integer(scanner.bytes(value)) { return Identity(kind: .number, number: number) }
    return isText ? Identity(kind: .text, text: value) : Identity()
  }
}
