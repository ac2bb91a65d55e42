/// CTAs of a kernel that stay on the same SMs for a while.
public struct SMResidency: Sendable, Equatable {
  /// The kernel's position in `SMAllocation.kernels`.
  public var kernel: Int
  /// From when to when, in nanoseconds from the trace's origin.
  public var time: Range<Int64>
  /// The placement, a position in `SMAllocation.placements`: CTAs on each SM.
  public var placement: Int
}
