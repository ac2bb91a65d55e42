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

  @Test func fewerSMsAreSlowerUntilTheCardIsTheLimit() {
    let times = [2, 4, 8, 20, 40].map {
      AllToAll(links: .h800, sms: $0, chunkTokens: 4).nanoseconds(traffic(64), .fp8, topK: 8)
    }
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(times[0] > times[4])
    #expect(times[3] == times[4])
  }
}
