/// How a kernel was launched, as far as the profiler or the simulator recorded it.
///
/// Everything that occupancy depends on is here. Unknown stays unknown (`nil`); zero is a value.
public struct LaunchShape: Hashable, Sendable {
  /// CTAs along x, y and z.
  public var grid: Extent
  /// Threads of a CTA along x, y and z.
  public var block: Extent
  /// CTAs of a cluster along x, y and z; `nil` where the kernel was launched without clusters or it is not recorded.
  public var cluster: Extent?
  /// 32-bit registers a thread.
  public var registersPerThread: Int?
  /// Static shared memory a CTA, in bytes. Kineto records only the sum: then it stands here and dynamic is 0.
  public var staticSharedBytes: Int?
  /// Dynamic shared memory a CTA, in bytes.
  public var dynamicSharedBytes: Int?

  /// A launch shape.
  public init(
    grid: Extent, block: Extent, cluster: Extent? = nil, registersPerThread: Int? = nil,
    staticSharedBytes: Int? = nil, dynamicSharedBytes: Int? = nil
  ) {
    self.grid = grid
    self.block = block
    self.cluster = cluster
    self.registersPerThread = registersPerThread
    self.staticSharedBytes = staticSharedBytes
    self.dynamicSharedBytes = dynamicSharedBytes
  }

  /// What `ShapeID.none` stands for: no grid and no block.
  public static let none = LaunchShape(grid: Extent(x: 0, y: 0, z: 0), block: Extent(x: 0, y: 0, z: 0))

  /// Shared memory a CTA, static and dynamic, in bytes; `nil` where neither is recorded.
  public var sharedBytes: Int? {
    if staticSharedBytes == nil && dynamicSharedBytes == nil { return nil }
    return (staticSharedBytes ?? 0) + (dynamicSharedBytes ?? 0)
  }

  /// CTAs of the grid.
  public var ctaCount: Int { grid.count }

  /// Threads of a CTA.
  public var threadsPerCTA: Int { block.count }

  /// Warps of a CTA: threads by 32, rounded up.
  public var warpsPerCTA: Int { (threadsPerCTA + 31) / 32 }
}
