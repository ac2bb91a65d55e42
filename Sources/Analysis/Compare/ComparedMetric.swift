/// A number of two things side by side.
public struct ComparedMetric: Sendable, Equatable, Encodable {
  /// Which way is better.
  public enum Direction: Sendable, Equatable {
    /// Less is.
    case lower
    /// More is.
    case higher
    /// Neither by itself.
    case neither
  }

  /// How it is written.
  public enum Unit: Sendable, Equatable {
    /// A duration in nanoseconds.
    case nanoseconds
    /// Bytes.
    case bytes
    /// Per cent.
    case percent
    /// A count.
    case count
    /// Any number.
    case number
  }

  /// The key, with its unit.
  public let key: String
  /// What people read.
  public let title: String
  /// Of the first.
  public let first: Double
  /// Of the second.
  public let second: Double
  /// How it is written.
  public let unit: Unit
  /// Which way is better.
  public let direction: Direction

  /// The second less the first.
  public var difference: Double { second - first }

  /// The difference in per cent of the first; `nil` where that is 0.
  public var relativePercent: Double? { first == 0 ? nil : 100 * difference / first }

  /// Whether the second is better; `nil` where neither is, or by less than one per cent.
  public var secondIsBetter: Bool? {
    guard direction != .neither, abs(difference) > 0.01 * max(abs(first), abs(second)) else { return nil }
    return (difference < 0) == (direction == .lower)
  }

  /// The value of one side as people read it.
  public func text(_ value: Double) -> String {
    switch unit {
    case .nanoseconds: Quantity.duration(Int64(value.rounded()))
    case .bytes: Quantity.bytes(Int64(value.rounded()))
    case .percent: Quantity.percent(value)
    case .count: Quantity.count(Int(value.rounded()))
    case .number: Quantity.significant(value)
    }
  }

  /// The difference as people read it: in points for shares, else in per cent.
  public var differenceText: String {
    func signed(_ text: String, _ value: Double) -> String { value > 0 ? "+" + text : text }
    if unit == .percent { return signed(Quantity.fixed(difference, digits: 1), difference) }
    guard let relative = relativePercent else { return difference == 0 ? "0" : signed(text(difference), difference) }
    return signed(Quantity.fixed(relative, digits: 1) + " %", relative)
  }

  /// `better`, `worse`, or nothing, of the second.
  public var verdict: String { secondIsBetter.map { $0 ? "better" : "worse" } ?? "" }

  enum CodingKeys: String, CodingKey {
    case key = "metric"
    case first, second, difference
    case relativePercent = "difference_percent"
    case better
  }

  /// Writes both sides, the difference, and which is better.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(key, forKey: .key)
    try container.encode(first, forKey: .first)
    try container.encode(second, forKey: .second)
    try container.encode(difference, forKey: .difference)
    try container.encode(relativePercent, forKey: .relativePercent)
    try container.encode(secondIsBetter.map { $0 ? "second" : "first" }, forKey: .better)
  }
}
