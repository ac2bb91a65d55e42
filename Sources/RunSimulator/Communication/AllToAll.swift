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

  /// The kernel before a call, in nanoseconds: the low-latency calls have none.
  var notifyLatency: Int64 { backend == .lowLatency ? 0 : Int64(links.notifyLatency.rounded()) }

  /// The fewest SMs that it works with: two a channel, one that steers, or none.
  public var fewestSMs: Int {
    switch backend {
    case .sm: 2
    case .fewSM, .nccl: 1
    case .lowLatency: 0
    }
  }

  /// The rates of the network card and of NVLink in one direction, in bytes a second: the links' limits, or what the SMs
  /// and the queues keep in flight over the time that a round takes.
  ///
  /// - Parameter latency: of a load from memory, in nanoseconds.
  public func rates(
    _ kind: MessageKind, _ traffic: ExpertTraffic, _ format: WireFormat, latency: Double
  ) -> (network: Double, nvlink: Double) {
    switch backend {
    case .sm:
      let channels = Double(sms / 2)
      let channel = ChannelRates(kind, traffic, format, latency: latency)
      let queues = channels * Double(max(1, traffic.nodes - 1))
      let inFlight = queues * Double(chunkTokens) * format.bytes(hidden: traffic.hidden)
      let queued = inFlight / (links.chunkLatency * 1e-9)
      return (min(links.nic, queued, channels * channel.network), min(links.nvlink, channels * channel.nvlink))
    case .fewSM:
      // A bulk copy reads and writes every byte through the SM's port to L2 and needs no warp to wait.
      let copied = Double(sms) * links.smPort
      let (network, nvlink) = (traffic.networkBytes(format), traffic.nvlinkBytes(format))
      let all = max(1, network + nvlink)
      return (min(links.nic, copied * network / all), min(links.nvlink, copied * nvlink / all))
    case .lowLatency, .nccl:
      return (links.nic, links.nvlink)
    }
  }

  /// What a call takes on each link, in nanoseconds, without its fixed part. Network and NVLink work at the same time.
  public func linkTimes(
    _ kind: MessageKind, _ traffic: ExpertTraffic, _ format: WireFormat, topK: Int, latency: Double
  ) -> (network: Double, nvlink: Double) {
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
    let rates = rates(kind, traffic, format, latency: latency)
    let packing = (1 + format.packingPercent / 100) * 1e9
    return (network == 0 ? 0 : network / rates.network * packing, nvlink == 0 ? 0 : nvlink / rates.nvlink * packing)
  }

  /// The time of a call that has the GPU to itself, in nanoseconds.
  public func nanoseconds(_ kind: MessageKind, _ traffic: ExpertTraffic, _ format: WireFormat, topK: Int) -> Int64 {
    let times = linkTimes(kind, traffic, format, topK: topK, latency: MemoryLoad.latencyOfH800)
    return Int64((max(times.network, times.nvlink) + links.callLatency).rounded())
  }
}
