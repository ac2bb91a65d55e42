/// What a dispatch or a combine takes, in nanoseconds, with the load of an average GPU.
struct LayerMessage: Sendable, Equatable {
  /// Time on the network card and on NVLink, which work at once.
  struct Links: Sendable, Equatable {
    var network: Double
    var nvlink: Double

    init(_ times: (network: Double, nvlink: Double)) {
      network = times.network
      nvlink = times.nvlink
    }
  }

  /// With the GPU to itself.
  var alone: Links
  /// Beside kernels.
  var beside: Links
  /// The fixed part.
  var call: Double

  /// The time of a GPU.
  ///
  /// - Parameters:
  ///   - network: what it has on its card, in parts of the average.
  ///   - nvlink: what it has on NVLink, in parts of the average.
  func time(network: Double, nvlink: Double, isBeside: Bool) -> Int64 {
    let links = isBeside ? beside : alone
    return Int64((max(links.network * network, links.nvlink * nvlink) + call).rounded())
  }
}
