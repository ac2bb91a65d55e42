import Trace

/// The tracks of a Kineto trace: made when their first event comes, named when all is read.
struct KinetoTracks {
  /// What a track is told by.
  struct Key: Hashable {
    var kind: TrackKind
    var process: Int64
    var thread: Int64
    /// The name where the process or thread is given as text, or a counter is meant.
    var processName: NameID = .empty
    var threadName: NameID = .empty
  }

  /// What metadata events say of a process or thread.
  private struct Label {
    var name: String?
    var extra: String?
    var order: Int64?
  }

  private var ids: [Key: TrackID] = [:]
  private var last: (key: Key, id: TrackID)?
  private var keys: [Key] = []
  private var labels: [Key: Label] = [:]

  /// The track of a key, which is added if it is new.
  @inline(__always)
  mutating func id(_ key: Key, in recorder: inout TraceRecorder) -> TrackID {
    if let last, last.key == key { return last.id }
    let id = ids[key] ?? add(key, in: &recorder)
    last = (key, id)
    return id
  }

  /// The track of a key where it has any event.
  func find(_ key: Key) -> TrackID? { ids[key] }

  private mutating func add(_ key: Key, in recorder: inout TraceRecorder) -> TrackID {
    let isOnGPU = key.kind == .stream || key.kind == .gpuAnnotations
    let id = recorder.add(
      Track(
        kind: key.kind, name: "", device: isOnGPU ? Int(clamping: key.process) : nil, number: key.thread,
        order: keys.count))
    keys.append(key)
    ids[key] = id
    return id
  }

  /// Takes in a metadata event. `thread` is `nil` for what concerns a process.
  mutating func note(_ kind: String, process: KinetoTracks.Key, thread: Bool, text: String, order: Int64?) {
    var key = process
    key.kind = .other
    if !thread {
      key.thread = 0
      key.threadName = .empty
      // A key that no thread has.
      key.kind = .counter
    }
    switch kind {
    case "process_name", "thread_name": labels[key, default: Label()].name = text
    case "process_labels": labels[key, default: Label()].extra = text
    case "process_sort_index", "thread_sort_index": labels[key, default: Label()].order = order
    default: break
    }
  }

  /// Gives every track its name, group and place.
  func finish(_ recorder: inout TraceRecorder) {
    var order: [(process: Int64, thread: Int64, index: Int)] = []
    for (index, key) in keys.enumerated() {
      let id = TrackID(rawValue: UInt32(index))
      var thread = key
      thread.kind = .other
      var process = thread
      process.kind = .counter
      process.thread = 0
      process.threadName = .empty
      let processLabel = labels[process]
      let threadLabel = labels[thread]
      recorder[id].name = name(of: key, threadLabel?.name, recorder)
      recorder[id].group = group(of: key, processLabel, recorder)
      order.append((processLabel?.order ?? key.process, threadLabel?.order ?? key.thread, index))
    }
    for (place, entry) in order.sorted(by: { $0 < $1 }).enumerated() {
      recorder[TrackID(rawValue: UInt32(entry.index))].order = place
    }
  }

  private func name(of key: Key, _ label: String?, _ recorder: TraceRecorder) -> String {
    let given = label.map { Self.trimmed($0) } ?? ""
    let own = key.threadName == .empty ? nil : recorder.names[key.threadName]
    switch key.kind {
    case .stream: return "stream \(key.thread)"
    case .gpuAnnotations: return "ranges on stream \(key.thread)"
    case .annotations: return "ranges on " + (given.isEmpty ? "thread \(own ?? "\(key.thread)")" : given)
    case .counter: return own ?? "counter"
    default: return given.isEmpty ? own ?? "thread \(key.thread)" : given
    }
  }

  private func group(of key: Key, _ label: Label?, _ recorder: TraceRecorder) -> String {
    if key.kind == .stream || key.kind == .gpuAnnotations { return "GPU \(key.process)" }
    if key.processName != .empty { return recorder.names[key.processName] }
    let name = label?.name.map { Self.trimmed($0) } ?? ""
    return name.isEmpty ? "process \(key.process)" : "\(name) \(key.process)"
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
