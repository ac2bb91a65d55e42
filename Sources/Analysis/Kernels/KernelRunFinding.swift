public import KernelSimulator

/// What a kernel did when it was run without a clock: what its buffers hold, and what it must not have done.
public struct KernelRunFinding: Sendable, Encodable {
  private let kernel: String
  private let shape: KernelCall.Shape
  private let result: KernelCallResult
  private let names: [String]
  private let dumpsBuffers: Bool

  enum CodingKeys: String, CodingKey {
    case kernel
    case grid
    case block
    case cluster
    case dynamicShared = "dynamic_shared_bytes"
    case warpInstructions = "warp_instructions"
    case threadInstructions = "thread_instructions"
    case buffers
    case warnings
    case printed
  }

  private struct BufferRow: Encodable {
    let parameter: Int
    let bytes: Int
    let hex: String?
  }

  private struct Warning: Encodable {
    let kind: String
    let cta: [Int]
    let thread: [Int]
    let line: Int
    let address: String?
    let message: String
  }

  /// The finding of a run.
  ///
  /// - Parameter dumpsBuffers: whether the contents of the buffers are printed.
  public init(_ call: KernelCall, _ result: KernelCallResult, dumpsBuffers: Bool) {
    kernel = call.program.kernel
    shape = call.shape
    names = call.parameterNames
    self.result = result
    self.dumpsBuffers = dumpsBuffers
  }

  /// Whether the kernel did nothing that it must not.
  public var isClean: Bool { result.findings.isEmpty }

  /// Writes the run.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kernel, forKey: .kernel)
    try container.encode(shape.grid.sizes, forKey: .grid)
    try container.encode(shape.block.sizes, forKey: .block)
    try container.encode(shape.cluster.sizes, forKey: .cluster)
    try container.encode(shape.dynamicSharedBytes, forKey: .dynamicShared)
    try container.encode(result.warpInstructions, forKey: .warpInstructions)
    try container.encode(result.threadInstructions, forKey: .threadInstructions)
    try container.encode(
      result.buffers.map {
        BufferRow(
          parameter: $0.parameter, bytes: $0.bytes.count, hex: dumpsBuffers ? HexText.text($0.bytes) : nil)
      }, forKey: .buffers)
    try container.encode(
      result.findings.map {
        Warning(
          kind: $0.kind.key, cta: $0.cta.sizes, thread: $0.thread.sizes, line: $0.line,
          address: $0.address.map { "0x" + String($0, radix: 16) }, message: $0.description)
      }, forKey: .warnings)
    try container.encode(result.printed, forKey: .printed)
  }

  /// The finding for people.
  public var report: Report {
    let count = result.findings.count
    let verdict = count == 0 ? "nothing that it must not do" : Quantity.count(count, "warning")
    var blocks: [Report.Block] = [
      .heading(
        "\(kernel), run functionally: \(Quantity.count(result.warpInstructions, "warp-instruction")), \(verdict)"),
      .line(
        "grid \(shape.grid)  block \(shape.block)  cluster \(shape.cluster)  "
          + "\(Quantity.bytes(Int64(shape.dynamicSharedBytes))) dynamic shared memory"),
    ]
    for finding in result.findings { blocks.append(.line("\(finding)")) }
    if !result.printed.isEmpty { blocks += [.heading("Printed"), .line(result.printed)] }
    if !result.buffers.isEmpty { blocks += [.heading("Buffers afterwards"), .table(bufferTable)] }
    return Report(blocks)
  }

  /// A row a buffer, or where contents are wanted a row for each 32 bytes.
  private var bufferTable: ReportTable {
    var rows: [[ReportTable.Cell]] = []
    for buffer in result.buffers {
      let name = names.indices.contains(buffer.parameter) ? names[buffer.parameter] : ""
      let starts = dumpsBuffers ? Array(stride(from: 0, to: buffer.bytes.count, by: 32)) : [0]
      for start in starts {
        let end = min(buffer.bytes.count, start + (dumpsBuffers ? 32 : 16))
        let rest = dumpsBuffers || end == buffer.bytes.count ? "" : "..."
        rows.append([
          .count(buffer.parameter), .init(name), .count(buffer.bytes.count), .count(start),
          .init(HexText.text(Array(buffer.bytes[start..<end])) + rest),
        ])
      }
    }
    return ReportTable(
      [
        .init("parameter", key: "parameter"), .init("name", key: "name", isNumeric: false),
        .init("bytes", key: "bytes"), .init("from", key: "offset"), .init("contents", key: "hex", isNumeric: false),
      ], rows: rows, isMain: true)
  }
}

extension Launch.Extent {
  fileprivate var sizes: [Int] { [x, y, z] }
}

extension EmulatorFinding.Kind {
  /// The key of JSON.
  fileprivate var key: String {
    switch self {
    case .outOfBounds: "out_of_bounds"
    case .readOnly: "read_only"
    case .misaligned: "misaligned"
    case .uninitialized: "uninitialized"
    case .uninitializedRegister: "uninitialized_register"
    case .barrier: "barrier"
    case .race: "race"
    }
  }
}
