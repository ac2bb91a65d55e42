/// The visible range of time and the cursor in it, in nanoseconds from the trace's origin.
///
/// All arithmetic is on integers: zooming in and out again comes back to the same nanosecond.
public struct TimeWindow: Sendable, Equatable {
  /// The whole trace.
  public let extent: Range<Int64>
  /// What the views show.
  public private(set) var visible: Range<Int64>
  /// The time that every view is about.
  public private(set) var cursor: Int64

  /// The shortest range that can be shown: about a nanosecond a column.
  static let shortest: Int64 = 50

  /// A window on a whole trace, with the cursor at its start.
  public init(extent: Range<Int64>) {
    let extent = extent.isEmpty ? extent.lowerBound..<(extent.lowerBound + 1) : extent
    self.extent = extent
    visible = extent
    cursor = extent.lowerBound
  }

  /// How much time is visible.
  public var length: Int64 { visible.upperBound - visible.lowerBound }

  /// Shows a range, as far as it lies in the trace, and keeps the cursor inside.
  public mutating func show(_ range: Range<Int64>) {
    let whole = extent.upperBound - extent.lowerBound
    let length = min(max(range.upperBound - range.lowerBound, min(Self.shortest, whole)), whole)
    let start = min(max(range.lowerBound, extent.lowerBound), extent.upperBound - length)
    visible = start..<(start + length)
    cursor = min(max(cursor, visible.lowerBound), visible.upperBound - 1)
  }

  /// Shows the whole trace.
  public mutating func showAll() {
    show(extent)
  }

  /// Moves the visible range by a share of its length.
  public mutating func pan(by numerator: Int64, of denominator: Int64) {
    let step = max(1, length / denominator) * numerator
    show((visible.lowerBound + step)..<(visible.upperBound + step))
  }

  /// Halves (or by a negative factor doubles) what is visible and leaves `center` where it stands on the screen.
  public mutating func zoom(in isIn: Bool, around center: Int64) {
    let old = length
    let new = isIn ? max(Self.shortest, old / 2) : min(extent.upperBound - extent.lowerBound, old * 2)
    // Full width: the product of two nanosecond times of a long trace exceeds 64 bits.
    let offset = center - visible.lowerBound
    let product = new.multipliedFullWidth(by: offset)
    let kept = old.dividingFullWidth(product).quotient
    show((center - kept)..<(center - kept + new))
  }

  /// Moves the cursor to a time in the trace and brings it into view.
  public mutating func moveCursor(to time: Int64) {
    cursor = min(max(time, extent.lowerBound), extent.upperBound - 1)
    if cursor < visible.lowerBound || cursor >= visible.upperBound {
      let start = cursor - length / 2
      let target = cursor
      show(start..<(start + length))
      cursor = target
    }
  }

  /// Moves the cursor and turns the page when it leaves the view, as replay does: the eye keeps its place.
  public mutating func follow(_ time: Int64) {
    cursor = min(max(time, extent.lowerBound), extent.upperBound - 1)
    if cursor >= visible.upperBound {
      let length = length
      let target = cursor
      show(target..<(target + length))
      cursor = target
    } else if cursor < visible.lowerBound {
      let target = cursor
      show((target - length + 1)..<(target + 1))
      cursor = target
    }
  }

  /// Moves the cursor by columns of a chart that is `columns` wide.
  public mutating func moveCursor(columns delta: Int64, of columns: Int) {
    let step = max(1, length / Int64(max(1, columns)))
    moveCursor(to: cursor + step * delta)
  }

  /// The column of a time in a chart that is `columns` wide; outside the chart where it is not visible.
  public func column(of time: Int64, of columns: Int) -> Int {
    let offset = time - visible.lowerBound
    guard offset >= 0 else { return -1 }
    guard offset < length else { return columns }
    return Int(length.dividingFullWidth(offset.multipliedFullWidth(by: Int64(columns))).quotient)
  }

  /// The time at which a column of a chart that is `columns` wide begins.
  public func time(ofColumn column: Int, of columns: Int) -> Int64 {
    let clamped = Int64(min(max(0, column), columns))
    return visible.lowerBound
      + Int64(max(1, columns)).dividingFullWidth(length.multipliedFullWidth(by: clamped)).quotient
  }
}
