/// A number of blocks or threads along each of three axes.
public struct KernelExtent: Sendable, Equatable {
  /// Along x.
  public let x: Int
  /// Along y.
  public let y: Int
  /// Along z.
  public let z: Int

  /// An extent.
  public init(_ x: Int, _ y: Int = 1, _ z: Int = 1) {
    self.x = x
    self.y = y
    self.z = z
  }

  /// The number of blocks or threads in it.
  public var count: Int { x * y * z }
}
