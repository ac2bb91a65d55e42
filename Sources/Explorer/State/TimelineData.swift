public import Trace
public import TraceFile

/// What the timeline shows: for each row the columns' contents, and the slices where they are few enough to be labelled.
public struct TimelineData: Sendable, Equatable {
  /// What was asked for; data for another request is stale.
  public struct Request: Sendable, Equatable {
    /// The visible range.
    public var range: Range<Int64>
    /// The columns of the chart.
    public var columns: Int
    /// The visible rows, as positions in the outline.
    public var rows: Range<Int>

    /// A request.
    public init(range: Range<Int64>, columns: Int, rows: Range<Int>) {
      self.range = range
      self.columns = columns
      self.rows = rows
    }
  }

  /// A slice that is wide enough for a label.
  public struct Slice: Sendable, Equatable {
    /// The span.
    public var span: TraceSpan
    /// Its name.
    public var name: String

    /// A slice.
    public init(span: TraceSpan, name: String) {
      self.span = span
      self.name = name
    }
  }

  /// A row of the chart.
  public struct Row: Sendable, Equatable {
    /// What each column holds.
    public var cells: [StripCell]
    /// The slices wide enough for a label, in order.
    public var slices: [Slice]

    /// A row.
    public init(cells: [StripCell], slices: [Slice]) {
      self.cells = cells
      self.slices = slices
    }
  }

  /// What was asked for.
  public var request: Request
  /// The rows, in the order of the request.
  public var rows: [Row]

  /// Data for a request.
  public init(request: Request, rows: [Row]) {
    self.request = request
    self.rows = rows
  }
}
