/// How a kernel is launched.
public struct Launch: Sendable, Equatable {
  /// A size in three dimensions.
  public struct Extent: Sendable, Hashable {
    /// Along x.
    public var x: Int
    /// Along y.
    public var y: Int
    /// Along z.
    public var z: Int

    /// A size.
    public init(_ x: Int, _ y: Int = 1, _ z: Int = 1) {
      self.x = x
      self.y = y
      self.z = z
    }

    /// The product.
    public var count: Int { x * y * z }
  }

  /// The CTAs.
  public var grid: Extent
  /// The threads of a CTA.
  public var block: Extent
  /// The CTAs of a cluster.
  public var cluster: Extent
  /// The dynamic shared memory of a CTA, in bytes.
  public var dynamicSharedBytes: Int
  /// The arguments: the bytes of each parameter.
  public var arguments: [[UInt8]]

  /// A launch.
  public init(
    grid: Extent, block: Extent, cluster: Extent = Extent(1), dynamicSharedBytes: Int = 0, arguments: [[UInt8]]
  ) {
    self.grid = grid
    self.block = block
    self.cluster = cluster
    self.dynamicSharedBytes = dynamicSharedBytes
    self.arguments = arguments
  }
}

extension Launch.Extent: CustomStringConvertible {
  /// As CUDA prints it.
  public var description: String { "(\(x), \(y), \(z))" }
}
