import Trace

/// Reads a Kineto or Chrome trace from a stream of bytes: an object with `traceEvents`, a bare list of events, or events
/// one a line. What cannot be read is skipped event by event.
///
/// Scanning is half of the work; what the scanned events say is recorded on another thread meanwhile.
struct KinetoReader {
  private let source: ByteSource
  private let input: InputBuffer
  private let isStrict: Bool
  private let progress: (ImportProgress) -> Bool
  private let recording: KinetoRecording
  private var scanner: JSONScanner
  /// Events of the window that were not handed on yet.
  private var events: [KinetoEvent] = []
  /// What the file says of itself outside its events, and what of it could not be read.
  private var info: TraceInfo

  init(
    _ source: ByteSource, into recorder: consuming TraceRecorder, strict: Bool,
    progress: @escaping (ImportProgress) -> Bool
  ) throws(ImportError) {
    self.source = source
    input = InputBuffer(source)
    isStrict = strict
    self.progress = progress
    info = recorder.info
    recording = KinetoRecording(recorder, strict: strict)
    scanner = JSONScanner(input.base, count: 0, position: 0)
  }

  /// Reads everything.
  consuming func read() throws(ImportError) -> TraceTables {
    let failure: ImportError?
    do throws(ImportError) {
      try readAll()
      failure = nil
    } catch {
      failure = error
    }
    handOn()
    let (recorded, skipped, first) = recording.finish()
    // A strict recording fails at its first event; what the scanner met lies behind what it had handed on.
    if isStrict, let first {
      throw .strict(path: source.path, byte: first.byte, reason: "\(first.reason)")
    }
    if let failure { throw failure }
    guard var recorder = recorded else { preconditionFailure("the recording thread left no recorder") }

    info.loss.skippedEvents += skipped
    info.loss.repairedDurations = recorder.recorder.info.loss.repairedDurations
    if let first, first.byte < info.loss.firstByte ?? .max {
      info.loss.firstByte = first.byte
      info.loss.firstReason = "\(first.reason)"
    }
    // Without a base, times of this size are microseconds since 1970.
    if info.originUnixNanoseconds == nil, let first = recorder.firstTime, first > 1_000_000_000_000_000_000 {
      info.originUnixNanoseconds = 0
    }
    recorder.recorder.info = info
    return recorder.finish()
  }

  private mutating func readAll() throws(ImportError) {
    _ = try refill(from: 0)
    if scanner.count >= 3 && scanner.base[0] == 0xEF && scanner.base[1] == 0xBB && scanner.base[2] == 0xBF {
      scanner.position = 3
    }
    switch try peek() {
    case UInt8(ascii: "["):
      scanner.position += 1
      _ = try readEvents(isList: true)
    case UInt8(ascii: "{"): try readObject()
    default: throw .notATrace(path: source.path, reason: "neither a JSON object nor a list of events")
    }
    if let damage = source.damage {
      info.loss.truncated = true
      if isStrict { throw .damagedGzip(path: source.path, byte: damage) }
    }
  }

  /// Hands the events so far to the thread that records them.
  private mutating func handOn() {
    guard !events.isEmpty else { return }
    recording.send(
      KinetoBatch(window: input.handOn(), count: input.count, offset: input.offset, events: events))
    events = []
    events.reserveCapacity(KinetoBatch.capacity)
  }

  /// Moves the window so that it begins at a position, and reads on.
  private mutating func refill(from position: Int) throws(ImportError) -> Bool {
    guard progress(ImportProgress(doneBytes: source.readBytes, totalBytes: source.totalBytes)) else {
      throw .cancelled
    }
    handOn()
    if recording.isFailed { throw .cancelled }
    let offset = scanner.position - position
    let hasMore = try input.advance(to: position)
    scanner = JSONScanner(input.base, count: input.count, position: max(0, offset))
    return hasMore
  }

  /// The next byte that is no white space; 0 at the end of the source.
  private mutating func peek() throws(ImportError) -> UInt8 {
    while true {
      let byte = scanner.peek()
      if scanner.problem == .none { return byte }
      scanner.problem = .none
      guard try refill(from: scanner.position) else { return 0 }
    }
  }

  /// Runs a read that needs its bytes in one piece, again from its start whenever the window ends first.
  ///
  /// - Returns: what it read; `nil` where it is no JSON or the source ends within it, with the scanner at its start.
  private mutating func whole<Value>(_ body: (inout JSONScanner) -> Value) throws(ImportError) -> Value? {
    while true {
      let start = scanner.position
      let value = body(&scanner)
      if scanner.problem == .none { return value }
      let isIncomplete = scanner.problem == .incomplete
      scanner.position = start
      scanner.problem = .none
      guard isIncomplete, try refill(from: start) else { return nil }
    }
  }

  /// Reads a top-level object: the events, and what else it says.
  private mutating func readObject() throws(ImportError) {
    // Events one a line are objects too; the first of them has a phase.
    if try startsWithEvent() {
      _ = try readEvents(isList: false)
      return
    }
    scanner.position += 1
    var hasEvents = false
    while true {
      let byte = try peek()
      if byte == UInt8(ascii: "}") { break }
      if byte == UInt8(ascii: ",") {
        scanner.position += 1
        continue
      }
      let place = offset(scanner.position)
      guard byte != 0, let key = try whole({ $0.key() }) else {
        try endEarly(byte == 0 ? "the file ends before its last bracket" : "no key where one must be", at: place)
        break
      }
      let name = String(decoding: scanner.bytes(key), as: UTF8.self)
      if name == "traceEvents", try peek() == UInt8(ascii: "[") {
        scanner.position += 1
        hasEvents = true
        if try !readEvents(isList: true) { break }
        continue
      }
      _ = try peek()
      guard let value = try whole({ $0.value() }) else {
        try endEarly("the value of \(name) ends early", at: place)
        break
      }
      if KinetoHeader.isWanted(name) {
        KinetoHeader.read(name, scanner.bytes(value), into: &info)
      }
    }
    if !hasEvents { throw .notATrace(path: source.path, reason: "JSON, but without traceEvents") }
  }

  private mutating func startsWithEvent() throws(ImportError) -> Bool {
    let start = scanner.position
    var probe = scanner
    probe.position += 1
    // The phase is among the first keys; a whole trace need not be read to find that there is none.
    for _ in 0..<8 {
      guard probe.peek() == UInt8(ascii: "\"") else { break }
      let key = probe.key()
      if probe.problem == .none, probe.equals(key, "ph") { return true }
      if probe.problem == .none, probe.equals(key, "traceEvents") { return false }
      _ = probe.value()
      if probe.problem != .none || probe.peek() != UInt8(ascii: ",") { break }
      probe.position += 1
    }
    scanner.position = start
    return false
  }

  private func offset(_ position: Int) -> Int64 { input.offset + Int64(position) }

  /// Reads events up to the end of their list, or of the file.
  ///
  /// - Returns: whether the list was closed.
  private mutating func readEvents(isList: Bool) throws(ImportError) -> Bool {
    while true {
      let byte = try peek()
      switch byte {
      case UInt8(ascii: ","): scanner.position += 1
      case UInt8(ascii: "{"): try readEvent()
      case UInt8(ascii: "]") where isList:
        scanner.position += 1
        return true
      case 0:
        if isList { info.loss.truncated = true }
        if isList && isStrict {
          throw .strict(path: source.path, byte: offset(scanner.position), reason: "the list of events is not closed")
        }
        return false
      default:
        let start = scanner.position
        let place = offset(start)
        let isValue = try whole { $0.value() } != nil
        try skip(isValue ? "an event that is no object" : "no event where one must be", at: place)
        if !isValue { try resynchronize() }
      }
    }
  }

  private mutating func readEvent() throws(ImportError) {
    while true {
      let start = scanner.position
      let event = KinetoEvent(&scanner)
      switch scanner.problem {
      case .none:
        events.append(event)
        if events.count == KinetoBatch.capacity { handOn() }
        return
      case .incomplete:
        scanner.position = start
        scanner.problem = .none
        if try refill(from: start) { continue }
        try skip("the file ends within an event", at: offset(scanner.position))
        if try !resynchronize() { info.loss.truncated = true }
        return
      case .syntax:
        let problem = offset(scanner.position)
        scanner.position = start
        scanner.problem = .none
        try skip("not JSON at byte \(problem)", at: offset(start))
        try resynchronize()
        return
      }
    }
  }

  private mutating func skip(_ reason: String, at byte: Int64) throws(ImportError) {
    if isStrict { throw .strict(path: source.path, byte: byte, reason: reason) }
    info.loss.skippedEvents += 1
    if info.loss.firstByte == nil {
      info.loss.firstByte = byte
      info.loss.firstReason = reason
    }
  }

  private mutating func endEarly(_ reason: String, at byte: Int64) throws(ImportError) {
    if isStrict { throw .strict(path: source.path, byte: byte, reason: reason) }
    info.loss.truncated = true
  }

  /// Goes on to where the next event seems to begin.
  ///
  /// - Returns: whether there is one; otherwise the scanner stands at the end.
  @discardableResult
  private mutating func resynchronize() throws(ImportError) -> Bool {
    scanner.position += 1
    while true {
      while scanner.position < scanner.count {
        if scanner.base[scanner.position] == UInt8(ascii: "{"), isEventStart(scanner.position) { return true }
        scanner.position += 1
      }
      // A start that the window's end cuts in two is looked at again.
      let kept = max(0, scanner.count - Self.startLength)
      scanner.position = kept
      if try !refill(from: max(0, kept - Self.startLength)) {
        scanner.position = scanner.count
        return false
      }
    }
  }

  /// As far as the start of an event is looked at in both directions.
  private static let startLength = 64

  /// Whether a bracket seems to open an event: behind a comma or another bracket, before one of the keys of events.
  private func isEventStart(_ position: Int) -> Bool {
    var before = position - 1
    while before >= 0 && scanner.base[before] <= 0x20 { before -= 1 }
    if before >= 0 {
      let byte = scanner.base[before]
      let isSeparator = byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "}")
      guard isSeparator else { return false }
    }
    var probe = JSONScanner(scanner.base, count: scanner.count, position: position + 1)
    guard probe.peek() == UInt8(ascii: "\"") else { return false }
    let key = probe.key()
    guard probe.problem == .none else { return false }
    return probe.equals(key, "ph") || probe.equals(key, "name") || probe.equals(key, "cat")
      || probe.equals(key, "ts") || probe.equals(key, "pid") || probe.equals(key, "tid")
  }
}
