/// Disjoint half-open intervals of time in ascending order: the union of whatever was put in.
///
/// Busy times are lengths of unions, never sums: two kernels that run at once make the GPU busy once.
public struct IntervalSet: Sendable, Equatable {
  /// The intervals; none is empty, none touches the next.
  public private(set) var intervals: [Range<Int64>] = []

  /// The empty set.
  public init() {}

  /// The union of intervals that come in ascending order of their start.
  public init(ascending: some Sequence<Range<Int64>>) {
    for interval in ascending { insert(ascending: interval) }
  }

  /// Adds an interval that starts no earlier than the one added last.
  public mutating func insert(ascending interval: Range<Int64>) {
    guard !interval.isEmpty else { return }
    if let last = intervals.last, interval.lowerBound <= last.upperBound {
      assert(interval.lowerBound >= last.lowerBound || intervals.count == 1, "intervals must ascend")
      if interval.upperBound > last.upperBound {
        intervals[intervals.count - 1] = last.lowerBound..<interval.upperBound
      }
    } else {
      intervals.append(interval)
    }
  }

  /// The length of the union, in nanoseconds.
  public var length: Int64 {
    intervals.reduce(0) { $0 + ($1.upperBound - $1.lowerBound) }
  }

  /// The length of what this set and another have in common, in nanoseconds.
  ///
  /// - Complexity: O(n + m).
  public func commonLength(with other: IntervalSet) -> Int64 {
    var total: Int64 = 0
    var left = 0
    var right = 0
    while left < intervals.count && right < other.intervals.count {
      let a = intervals[left]
      let b = other.intervals[right]
      total += max(0, min(a.upperBound, b.upperBound) - max(a.lowerBound, b.lowerBound))
      if a.upperBound < b.upperBound { left += 1 } else { right += 1 }
    }
    return total
  }

  /// What the set leaves free between its first and last interval.
  public var gaps: [Range<Int64>] {
    zip(intervals, intervals.dropFirst()).map { $0.upperBound..<$1.lowerBound }
  }
}
