import Trace
import TraceFile

extension NsightReader {
  /// Kernels with their launch shapes.
  mutating func readKernels() throws {
    let columns = [
      "start", "end", "deviceId", "streamId", "correlationId", "demangledName", "shortName", "registersPerThread",
      "gridX", "gridY", "gridZ", "blockX", "blockY", "blockZ", "staticSharedMemory", "dynamicSharedMemory",
      "clusterX", "clusterY", "clusterZ",
    ]
    let table = "CUPTI_ACTIVITY_KIND_KERNEL"
    guard let row = try schema.select(columns, needing: ["start", "end"], from: table) else { return }
    while try row.step() {
      try countRow()
      let track = track(.stream, owner: row.integer(2), number: row.integer(3))
      let name = row.optionalInteger(5).flatMap { names[$0] } ?? row.optionalInteger(6).flatMap { names[$0] } ?? .empty
      var span = span(
        start: row.integer(0), end: row.optionalInteger(1), track: track, name: name, category: .kernel,
        correlation: row.integer(4))
      if let grid = Self.extent(row, 8), let block = Self.extent(row, 11) {
        let cluster = Self.extent(row, 16).flatMap { $0.count > 1 ? $0 : nil }
        span.shape = recorder.intern(
          LaunchShape(
            grid: grid, block: block, cluster: cluster, registersPerThread: row.optionalInteger(7).map { Int($0) },
            staticSharedBytes: row.optionalInteger(14).map { Int($0) },
            dynamicSharedBytes: row.optionalInteger(15).map { Int($0) }))
      }
      recorder.append(span)
    }
  }

  private static func extent(_ row: Statement, _ column: Int32) -> Extent? {
    let sizes = (0..<3).map { row.integer(column + $0) }
    guard sizes.allSatisfy({ $0 > 0 && $0 <= 1 << 31 }) else { return nil }
    return Extent(x: Int(sizes[0]), y: Int(sizes[1]), z: Int(sizes[2]))
  }

  /// Copies; the kind is CUPTI's.
  mutating func readCopies() throws {
    let columns = ["start", "end", "deviceId", "streamId", "correlationId", "bytes", "copyKind"]
    let table = "CUPTI_ACTIVITY_KIND_MEMCPY"
    guard let row = try schema.select(columns, needing: ["start", "end"], from: table) else { return }
    while try row.step() {
      try countRow()
      let direction =
        switch row.integer(6) {
        case 1: "HtoD"
        case 2: "DtoH"
        case 8: "DtoD"
        case 9: "HtoH"
        case 10: "PtoP"
        default: "kind \(row.integer(6))"
        }
      try append(row, .memoryCopy, "Memcpy \(direction)")
    }
  }

  /// Fills.
  mutating func readFills() throws {
    let columns = ["start", "end", "deviceId", "streamId", "correlationId", "bytes"]
    let table = "CUPTI_ACTIVITY_KIND_MEMSET"
    guard let row = try schema.select(columns, needing: ["start", "end"], from: table) else { return }
    while try row.step() {
      try countRow()
      try append(row, .memorySet, "Memset")
    }
  }

  private mutating func append(_ row: Statement, _ category: SpanCategory, _ name: String) throws {
    let track = track(.stream, owner: row.integer(2), number: row.integer(3))
    var span = span(
      start: row.integer(0), end: row.optionalInteger(1), track: track, name: recorder.names.intern(name),
      category: category, correlation: row.integer(4))
    if let bytes = row.optionalInteger(5) { span.arguments = recorder.names.intern("{\"bytes\":\(bytes)}") }
    recorder.append(span)
  }
}
