import PTX

/// The launch bounds of a kernel; what a file does not state is missing.
public struct InspectedBounds: Sendable, Equatable, Encodable {
  /// The most threads of a CTA by dimension.
  public let maximumThreads: [Int]?
  /// The threads of a CTA by dimension.
  public let requiredThreads: [Int]?
  /// CTAs that an SM must be able to hold.
  public let minimumCTAs: Int?
  /// The most registers of a thread.
  public let maximumRegisters: Int?
  /// The most CTAs of a cluster.
  public let maximumClusterCTAs: Int?
  /// The CTAs of a cluster by dimension.
  public let cluster: [Int]?

  enum CodingKeys: String, CodingKey {
    case maximumThreads = "maximum_threads"
    case requiredThreads = "required_threads"
    case minimumCTAs = "minimum_ctas_per_sm"
    case maximumRegisters = "maximum_registers"
    case maximumClusterCTAs = "maximum_cluster_ctas"
    case cluster = "required_cluster_ctas"
  }

  init(_ bounds: PTXLaunchBounds) {
    maximumThreads = bounds.maximumThreads
    requiredThreads = bounds.requiredThreads
    minimumCTAs = bounds.minimumCTAs
    maximumRegisters = bounds.maximumRegisters
    maximumClusterCTAs = bounds.maximumClusterRank
    cluster = bounds.requiredCluster
  }

  /// The bounds in words; `nil` where there are none.
  var text: String? {
    func sizes(_ values: [Int]) -> String { values.map(String.init).joined(separator: " x ") }
    let parts = [
      requiredThreads.map { "exactly \(sizes($0)) threads" },
      maximumThreads.map { "at most \(sizes($0)) threads" },
      minimumCTAs.map { "at least \(Quantity.count($0, "CTA")) an SM" },
      maximumRegisters.map { "at most \($0) registers" },
      cluster.map { "clusters of \(sizes($0))" },
      maximumClusterCTAs.map { "clusters of at most \($0)" },
    ].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}
