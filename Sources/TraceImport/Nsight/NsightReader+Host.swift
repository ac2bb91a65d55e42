import Trace
import TraceFile

extension NsightReader {
  /// Calls of the CUDA runtime and driver.
  mutating func readCalls() throws {
    let columns = ["start", "end", "globalTid", "correlationId", "nameId"]
    let table = "CUPTI_ACTIVITY_KIND_RUNTIME"
    guard let row = try schema.select(columns, needing: ["start", "end"], from: table) else { return }
    var plain: [Int64: NameID] = [:]
    while try row.step() {
      try countRow()
      let id = row.integer(4)
      let name = plain[id] ?? withoutVersion(names[id] ?? .empty)
      plain[id] = name
      recorder.append(
        span(
          start: row.integer(0), end: row.optionalInteger(1), track: thread(.thread, row.integer(2)), name: name,
          category: .apiCall, correlation: row.integer(3)))
    }
  }

  /// `cudaLaunchKernel` of `cudaLaunchKernel_v7000`.
  private mutating func withoutVersion(_ name: NameID) -> NameID {
    let text = recorder.names[name]
    guard let mark = text.lastIndex(of: "_") else { return name }
    let suffix = text[text.index(after: mark)...]
    guard suffix.first == "v", suffix.count > 1, suffix.dropFirst().allSatisfy(\.isNumber) else { return name }
    return recorder.names.intern(String(text[..<mark]))
  }

  /// Ranges and marks of NVTX.
  mutating func readRanges() throws {
    let columns = ["start", "end", "eventType", "globalTid", "text", "textId"]
    guard let row = try schema.select(columns, needing: ["start", "eventType"], from: "NVTX_EVENTS") else { return }
    while try row.step() {
      try countRow()
      let type = row.integer(2)
      // 34 marks an instant, 59 is a range that nests on its thread, 60 one that may end anywhere.
      guard type == 34 || type == 59 || type == 60 else { continue }
      let name =
        row.isNull(4)
        ? row.optionalInteger(5).flatMap { names[$0] } ?? .empty : row.withText(4) { recorder.names.intern($0) }
      let end = type == 34 ? row.integer(0) : row.optionalInteger(1)
      recorder.append(
        span(
          start: row.integer(0), end: end, track: thread(.annotations, row.integer(3)), name: name,
          category: type == 34 ? .instant : .annotation))
    }
  }

  /// Calls of the operating system.
  mutating func readSystemCalls() throws {
    let columns = ["start", "end", "globalTid", "nameId"]
    guard let row = try schema.select(columns, needing: ["start", "end"], from: "OSRT_API") else { return }
    while try row.step() {
      try countRow()
      recorder.append(
        span(
          start: row.integer(0), end: row.optionalInteger(1), track: thread(.other, row.integer(2)),
          name: names[row.integer(3)] ?? .empty, category: .hostOperation))
    }
  }

  /// The track of a serialised thread id: the thread in its lowest 24 bits, the process in the next 24.
  private mutating func thread(_ kind: TrackKind, _ globalID: Int64) -> TrackID {
    track(kind, owner: (globalID >> 24) & 0xFFFFFF, number: globalID & 0xFFFFFF)
  }
}
