/// A kernel of a layer's work, timed as a bundled kernel.
public struct LayerKernel: Sendable, Equatable {
  /// What it does.
  public var name: String
  /// What it is for.
  public var role: KernelRole
  /// The bundled kernel and its shape, as `fp8_gemm_ptx m=4096,n=7168,k=2048`; `nil` for launches without work.
  public var key: String?
  /// How many times it is launched.
  public var count: Int
  /// Its time is that of the bundled kernel times this, in parts of a thousand: work of a kind for which there is no
  /// bundled kernel, by the ratio of operations or bytes. Other than 1,000 marks an estimate.
  public var permille: Int
  /// Bytes of memory traffic that the bundled kernel does not have, read and written one after the other.
  public var addedBytes: Int
  /// Bytes that a GPU receives over NVLink where the role is `collective`.
  public var linkBytes: Int

  /// A kernel.
  public init(
    _ name: String, _ role: KernelRole, _ key: String?, count: Int = 1, permille: Int = 1000, addedBytes: Int = 0,
    linkBytes: Int = 0
  ) {
    self.name = name
    self.role = role
    self.key = key
    self.count = count
    self.permille = permille
    self.addedBytes = addedBytes
    self.linkBytes = linkBytes
  }

  /// Whether its time is derived from a kernel that does other work.
  public var isEstimated: Bool { (key == nil && role != .collective) || permille != 1000 || addedBytes > 0 }
}
