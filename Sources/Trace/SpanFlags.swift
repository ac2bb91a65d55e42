/// What was wrong with a span in the file that it came from. The raw values are stored in trace files.
public struct SpanFlags: OptionSet, Sendable, BitwiseCopyable {
  /// The bits.
  public let rawValue: UInt8

  /// The flags with these bits.
  @inlinable
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The source gave no duration; the span has 0.
  public static let durationMissing = SpanFlags(rawValue: 1)
  /// The source gave a negative duration; the span has 0.
  public static let durationNegative = SpanFlags(rawValue: 2)
  /// The source began the span and never ended it; it ends with the trace.
  public static let unfinished = SpanFlags(rawValue: 4)
}
