/// A generation of NVIDIA GPUs as CUDA numbers it; 9.0 is Hopper.
public struct ComputeCapability: Sendable, Hashable, CustomStringConvertible {
  /// The number before the dot.
  public let major: Int
  /// The number after the dot.
  public let minor: Int

  /// A compute capability.
  public init(major: Int, minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// As CUDA's documentation writes it, such as `9.0`.
  public var description: String { "\(major).\(minor)" }
}
