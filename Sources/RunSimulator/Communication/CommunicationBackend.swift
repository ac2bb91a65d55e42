/// How all-to-all is driven.
public enum CommunicationBackend: String, Sendable, CaseIterable {
  /// SMs copy, forward and reduce, two a channel: DeepEP's normal kernels.
  case sm
  /// TMA and the network cards move data, a few SMs steer: DeepEP's second version.
  case fewSM = "few-sm"
  /// The network cards move everything, the own node's tokens too: DeepEP's low-latency kernels.
  case lowLatency = "low-latency"
  /// Messages of point-to-point pairs, each token once for every expert: NCCL.
  case nccl
}
