/// How fast the warps of a channel of all-to-all move bytes: each waits for its loads before it stores, so that its rate
/// is what it has in flight over the latency of memory.
///
/// Warps and loads are those of deepseek-ai/DeepEP@ebfe47e, internode.cu and intranode.cu (EP089 to EP091): a channel is two
/// SMs; a lane loads 16 bytes; a copy has five loads in flight and then single ones for the rest; a sum has one load in
/// flight for each summand. Nothing here is taken from a measured bandwidth.
struct ChannelRates: Sendable, Equatable {
  /// Bytes a second that a channel sends over the network.
  let network: Double
  /// Bytes a second that a channel sends over NVLink.
  let nvlink: Double

  /// - Parameter latency: of a load from memory, in nanoseconds.
  init(_ kind: MessageKind, _ traffic: ExpertTraffic, _ format: WireFormat, latency: Double) {
    let bytes = format.bytes(hidden: traffic.hidden)
    let vectors = format.elementBytes(hidden: traffic.hidden) / 16
    let scales = (bytes - 16 * vectors) / 4
    // Rounds of loads that a token takes a warp: its destination or place, its elements, its scales, its weights.
    let unrolled = (vectors / 160).rounded(.down)
    let copy = 2 + unrolled + ((vectors - 160 * unrolled) / 32).rounded(.up) + (scales / 32).rounded(.up)
    let sum = 2 + (vectors / 32).rounded(.up)
    func tokensPerSecond(_ warps: Double, _ rounds: Double) -> Double { warps / (rounds * latency) * 1e9 }
    let remote = traffic.nodes > 1 ? traffic.remoteNodesPerToken : 0
    switch (kind, traffic.nodes > 1) {
    case (.dispatch, true):
      // Seven warps read a token once for all its nodes; eight forward to a GPU each, eight receive from one each.
      network = tokensPerSecond(7, copy) * remote * bytes
      nvlink = tokensPerSecond(8, copy) * bytes
    case (.combine, true):
      // Eight warps send to a GPU each; sixteen sum and forward, twenty-four sum what arrives.
      network = min(tokensPerSecond(16, sum), tokensPerSecond(24, sum) * remote) * bytes
      nvlink = tokensPerSecond(8, copy) * bytes
    case (.dispatch, false):
      network = .infinity
      nvlink = tokensPerSecond(8, copy) * bytes
    case (.combine, false):
      network = .infinity
      nvlink = min(tokensPerSecond(24, copy), tokensPerSecond(24, sum) * traffic.ranksPerToken) * bytes
    }
  }
}
