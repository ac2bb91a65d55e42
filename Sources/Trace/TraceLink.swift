/// That one span leads to another.
public struct TraceLink: Sendable, Equatable, BitwiseCopyable {
  /// What the link means. The raw value is stored in trace files.
  public enum Kind: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    /// A host call launched GPU work. One graph launch leads to many kernels.
    case launch = 0
    /// The profiler drew a flow, such as from a forward operator to its backward.
    case flow = 1
    /// The target could not start before the source ended.
    case dependency = 2
  }

  /// The id of the span that it starts from.
  public var source: Int64
  /// The id of the span that it leads to.
  public var target: Int64
  /// What it means.
  public var kind: Kind

  /// A link between two spans of one trace.
  @inlinable
  public init(source: Int64, target: Int64, kind: Kind) {
    self.source = source
    self.target = target
    self.kind = kind
  }
}
