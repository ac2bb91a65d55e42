/// How long a dispatch or a combine takes.
public struct AllToAll: Sendable, Equatable {
  /// The links.
  public var links: LinkLimits
  /// How it is driven.
  public var backend: CommunicationBackend
  /// SMs that it holds.
  public var sms: Int
  /// Tokens of a chunk to another node.
  public var chunkTokens: Int

  /// An all-to-all.
  public init(links: LinkLimits, backend: CommunicationBackend = .sm, sms: Int = 20, chunkTokens: Int = 28) {
    self.links = links
    self.backend = backend
    self.sms = sms
    self.chunkTokens = chunkTokens
  }

  /// SMs that computation has to do without meanwhile.
  public var heldSMs: Int { backend == .lowLatency ? 0 : sms }

  /// The rate of the network card, in bytes a second: its limit, or what its queues keep in flight over their round.
  public func networkRate(_ traffic: ExpertTraffic, _ format: WireFormat) -> Double {
    guard backend == .sm else { return links.nic }
    let queues = Double(max(1, sms / 2) * max(1, traffic.nodes - 1))
    let inFlight = queues * Double(chunkTokens) * format.bytes(hidden: traffic.hidden)
    return min(links.nic, inFlight / (links.chunkLatency * 1e-9))
  }

  /// The time of a call, in nanoseconds. Network and NVLink work at the same time.
  public func nanoseconds(_ traffic: ExpertTraffic, _ format: WireFormat, topK: Int) -> Int64 {
    var network = traffic.networkBytes(format)
    var nvlink = traffic.nvlinkBytes(format)
    let every = Double(traffic.tokens * topK) * format.bytes(hidden: traffic.hidden)
    switch backend {
    case .sm, .fewSM: break
    case .lowLatency:
      // Every copy of a token is a message of its own, and only the own GPU's need none.
      let ranks = Double(traffic.nodes * 8)
      network = every * (ranks - 1) / ranks
      nvlink = 0
    case .nccl:
      network = every * Double(traffic.nodes - 1) / Double(traffic.nodes)
      nvlink = every / Double(traffic.nodes)
    }
    let slower = max(network / networkRate(traffic, format), nvlink / links.nvlink) * 1e9
    return Int64((slower * (1 + format.packingPercent / 100) + links.callLatency).rounded())
  }
}
