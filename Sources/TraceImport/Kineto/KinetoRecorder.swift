import Trace

/// Turns the events of a Kineto or Chrome trace into spans, flows and samples.
struct KinetoRecorder {
  var recorder: TraceRecorder
  private var tracks = KinetoTracks()
  private var arguments = KinetoArguments()
  private var scratch: [UInt8] = []
  /// Flows whose other end has not come, by category and id.
  private var openFlows: [FlowKey: (isStart: Bool, point: TraceRecorder.TrackPoint)] = [:]
  /// Spans that were begun and not ended, by track.
  private var openSpans: [TrackID: [TraceSpan]] = [:]
  private var openAsynchronous: [FlowKey: [TraceSpan]] = [:]
  /// The first time, in the source's clock.
  private(set) var firstTime: Int64?

  private struct FlowKey: Hashable {
    var category: NameID
    var id: Int64
    var text: NameID
  }

  /// Times beyond this cannot be told from nonsense, and sums of them could overflow.
  private static let latestTime: Int64 = 1 << 62

  init(_ recorder: TraceRecorder) {
    self.recorder = recorder
  }

  /// Takes an event in.
  ///
  /// - Returns: why it is no event; `nil` where all is well.
  mutating func take(_ event: KinetoEvent, _ scanner: JSONScanner) -> StaticString? {
    guard event.phase != 0 else { return "an event without a phase" }
    if event.phase == UInt8(ascii: "M") {
      takeMetadata(event, scanner)
      return nil
    }
    let time: Int64
    switch event.time {
    case .missing: return "an event without a time"
    case .unreadable: return "a time that is no number"
    case .nanoseconds(let value):
      guard value.magnitude < Self.latestTime else { return "a time out of range" }
      time = value
    }
    switch event.phase {
    case UInt8(ascii: "X"): return takeComplete(event, time, scanner)
    case UInt8(ascii: "B"), UInt8(ascii: "E"): takeNested(event, time, scanner)
    case UInt8(ascii: "b"), UInt8(ascii: "e"), UInt8(ascii: "S"), UInt8(ascii: "F"):
      takeAsynchronous(event, time, scanner)
    case UInt8(ascii: "i"), UInt8(ascii: "I"), UInt8(ascii: "R"), UInt8(ascii: "n"):
      takeInstant(event, time, scanner)
    case UInt8(ascii: "s"), UInt8(ascii: "f"): takeFlow(event, time, scanner)
    case UInt8(ascii: "C"): takeCounter(event, time, scanner)
    // Steps of flows, samples and memory dumps add nothing that a view shows.
    default: break
    }
    return nil
  }

  /// The trace, once every event was taken in.
  consuming func finish() -> TraceTables {
    for spans in openSpans.values { for span in spans { appendUnfinished(span) } }
    for spans in openAsynchronous.values { for span in spans { appendUnfinished(span) } }
    tracks.finish(&recorder)
    return recorder.finish()
  }

  private mutating func appendUnfinished(_ span: TraceSpan) {
    var span = span
    span.flags.insert(.unfinished)
    recorder.append(span)
  }

  private mutating func takeComplete(
    _ event: KinetoEvent, _ time: Int64, _ scanner: JSONScanner
  ) -> StaticString? {
    var flags: SpanFlags = []
    var duration: Int64 = 0
    switch event.duration {
    case .nanoseconds(let value) where value >= 0:
      guard value < Self.latestTime else { return "a duration out of range" }
      duration = value
    case .nanoseconds:
      flags = .durationNegative
      recorder.info.loss.repairedDurations += 1
    case .missing, .unreadable:
      flags = .durationMissing
      recorder.info.loss.repairedDurations += 1
    }
    firstTime = min(firstTime ?? time, time)
    let category = KinetoCategory(event.category, scanner)
    guard case .work(let work) = category, category != .work(.instant) else {
      append(event, .other, time, duration, flags, scanner)
      return nil
    }
    append(event, work, time, duration, flags, scanner)
    return nil
  }

  private mutating func append(
    _ event: KinetoEvent, _ category: SpanCategory, _ time: Int64, _ duration: Int64, _ flags: SpanFlags,
    _ scanner: JSONScanner
  ) {
    let isKept = recorder.kept.contains(category)
    if !isKept && category != .apiCall {
      recorder.append(
        TraceSpan(start: time, duration: duration, track: TrackID(rawValue: 0), name: .empty, category: category))
      return
    }
    arguments.read(event.arguments, scanner, keepingRest: isKept)
    var span = TraceSpan(
      start: time, duration: duration, track: TrackID(rawValue: 0), name: .empty, category: category,
      correlation: arguments.correlation, flags: flags)
    if isKept {
      span.track = track(of: event, category, scanner)
      span.name = intern(event.name, scanner)
      if !arguments.rest.isEmpty {
        span.arguments = arguments.rest.withUnsafeBufferPointer { recorder.names.intern($0) }
      }
      if category == .kernel { span.shape = shape() }
    }
    recorder.append(span)
  }

  /// The launch shape of the arguments that were read last.
  private mutating func shape() -> ShapeID {
    guard let grid = arguments.grid, let block = arguments.block else { return .none }
    return recorder.intern(
      LaunchShape(
        grid: grid, block: block, cluster: arguments.cluster, registersPerThread: arguments.registers,
        staticSharedBytes: arguments.sharedBytes, dynamicSharedBytes: arguments.sharedBytes.map { _ in 0 }))
  }

  /// The track of an event whose arguments were read last.
  private mutating func track(
    of event: KinetoEvent, _ category: SpanCategory, _ scanner: JSONScanner
  ) -> TrackID {
    if category.isGPUWork || category == .gpuAnnotation {
      let device = arguments.device ?? (event.process.kind == .number ? event.process.number : 0)
      let stream = arguments.stream ?? Self.trailingNumber(event.thread, scanner)
      let kind: TrackKind = category == .gpuAnnotation ? .gpuAnnotations : .stream
      return tracks.id(KinetoTracks.Key(kind: kind, process: device, thread: stream), in: &recorder)
    }
    let kind: TrackKind =
      switch category {
      case .annotation: .annotations
      case .hostOperation, .apiCall, .pythonFunction: .thread
      case .overhead, .synchronization: .other
      default: .thread
      }
    return tracks.id(key(kind, event, scanner), in: &recorder)
  }

  /// `stream 7` as older profilers name their threads.
  private static func trailingNumber(_ thread: KinetoEvent.Identity, _ scanner: JSONScanner) -> Int64 {
    if thread.kind == .number { return thread.number }
    let digits = scanner.bytes(thread.text).reversed().prefix { $0 >= 0x30 && $0 <= 0x39 }.prefix(18)
    return digits.reversed().reduce(0) { $0 * 10 + Int64($1 - 0x30) }
  }

  private mutating func key(
    _ kind: TrackKind, _ event: KinetoEvent, _ scanner: JSONScanner
  ) -> KinetoTracks.Key {
    var key = KinetoTracks.Key(kind: kind, process: event.process.number, thread: event.thread.number)
    if event.process.kind == .text { key.processName = intern(event.process.text, scanner) }
    if event.thread.kind == .text { key.threadName = intern(event.thread.text, scanner) }
    return key
  }

  private mutating func intern(_ text: JSONText, _ scanner: JSONScanner) -> NameID {
    guard text.hasEscapes else { return recorder.names.intern(scanner.bytes(text)) }
    scratch.removeAll(keepingCapacity: true)
    scanner.unescape(text, into: &scratch)
    return scratch.withUnsafeBufferPointer { recorder.names.intern($0) }
  }

  private mutating func string(_ text: JSONText, _ scanner: JSONScanner) -> String {
    scratch.removeAll(keepingCapacity: true)
    scanner.unescape(text, into: &scratch)
    return String(decoding: scratch, as: UTF8.self)
  }

  private mutating func takeInstant(_ event: KinetoEvent, _ time: Int64, _ scanner: JSONScanner) {
    append(event, .instant, time, 0, [], scanner)
  }

  private mutating func takeNested(_ event: KinetoEvent, _ time: Int64, _ scanner: JSONScanner) {
    let track = tracks.id(key(.thread, event, scanner), in: &recorder)
    if event.phase == UInt8(ascii: "B") {
      openSpans[track, default: []].append(
        TraceSpan(start: time, duration: 0, track: track, name: intern(event.name, scanner), category: .other))
    } else if var span = openSpans[track]?.popLast() {
      span.duration = max(0, time - span.start)
      recorder.append(span)
    }
  }

  private mutating func takeAsynchronous(_ event: KinetoEvent, _ time: Int64, _ scanner: JSONScanner) {
    let key = flowKey(event, scanner)
    if event.phase == UInt8(ascii: "b") || event.phase == UInt8(ascii: "S") {
      var place = self.key(.other, event, scanner)
      place.thread = 0
      place.threadName = key.category
      let track = tracks.id(place, in: &recorder)
      openAsynchronous[key, default: []].append(
        TraceSpan(start: time, duration: 0, track: track, name: intern(event.name, scanner), category: .other))
    } else if var span = openAsynchronous[key]?.popLast() {
      span.duration = max(0, time - span.start)
      recorder.append(span)
    }
  }

  private mutating func flowKey(_ event: KinetoEvent, _ scanner: JSONScanner) -> FlowKey {
    FlowKey(
      category: intern(event.category, scanner), id: event.id.number,
      text: event.id.kind == .text ? intern(event.id.text, scanner) : .empty)
  }

  private mutating func takeFlow(_ event: KinetoEvent, _ time: Int64, _ scanner: JSONScanner) {
    // Flows bind to host work; where that is not kept, they lead nowhere.
    guard recorder.kept.contains(.hostOperation), KinetoCategory(event.category, scanner) != .launchArrow else {
      return
    }
    let key = flowKey(event, scanner)
    let track = tracks.id(self.key(.thread, event, scanner), in: &recorder)
    let point = TraceRecorder.TrackPoint(track: track, time: time)
    let isStart = event.phase == UInt8(ascii: "s")
    guard let other = openFlows[key], other.isStart != isStart else {
      openFlows[key] = (isStart, point)
      return
    }
    recorder.flow(from: isStart ? point : other.point, to: isStart ? other.point : point)
    // A flow may have several targets, so its start stays.
    if isStart { openFlows[key] = (true, point) }
  }

  private mutating func takeCounter(_ event: KinetoEvent, _ time: Int64, _ scanner: JSONScanner) {
    guard recorder.kept == .all else { return }
    var arguments = JSONScanner(scanner.base, count: scanner.count, position: event.arguments.start)
    guard event.arguments.count > 2 else { return }
    arguments.position += 1
    while arguments.problem == .none, arguments.peek() == UInt8(ascii: "\"") {
      let name = arguments.key()
      _ = arguments.peek()
      let value = arguments.value()
      guard arguments.problem == .none else { return }
      if let number = Double(String(decoding: arguments.bytes(value), as: UTF8.self)), number.isFinite {
        var key = self.key(.counter, event, scanner)
        let title = string(event.name, scanner) + " " + string(name, scanner)
        key.thread = 0
        key.threadName = recorder.names.intern(title)
        let track = tracks.id(key, in: &recorder)
        recorder.append(CounterSample(track: track, time: time, value: number))
      }
      if arguments.peek() == UInt8(ascii: ",") { arguments.position += 1 } else { return }
    }
  }

  private mutating func takeMetadata(_ event: KinetoEvent, _ scanner: JSONScanner) {
    let kind = string(event.name, scanner)
    guard event.arguments.count > 2 else { return }
    var arguments = JSONScanner(scanner.base, count: scanner.count, position: event.arguments.start + 1)
    while arguments.problem == .none, arguments.peek() == UInt8(ascii: "\"") {
      _ = arguments.key()
      _ = arguments.peek()
      let value = arguments.value()
      guard arguments.problem == .none else { return }
      tracks.note(
        kind, process: key(.other, event, scanner), thread: kind.hasPrefix("thread"), text: string(value, scanner),
        order: JSONScanner.integer(scanner.bytes(value)))
      if arguments.peek() == UInt8(ascii: ",") { arguments.position += 1 } else { return }
    }
  }
}
