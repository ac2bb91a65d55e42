import Trace

/// The arguments of an event that have a column of their own, and the rest as JSON text.
struct KinetoArguments {
  var device: Int64?
  var stream: Int64?
  var correlation: Int64 = 0
  var grid: Extent?
  var block: Extent?
  var cluster: Extent?
  var registers: Int?
  var sharedBytes: Int?
  /// What has no column, as a JSON object; empty where there is nothing.
  private(set) var rest: [UInt8] = []

  /// Reads the arguments that stand at a place of the scanner's window and were passed before without a problem.
  ///
  /// - Parameter keepingRest: whether arguments without a column are wanted.
  mutating func read(_ object: JSONText, _ window: JSONScanner, keepingRest: Bool) {
    device = nil
    stream = nil
    correlation = 0
    grid = nil
    block = nil
    cluster = nil
    registers = nil
    sharedBytes = nil
    rest.removeAll(keepingCapacity: true)
    guard object.count > 2 else { return }
    var scanner = JSONScanner(window.base, count: window.count, position: object.start + 1)
    let end = object.start + object.count - 1
    while scanner.problem == .none {
      if scanner.peek() == UInt8(ascii: "}") { break }
      let key = scanner.key()
      _ = scanner.peek()
      let start = scanner.position
      if !readColumn(key, &scanner) {
        let value = scanner.value()
        if scanner.problem != .none || scanner.position > end { break }
        if keepingRest && !Self.isRedundant(key, scanner) { append(key, value, scanner, from: start) }
      }
      if scanner.peek() == UInt8(ascii: ",") { scanner.position += 1 } else { break }
    }
    if !rest.isEmpty { rest.append(UInt8(ascii: "}")) }
  }

  /// Reads an argument that has a column, where its value is as expected.
  ///
  /// - Returns: whether it was one; otherwise the scanner still stands before the value.
  @inline(__always)
  private mutating func readColumn(_ key: JSONText, _ scanner: inout JSONScanner) -> Bool {
    switch scanner.word(key) {
    case JSONScanner.word("grid"):
      grid = Self.extent(&scanner)
      return grid != nil
    case JSONScanner.word("block"):
      block = Self.extent(&scanner)
      return block != nil
    case JSONScanner.word("cluster"):
      cluster = Self.extent(&scanner)
      return cluster != nil
    case JSONScanner.word("device"):
      device = scanner.plainInteger()
      return device != nil
    case JSONScanner.word("stream"):
      stream = scanner.plainInteger()
      return stream != nil
    case JSONScanner.word("correlation") where scanner.equals(key, "correlation"):
      guard let value = scanner.plainInteger() else { return false }
      correlation = value
    case JSONScanner.word("registers per thread") where scanner.equals(key, "registers per thread"):
      guard let value = scanner.plainInteger() else { return false }
      registers = Int(value)
    case JSONScanner.word("shared memory") where scanner.equals(key, "shared memory"):
      guard let value = scanner.plainInteger() else { return false }
      sharedBytes = Int(value)
    default: return false
    }
    return true
  }

  /// Whether an argument is not worth keeping: it follows from columns, or only the profiler itself needs it.
  private static func isRedundant(_ key: JSONText, _ scanner: JSONScanner) -> Bool {
    func `is`(_ word: StaticString) -> Bool { scanner.equals(key, word) }
    switch key.count {
    case 4: return `is`("cbid") || `is`("grid")
    case 5: return `is`("block")
    case 6: return `is`("queued") || `is`("Ev Idx") || `is`("device") || `is`("stream")
    case 7: return `is`("context")
    case 11: return `is`("External id") || `is`("external id") || `is`("correlation")
    case 12: return `is`("warps per SM")
    case 13: return `is`("blocks per SM") || `is`("Fwd thread id") || `is`("shared memory")
    case 15: return `is`("Sequence number")
    case 18: return `is`("Record function id")
    case 20: return `is`("registers per thread")
    case 23: return `is`("theoretical occupancy %")
    case 25: return `is`("est. achieved occupancy %")
    default: return false
    }
  }

  private mutating func append(_ key: JSONText, _ value: JSONText, _ scanner: JSONScanner, from start: Int) {
    rest.append(rest.isEmpty ? UInt8(ascii: "{") : UInt8(ascii: ","))
    appendQuoted(key, scanner)
    rest.append(UInt8(ascii: ":"))
    if scanner.base[start] == UInt8(ascii: "\"") {
      appendQuoted(value, scanner)
    } else {
      rest.append(contentsOf: scanner.bytes(value))
    }
  }

  private mutating func appendQuoted(_ text: JSONText, _ scanner: JSONScanner) {
    rest.append(UInt8(ascii: "\""))
    rest.append(contentsOf: scanner.bytes(text))
    rest.append(UInt8(ascii: "\""))
  }

  /// The extent of `[x, y, z]`; `nil` for anything else, also for sizes that no launch has, with the scanner where it was.
  private static func extent(_ source: inout JSONScanner) -> Extent? {
    var scanner = source
    scanner.expect(UInt8(ascii: "["))
    var sizes: (Int, Int, Int) = (0, 0, 0)
    for index in 0..<3 {
      if index > 0 { scanner.expect(UInt8(ascii: ",")) }
      _ = scanner.peek()
      guard scanner.problem == .none, let size = scanner.plainInteger(), size > 0, size <= 1 << 31 else { return nil }
      switch index {
      case 0: sizes.0 = Int(size)
      case 1: sizes.1 = Int(size)
      default: sizes.2 = Int(size)
      }
    }
    scanner.expect(UInt8(ascii: "]"))
    guard scanner.problem == .none else { return nil }
    source = scanner
    return Extent(x: sizes.0, y: sizes.1, z: sizes.2)
  }
}
