public import Analysis
public import Trace

/// Everything that is known of the slice under the cursor.
public struct SliceDetail: Sendable, Equatable {
  /// Where it was looked for.
  public struct Request: Sendable, Equatable {
    /// The row, as a position in the outline.
    public var row: Int
    /// The time.
    public var time: Int64

    /// A request.
    public init(row: Int, time: Int64) {
      self.row = row
      self.time = time
    }
  }

  /// A span at the other end of a link.
  public struct Linked: Sendable, Equatable {
    /// What the link means.
    public var kind: TraceLink.Kind
    /// The span.
    public var span: TraceSpan
    /// Its name.
    public var name: String

    /// A linked span.
    public init(kind: TraceLink.Kind, span: TraceSpan, name: String) {
      self.kind = kind
      self.span = span
      self.name = name
    }
  }

  /// Where it was looked for.
  public var request: Request
  /// The slice; `nil` where the row is idle at that time.
  public var span: TraceSpan?
  /// Its full name.
  public var name: String
  /// Its launch shape, for kernels.
  public var shape: LaunchShape?
  /// The occupancy that the shape allows; `nil` where the device or the shape is not known.
  public var residency: KernelShapeSummary.Residency?
  /// Its further arguments as JSON text; empty where there are none.
  public var arguments: String
  /// What led to it.
  public var incoming: [Linked]
  /// What it led to.
  public var outgoing: [Linked]

  /// The detail of a slice, or of an idle place.
  public init(
    request: Request, span: TraceSpan? = nil, name: String = "", shape: LaunchShape? = nil,
    residency: KernelShapeSummary.Residency? = nil, arguments: String = "", incoming: [Linked] = [],
    outgoing: [Linked] = []
  ) {
    self.request = request
    self.span = span
    self.name = name
    self.shape = shape
    self.residency = residency
    self.arguments = arguments
    self.incoming = incoming
    self.outgoing = outgoing
  }
}
