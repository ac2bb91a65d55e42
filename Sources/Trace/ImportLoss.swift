/// What could not be read of the file that a trace came from.
public struct ImportLoss: Sendable, Equatable {
  /// Events that were skipped because they could not be read.
  public var skippedEvents: Int
  /// The byte of the (decompressed) source where the first of them began; `nil` where nothing was lost.
  public var firstByte: Int64?
  /// Why the first one was skipped, in a few words; empty where nothing was lost.
  public var firstReason: String
  /// Events whose negative or missing duration was taken as 0.
  public var repairedDurations: Int
  /// Whether the source ended in the middle of an event or before its closing brackets.
  public var truncated: Bool

  /// A loss; by default none.
  public init(
    skippedEvents: Int = 0, firstByte: Int64? = nil, firstReason: String = "", repairedDurations: Int = 0,
    truncated: Bool = false
  ) {
    self.skippedEvents = skippedEvents
    self.firstByte = firstByte
    self.firstReason = firstReason
    self.repairedDurations = repairedDurations
    self.truncated = truncated
  }
}
