public import KernelSimulator

extension RunValidation {
  /// A row of DeepEP's tables.
  private struct Bandwidth {
    var id: String
    var ranks: Int
    var format: WireFormat
    var published: Double
    var backend = CommunicationBackend.sm
    var links = LinkLimits.h800
    var tokens = 4096
  }

  /// Rows of DeepEP's bandwidths.
  ///
  /// The second version's board is given only as SM90; it is taken to be one with full NVLink.
  public static func messageRows() -> [ValidationRow] {
    let normal: [(String, Int, WireFormat, Double)] = [
      ("EP001", 8, .fp8, 153), ("EP002", 8, .bf16, 158), ("EP003", 16, .fp8, 43), ("EP004", 16, .bf16, 43),
      ("EP007", 64, .fp8, 46), ("EP008", 64, .bf16, 45), ("EP009", 16, .fp8, 47), ("EP010", 16, .bf16, 62),
      ("EP013", 64, .fp8, 49), ("EP014", 64, .bf16, 51), ("EP021", 64, .fp8, 51), ("EP022", 64, .bf16, 50),
    ]
    let latency: [(String, Int, WireFormat, Double)] = [
      ("EP024", 8, .fp8, 46), ("EP026", 8, .bf16, 46), ("EP028", 16, .fp8, 43), ("EP030", 16, .bf16, 44),
      ("EP036", 64, .fp8, 40), ("EP038", 64, .bf16, 41),
    ]
    let second: [(String, Int, WireFormat, Double)] = [
      ("EP103", 16, .fp8, 90), ("EP103", 16, .bf16, 81), ("EP104", 32, .fp8, 61), ("EP104", 32, .bf16, 61),
    ]
    return normal.map { bandwidth(Bandwidth(id: $0.0, ranks: $0.1, format: $0.2, published: $0.3)) }
      + latency.map {
        bandwidth(
          Bandwidth(id: $0.0, ranks: $0.1, format: $0.2, published: $0.3, backend: .lowLatency, tokens: 128))
      }
      + second.map {
        bandwidth(
          Bandwidth(
            id: $0.0, ranks: $0.1, format: $0.2, published: $0.3, backend: .fewSM, links: .h100, tokens: 8192))
      }
  }

  private static func bandwidth(_ entry: Bandwidth) -> ValidationRow {
    let traffic = ExpertTraffic(
      tokens: entry.tokens, hidden: 7168, experts: 256, topK: 8, ranks: entry.ranks, nodeLimit: 4)
    let kind = entry.format == .fp8 ? MessageKind.dispatch : .combine
    let time = AllToAll(links: entry.links, backend: entry.backend).nanoseconds(
      kind, traffic, entry.format, topK: 8)
    // The low-latency kernels count a token for every expert (EP023).
    let bytes =
      entry.backend == .lowLatency
      ? Double(8 * entry.tokens) * entry.format.bytes(hidden: 7168) : traffic.logicalBytes(entry.format)
    return row(
      entry.id, "\(kind.rawValue), EP\(entry.ranks), \(entry.backend.rawValue)", "GB/s", published: entry.published,
      simulated: bytes / Double(time), "deepep")
  }
}
