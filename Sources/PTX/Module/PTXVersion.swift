/// A version of the PTX ISA, such as 8.5.
public struct PTXVersion: Sendable, Hashable, Comparable {
  /// The number before the point.
  public var major: Int
  /// The number after the point.
  public var minor: Int

  /// A version.
  public init(major: Int, minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// Older is less.
  public static func < (a: PTXVersion, b: PTXVersion) -> Bool { (a.major, a.minor) < (b.major, b.minor) }
}

extension PTXVersion: CustomStringConvertible {
  /// As PTX writes it.
  public var description: String { "\(major).\(minor)" }
}
