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
      let value = scanner.value()
      if scanner.problem != .none || scanner.position > end { break }
      if !readColumn(key, value, scanner) && keepingRest { append(key, value, scanner) }
      if scanner.peek() == UInt8(ascii: ",") { scanner.position += 1 } else { break }
    }
    if !rest.isEmpty { rest.append(UInt8(ascii: "}")) }
  }

  /// Whether an argument has a column, or is not worth keeping because it follows from columns.
  private mutating func readColumn(_ key: JSONText, _ value: JSONText, _ scanner: JSONScanner) -> Bool {
    func `is`(_ word: StaticString) -> Bool { scanner.equals(key, word) }
    func number() -> Int64? { JSONScanner.integer(scanner.bytes(value)) }
    switch key.count {
    case 4 where `is`("grid"): grid = Self.extent(value, scanner)
    case 4 where `is`("cbid"): break
    case 5 where `is`("block"): block = Self.extent(value, scanner)
    case 6 where `is`("device"): device = number()
    case 6 where `is`("stream"): stream = number()
    case 6 where `is`("queued"), 6 where `is`("Ev Idx"): break
    case 7 where `is`("context"), 7 where `is`("cluster"):
      if `is`("cluster") { cluster = Self.extent(value, scanner) }
    case 11 where `is`("correlation"), 11 where `is`("External id"), 11 where `is`("external id"):
      if `is`("correlation") { correlation = number() ?? 0 }
    case 12 where `is`("warps per SM"): break
    case 13 where `is`("blocks per SM"), 13 where `is`("Fwd thread id"): break
    case 13 where `is`("shared memory"): sharedBytes = number().map { Int($0) }
    case 15 where `is`("Sequence number"): break
    case 18 where `is`("Record function id"): break
    case 20 where `is`("registers per thread"): registers = number().map { Int($0) }
    case 24 where `is`("theoretical occupancy %"): break
    case 25 where `is`("est. achieved occupancy %"): break
    default: return false
    }
    return true
  }

  private mutating func append(_ key: JSONText, _ value: JSONText, _ scanner: JSONScanner) {
    rest.append(rest.isEmpty ? UInt8(ascii: "{") : UInt8(ascii: ","))
    appendQuoted(key, scanner)
    rest.append(UInt8(ascii: ":"))
    if scanner.base[value.start - 1] == UInt8(ascii: "\"") && value.start > key.start + key.count + 2 {
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

  /// The extent of `[x, y, z]`; `nil` for anything else, also for sizes that no launch has.
  private static func extent(_ list: JSONText, _ window: JSONScanner) -> Extent? {
    var scanner = JSONScanner(window.base, count: window.count, position: list.start)
    scanner.expect(UInt8(ascii: "["))
    var sizes: (Int, Int, Int) = (0, 0, 0)
    for index in 0..<3 {
      if index > 0 { scanner.expect(UInt8(ascii: ",")) }
      _ = scanner.peek()
      let word = scanner.bareWord()
      guard scanner.problem == .none, let size = JSONScanner.integer(scanner.bytes(word)), size > 0, size <= 1 << 31
      else { return nil }
      switch index {
      case 0: sizes.0 = Int(size)
      case 1: sizes.1 = Int(size)
      default: sizes.2 = Int(size)
      }
    }
    return Extent(x: sizes.0, y: sizes.1, z: sizes.2)
  }
}
