/// How a duration is spread over many events, in nanoseconds.
public struct Distribution: Sendable, Equatable, Encodable {
  /// How many events there were.
  public let count: Int
  /// Their sum.
  public let total: Int64
  /// The smallest.
  public let minimum: Int64
  /// The middle one; the mean of the two in the middle where their number is even.
  public let median: Int64
  /// The smallest that at least 99 of 100 events do not exceed (nearest rank).
  public let percentile99: Int64
  /// The largest.
  public let maximum: Int64

  enum CodingKeys: String, CodingKey {
    case count
    case total = "total_ns"
    case minimum = "min_ns"
    case median = "median_ns"
    case percentile99 = "p99_ns"
    case maximum = "max_ns"
  }

  /// The distribution of these values; `nil` where there are none. The values are sorted in place.
  public init?(_ values: inout [Int64]) {
    guard !values.isEmpty else { return nil }
    values.sort()
    count = values.count
    total = values.reduce(0, +)
    minimum = values[0]
    maximum = values[values.count - 1]
    let middle = values.count / 2
    median =
      values.count.isMultiple(of: 2)
      ? values[middle - 1] + (values[middle] - values[middle - 1]) / 2 : values[middle]
    percentile99 = values[(values.count * 99 + 99) / 100 - 1]
  }
}
