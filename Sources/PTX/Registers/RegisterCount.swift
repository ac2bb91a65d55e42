/// The registers of a thread, and where the number comes from.
public struct RegisterCount: Sendable, Hashable {
  /// Where a number of registers comes from.
  public enum Origin: String, Sendable, Hashable {
    /// The user's `ptxas` has compiled the kernel.
    case ptxas
    /// `ptxas` compiled it when it was recorded with a bundled kernel.
    case recorded
    /// It was estimated from the PTX.
    case estimated
  }

  /// 32-bit registers of a thread.
  public var count: Int
  /// Where the number comes from.
  public var origin: Origin

  /// A number of registers.
  public init(_ count: Int, origin: Origin) {
    self.count = count
    self.origin = origin
  }
}
