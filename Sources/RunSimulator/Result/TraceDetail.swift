/// What of a step is recorded kernel by kernel, and what CTA by CTA.
public struct TraceDetail: Sendable, Equatable {
  /// The ranks.
  public var ranks: [Int]
  /// The micro-batches: chunks that work on one of them; all where `nil`.
  public var microBatches: ClosedRange<Int>?
  /// Chunks at these places of their rank's order, from 0; all where `nil`.
  public var places: ClosedRange<Int>?
  /// Chunks that start within this time of the step, in nanoseconds; all where `nil`.
  public var times: Range<Int64>?
  /// Kernels that start within this time of the step are recorded CTA by CTA, SM by SM; none where `nil`. Of an excerpt
  /// the time counts from its beginning.
  public var ctas: Range<Int64>?
  /// Whether nothing else is recorded: the chunks then are ranges above the streams, and time begins with the first.
  public var isExcerpt: Bool

  /// A detail.
  public init(
    ranks: [Int], microBatches: ClosedRange<Int>? = nil, places: ClosedRange<Int>? = nil, times: Range<Int64>? = nil,
    ctas: Range<Int64>? = nil, isExcerpt: Bool = false
  ) {
    self.ranks = ranks
    self.microBatches = microBatches
    self.places = places
    self.times = times
    self.ctas = ctas
    self.isExcerpt = isExcerpt
  }

  /// Whether a chunk at a place of its rank's order that starts at a time belongs to it.
  func includes(_ chunk: Chunk, place: Int, start: Int64) -> Bool {
    if let places, !places.contains(place) { return false }
    if let times, !times.contains(start) { return false }
    guard let microBatches else { return true }
    return microBatches.contains(Int(chunk.pass.microBatch))
      || microBatches.contains(Int(chunk.backwardPass.microBatch))
  }
}
