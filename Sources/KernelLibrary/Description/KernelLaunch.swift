/// How a kernel is launched.
public struct KernelLaunch: Sendable, Equatable {
  /// The grid, in CTAs.
  public let grid: KernelExtent
  /// The CTA, in threads.
  public let block: KernelExtent
  /// The cluster, in CTAs; `nil` where the kernel uses none.
  public let cluster: KernelExtent?
  /// Dynamic shared memory a CTA, in bytes.
  public let dynamicSharedBytes: Int

  /// The CTAs an SM that a kernel is launched with where its CTAs stay and take work until none is left; `nil` where
  /// the work decides the grid.
  public let persistentCTAsPerSM: Int?

  /// A launch.
  public init(
    grid: KernelExtent, block: KernelExtent, cluster: KernelExtent? = nil, dynamicSharedBytes: Int = 0,
    persistentCTAsPerSM: Int? = nil
  ) {
    self.grid = grid
    self.block = block
    self.cluster = cluster
    self.dynamicSharedBytes = dynamicSharedBytes
    self.persistentCTAsPerSM = persistentCTAsPerSM
  }

  /// The launch on some SMs: a grid of CTAs that stay is no larger than these SMs hold, in whole clusters.
  public func onMultiprocessors(_ count: Int) -> KernelLaunch {
    guard let perSM = persistentCTAsPerSM else { return self }
    let clusterSize = cluster?.count ?? 1
    let most = max(1, count * perSM / clusterSize) * clusterSize
    guard grid.count > most else { return self }
    return KernelLaunch(
      grid: KernelExtent(most), block: block, cluster: cluster, dynamicSharedBytes: dynamicSharedBytes,
      persistentCTAsPerSM: perSM)
  }

  /// As many CTAs of `threads` as `items` need at `each` a CTA.
  static func covering(_ items: Int, each: Int, threads: Int = 256) -> KernelLaunch {
    KernelLaunch(grid: KernelExtent(items.dividedRoundingUp(by: each)), block: KernelExtent(threads))
  }

  /// CTAs of `threads` that loop over `items`: as many as there are items at `each` a CTA, but at most 1,056, which is
  /// eight a SM on 132 SMs.
  static func looping(_ items: Int, each: Int, threads: Int = 256) -> KernelLaunch {
    KernelLaunch(
      grid: KernelExtent(min(items.dividedRoundingUp(by: each), 1056)), block: KernelExtent(threads),
      persistentCTAsPerSM: 8)
  }

  /// One CTA a tile of `columns` x `rows`, x along the columns.
  static func tiling(
    columns: (count: Int, tile: Int), rows: (count: Int, tile: Int), block: KernelExtent = KernelExtent(256),
    dynamicSharedBytes: Int = 0
  ) -> KernelLaunch {
    KernelLaunch(
      grid: KernelExtent(
        columns.count.dividedRoundingUp(by: columns.tile), rows.count.dividedRoundingUp(by: rows.tile)),
      block: block, dynamicSharedBytes: dynamicSharedBytes)
  }
}

extension Int {
  /// The quotient, rounded up; both are positive.
  func dividedRoundingUp(by divisor: Int) -> Int { (self + divisor - 1) / divisor }
}
