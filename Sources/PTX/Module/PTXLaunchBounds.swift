/// The performance directives of a kernel.
public struct PTXLaunchBounds: Sendable, Hashable {
  /// `.maxntid`: the most threads of a CTA, by dimension.
  public var maximumThreads: [Int]?
  /// `.reqntid`: the threads of a CTA, by dimension.
  public var requiredThreads: [Int]?
  /// `.minnctapersm`: CTAs that an SM must be able to hold.
  public var minimumCTAs: Int?
  /// `.maxnreg`: the most registers of a thread.
  public var maximumRegisters: Int?
  /// `.maxclusterrank`: the most CTAs of a cluster.
  public var maximumClusterRank: Int?
  /// `.reqnctapercluster`: the CTAs of a cluster, by dimension.
  public var requiredCluster: [Int]?
  /// `.explicitcluster`: the kernel must be launched with clusters.
  public var isExplicitCluster = false

  /// No directives.
  public init() {}
}
