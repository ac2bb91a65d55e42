public import Trace

/// The schedule that a trace's rank tracks show: what each rank ran, and when and why it was idle.
public struct PipelineChart: Sendable {
  /// The ranks, in the order of their tracks.
  public let ranks: [PipelineRank]
  /// The chunks, rank after rank, each rank's by start.
  public let chunks: [PipelineChunk]
  /// The step, from the first chunk's start to the last one's end, in nanoseconds from the trace's origin.
  public let step: Range<Int64>
  /// The schedule's name as the trace gives it.
  public let schedule: String?
  /// Micro-batches of the step as the trace gives them.
  public let microBatches: Int?
  /// For each chunk, the end of what its rank ran up to and with it.
  let busyUntil: [Int64]

  /// The chart of a trace; `nil` where no rank has a chunk.
  public init?(_ trace: TraceTables) {
    let tracks = trace.tracks.indices.filter { trace.tracks[$0].kind == .rank }
      .sorted { (trace.tracks[$0].order, $0) < (trace.tracks[$1].order, $1) }
    var chunks: [PipelineChunk] = []
    var ranges: [Range<Int>] = []
    for (rank, track) in tracks.enumerated() {
      let first = chunks.count
      for lane in trace.lanes where Int(lane.track.rawValue) == track {
        for span in lane.spans { chunks.append(PipelineChunk(span: span, rank: rank, trace)) }
      }
      // Lanes are ordered each; only where chunks overlap are there several.
      chunks[first...].sort { ($0.time.lowerBound, $0.span) < ($1.time.lowerBound, $1.span) }
      ranges.append(first..<chunks.count)
    }
    guard let start = chunks.lazy.map(\.time.lowerBound).min(), let end = chunks.lazy.map(\.time.upperBound).max()
    else { return nil }
    step = start..<end

    var busyUntil: [Int64] = []
    busyUntil.reserveCapacity(chunks.count)
    var ranks: [PipelineRank] = []
    for (track, range) in zip(tracks, ranges) {
      ranks.append(
        Self.rank(trace.tracks[track], TrackID(rawValue: UInt32(track)), range, chunks, start..<end, &busyUntil))
    }
    Self.findCauses(trace, ranks, busyUntil, &chunks)
    self.ranks = ranks
    self.chunks = chunks
    self.busyUntil = busyUntil
    schedule = trace.info.facts["schedule"]
    microBatches = trace.info.facts["micro_batches"].flatMap { Int($0) }
  }

  /// The step's length in nanoseconds.
  public var stepNanoseconds: Int64 { step.upperBound - step.lowerBound }

  /// Idle time summed over the ranks and divided by them, in nanoseconds, rounded down.
  public var bubbleNanoseconds: Int64 { Int64(ranks.reduce(Int128(0)) { $0 + Int128($1.idle) } / Int128(ranks.count)) }

  /// The bubble as a share of the step.
  public var bubblePercent: Double {
    stepNanoseconds == 0 ? 0 : 100 * Double(bubbleNanoseconds) / Double(stepNanoseconds)
  }

  /// The most activations that any rank held at once.
  public var peakActivations: Int { ranks.map(\.peakActivations).max() ?? 0 }

  /// Sums a rank up and appends the ends of what it ran.
  private static func rank(
    _ track: Track, _ id: TrackID, _ range: Range<Int>, _ chunks: [PipelineChunk], _ step: Range<Int64>,
    _ busyUntil: inout [Int64]
  ) -> PipelineRank {
    var busy: Int64 = 0
    var byCategory: [SpanCategory: Int64] = [:]
    var until = step.lowerBound
    var held = 0
    var peak = 0
    for index in range {
      let chunk = chunks[index]
      let end = chunk.time.upperBound
      busy += max(0, end - max(until, chunk.time.lowerBound))
      until = max(until, end)
      busyUntil.append(until)
      byCategory[chunk.category, default: 0] += end - chunk.time.lowerBound
      if chunk.category == .forward || chunk.category == .overlappedPair { held += 1 }
      peak = max(peak, held)
      switch chunk.category {
      case .backward, .weightGradient, .overlappedPair: held -= 1
      default: break
      }
    }
    return PipelineRank(
      track: id, name: track.name, chunks: range, busy: busy, idle: step.upperBound - step.lowerBound - busy,
      busyByCategory: byCategory, peakActivations: peak)
  }

  /// Finds for each chunk what let it start: of the links that lead to it the one that ended last, unless its rank was
  /// busy until then anyway.
  private static func findCauses(
    _ trace: TraceTables, _ ranks: [PipelineRank], _ busyUntil: [Int64], _ chunks: inout [PipelineChunk]
  ) {
    // By id: a trace may have been loaded in part.
    var chunkOfSpan: [Int64: Int] = Dictionary(minimumCapacity: chunks.count)
    for index in chunks.indices { chunkOfSpan[trace.spans[chunks[index].span].id] = index }
    for link in trace.links where link.kind == .dependency {
      guard let source = chunkOfSpan[link.source], let target = chunkOfSpan[link.target],
        chunks[source].time.upperBound <= chunks[target].time.lowerBound
      else { continue }
      // Chunks without duration could lead to each other in a circle: a cause is always earlier in this order.
      let earlier = (chunks[source].time.lowerBound, source) < (chunks[target].time.lowerBound, target)
      guard earlier else { continue }
      if let known = chunks[target].cause, chunks[known].time.upperBound >= chunks[source].time.upperBound { continue }
      chunks[target].cause = source
    }
    for rank in ranks {
      for index in rank.chunks.dropFirst() where busyUntil[index - 1] >= chunks[index].time.lowerBound {
        chunks[index].cause = index - 1
      }
    }
  }
}

extension PipelineChunk {
  fileprivate init(span: Int, rank: Int, _ trace: TraceTables) {
    let source = trace.spans[span]
    self.span = span
    self.rank = rank
    time = source.start..<source.end
    category = source.category
    if source.arguments != .empty && category.isPipelineChunk {
      trace.names.withBytes(of: source.arguments) { text in
        microBatch = text.integer(of: "micro_batch")
        stage = text.integer(of: "stage")
        direction = text.integer(of: "direction")
        if category == .overlappedPair { backwardMicroBatch = text.integer(of: "backward_micro_batch") }
      }
    }
  }
}
