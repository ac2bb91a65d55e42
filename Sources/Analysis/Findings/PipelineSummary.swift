public import Trace

/// What a pipeline schedule did with a step, as the chunks of a trace show it.
public struct PipelineSummary: Sendable, Equatable {
  /// The schedule's name; `nil` where the trace does not give it.
  public let schedule: String?
  /// Micro-batches of the step; `nil` where the trace does not give them.
  public let microBatches: Int?
  /// The step, in nanoseconds from the trace's origin.
  public let extent: Range<Int64>
  /// Idle time summed over the ranks and divided by them, in nanoseconds.
  public let bubble: Int64
  /// The bubble in per cent of the step.
  public let bubblePercent: Double
  /// The ranks, from the first.
  public let ranks: [Rank]
  /// What the simulator computed of the whole run, by its key; empty for a trace that says nothing of it.
  public let facts: [String: String]

  /// A rank of the pipeline.
  public struct Rank: Sendable, Equatable, Encodable {
    /// Its name.
    public let name: String
    /// Time with a chunk running, in nanoseconds.
    public let busy: Int64
    /// Time without, in nanoseconds.
    public let idle: Int64
    /// The most activations that it held at once.
    public let peakActivations: Int

    enum CodingKeys: String, CodingKey {
      case name
      case busy = "busy_ns"
      case idle = "idle_ns"
      case peakActivations = "peak_activations"
    }
  }

  /// The summary of a trace's chunks; `nil` where there are none.
  public init?(of trace: TraceTables) {
    guard let chart = PipelineChart(trace) else { return nil }
    schedule = chart.schedule
    microBatches = chart.microBatches
    extent = chart.step
    bubble = chart.bubbleNanoseconds
    bubblePercent = percent(chart.bubbleNanoseconds, of: chart.stepNanoseconds)
    ranks = chart.ranks.map {
      Rank(name: $0.name, busy: $0.busy, idle: $0.idle, peakActivations: $0.peakActivations)
    }
    facts = trace.info.facts
  }

  /// The step's length in nanoseconds.
  public var step: Int64 { extent.upperBound - extent.lowerBound }

  /// The ranks' activity on average: chunks count as compute, since their communication lies within them.
  var activity: ActivitySummary {
    let busy = step - bubble
    return ActivitySummary(busy: busy, idle: bubble, compute: busy, communication: 0, overlap: 0)
  }
}

extension PipelineSummary: Encodable {
  enum CodingKeys: String, CodingKey {
    case schedule
    case microBatches = "micro_batches"
    case step = "step_ns"
    case bubble = "bubble_ns"
    case bubblePercent = "bubble_percent"
    case ranks
    case facts
  }

  /// Writes the step, the bubble and the ranks.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(schedule, forKey: .schedule)
    try container.encode(microBatches, forKey: .microBatches)
    try container.encode(step, forKey: .step)
    try container.encode(bubble, forKey: .bubble)
    try container.encode(bubblePercent, forKey: .bubblePercent)
    try container.encode(ranks, forKey: .ranks)
    try container.encode(facts, forKey: .facts)
  }
}
