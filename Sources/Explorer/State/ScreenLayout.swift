public import Terminal

/// Where the parts of the screen stand: a header line, a line of views, the view, and a footer.
public struct ScreenLayout: Sendable, Equatable {
  /// The smallest screen on which the views work.
  public static let minimum = Size(width: 60, height: 16)

  /// The whole screen.
  public let size: Size

  /// The layout of a screen.
  public init(size: Size) {
    self.size = size
  }

  /// Whether the screen is large enough.
  public var fits: Bool { size.width >= Self.minimum.width && size.height >= Self.minimum.height }

  /// The lines of the view, between the line of views and the footer.
  public var viewHeight: Int { max(0, size.height - 4) }

  /// The first line of the view.
  public var viewTop: Int { 3 }

  /// The width of the rows' labels in charts over time.
  public var labelWidth: Int { size.width >= 120 ? 22 : size.width >= 100 ? 18 : 14 }

  /// The columns of charts over time.
  public var chartColumns: Int { max(1, size.width - labelWidth - 2) }

  /// The lines below the timeline's rows: the SMs and the selected slice.
  public var detailHeight: Int { size.height >= 40 ? 9 : 6 }

  /// The rows of the timeline that fit: the axis stands above them, the details below.
  public var timelineRows: Int { max(1, viewHeight - 1 - detailHeight) }

  /// The rows of the kernels' table that fit below its heading and above the selected kernel's detail.
  public var tableRows: Int { max(1, viewHeight - 1 - tableDetailHeight) }

  /// The lines below the kernels' table.
  public var tableDetailHeight: Int { 5 }
}
