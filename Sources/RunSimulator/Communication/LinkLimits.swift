/// What the links of a GPU achieve, and how fast a channel of all-to-all goes round.
public struct LinkLimits: Sendable, Equatable {
  /// NVLink in one direction, in bytes a second: what copies achieve, not the raw rate.
  public var nvlink: Double
  /// The GPU's network card in one direction, in bytes a second: what all-to-all achieves, not the raw rate.
  public var nic: Double
  /// From a chunk's sending to the next of the same queue, in nanoseconds.
  public var chunkLatency: Double
  /// The fixed part of a call, in nanoseconds: two launches and a message across the network.
  public var callLatency: Double
  /// What the kernel before a call that tells ranks of each other's counts and waits for them takes where all are there,
  /// in nanoseconds: a launch and a message across the network.
  public var notifyLatency: Double
  /// An SM's port to L2 in one direction, in bytes a second.
  public var smPort: Double

  /// Limits.
  public init(
    nvlink: Double, nic: Double, chunkLatency: Double = 38_000, callLatency: Double = 6_170,
    notifyLatency: Double = 4_935, smPort: Double = 68.8e9
  ) {
    self.nvlink = nvlink
    self.nic = nic
    self.chunkLatency = chunkLatency
    self.callLatency = callLatency
    self.notifyLatency = notifyLatency
    self.smPort = smPort
  }

  /// The H800's node. NVLink: IS039, 160 of 200 GB/s. Card: IS040, 40 of 50 GB/s. A queue's round: CT001 and CT018,
  /// which send chunks of 4 tokens over 12 channels to one other node at 9.7 and 8.9 GB/s, so that a queue of one chunk
  /// takes 36.7 and 39.7 us. A call: HM158 twice and IS054; a
  /// notice: HM158 and IS054. Port: DX042, 39.2 bytes a cycle at 1,755 MHz.
  public static let h800 = LinkLimits(nvlink: 160e9, nic: 40e9)

  /// Unrestricted H100: NVLink with the same part of its 450 GB/s a direction (SP030).
  public static let h100 = LinkLimits(nvlink: 360e9, nic: 40e9)
}
