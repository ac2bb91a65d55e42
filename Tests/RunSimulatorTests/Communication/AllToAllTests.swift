import Testing

@testable import RunSimulator

@Suite struct AllToAllTests {
  private func traffic(_ ranks: Int, tokens: Int = 4096, limit: Int? = 4) -> ExpertTraffic {
    ExpertTraffic(tokens: tokens, hidden: 7168, experts: 256, topK: 8, ranks: ranks, nodeLimit: limit)
  }

  @Test func aTokenReachesFewerNodesUnderALimit() {
    let limited = traffic(64)
    #expect(limited.nodesPerToken > 3.5 && limited.nodesPerToken <= 4)
    // The trace's ranks received 26,592 to 34,144 tokens (KT034 to KT041), 29,960 on average.
    #expect(abs(limited.ranksPerToken * 4096 / 29_960 - 1) < 0.01)
    #expect(traffic(64, limit: nil).networkBytes(.fp8) > 1.3 * limited.networkBytes(.fp8))
  }

  @Test func bytesOfATokenFollowTheFormat() {
    #expect(WireFormat.fp8.bytes(hidden: 7168) == 7168 + 224)
    #expect(WireFormat.bf16.bytes(hidden: 7168) == 14336)
    #expect(WireFormat.logfmt10.bytes(hidden: 7168) == 8960 + 224)
  }

  private func time(_ sms: Int, _ kind: MessageKind, _ ranks: Int = 64, chunkTokens: Int = 28) -> Int64 {
    AllToAll(links: .h800, sms: sms, chunkTokens: chunkTokens).nanoseconds(
      kind, traffic(ranks), kind == .dispatch ? .fp8 : .bf16, topK: 8)
  }

  @Test(arguments: MessageKind.allCases)
  func fewerSMsAreSlowerUntilALinkIsTheLimit(kind: MessageKind) {
    let times = [2, 4, 8, 20, 40].map { time($0, kind) }
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(times[0] > 2 * times[3])
    #expect(times[3] == times[4])
  }

  @Test func smallChunksNeedMoreQueues() {
    #expect(time(20, .dispatch, 16, chunkTokens: 4) > 2 * time(20, .dispatch, 16))
  }

  @Test func channelsMoveWhatIsInFlightOverTheLatency() {
    // FP8, 7168 elements: 448 vectors are two copies of five loads a lane and four single ones, 56 scales two loads, and
    // a token's place and weights one each: ten rounds for 7392 bytes, in eight warps.
    let channel = ChannelRates(.dispatch, traffic(64), .fp8, latency: 400)
    #expect(abs(channel.nvlink / (8 * 7392 / 4000e-9) - 1) < 1e-9)
    #expect(ChannelRates(.dispatch, traffic(64), .fp8, latency: 800).nvlink == channel.nvlink / 2)
    // A second layer of kernels without waiting warps needs fewer SMs, as EP102 states: 4 to 6 in place of 24.
    let bulk = AllToAll(links: .h100, backend: .fewSM, sms: 6)
    let all = AllToAll(links: .h100, backend: .fewSM, sms: 24)
    let times = [bulk, all].map { $0.nanoseconds(.dispatch, traffic(32, tokens: 8192), .fp8, topK: 8) }
    #expect(Double(times[0]) < 1.05 * Double(times[1]))
  }
}
