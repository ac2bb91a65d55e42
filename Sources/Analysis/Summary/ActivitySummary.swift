/// How the time of a GPU divides into work, communication and idleness, in nanoseconds of interval unions.
public struct ActivitySummary: Sendable, Equatable, Encodable {
  /// Something ran.
  public let busy: Int64
  /// Nothing ran, between the first kernel's start and the last one's end.
  public let idle: Int64
  /// Compute ran.
  public let compute: Int64
  /// Communication ran.
  public let communication: Int64
  /// Both ran at once.
  public let overlap: Int64

  /// Communication ran and no compute did: what the schedule could not hide.
  public var exposedCommunication: Int64 { communication - overlap }

  /// The share of communication that compute hides, in per cent; `nil` without communication.
  public var hiddenPercent: Double? {
    communication > 0 ? percent(overlap, of: communication) : nil
  }

  enum CodingKeys: String, CodingKey {
    case busy = "busy_ns"
    case idle = "idle_ns"
    case compute = "compute_ns"
    case communication = "communication_ns"
    case overlap = "overlap_ns"
    case exposedCommunication = "exposed_communication_ns"
    case hiddenPercent = "communication_hidden_percent"
  }

  /// Writes the stored figures and the ones that follow from them.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(busy, forKey: .busy)
    try container.encode(idle, forKey: .idle)
    try container.encode(compute, forKey: .compute)
    try container.encode(communication, forKey: .communication)
    try container.encode(overlap, forKey: .overlap)
    try container.encode(exposedCommunication, forKey: .exposedCommunication)
    try container.encode(hiddenPercent, forKey: .hiddenPercent)
  }

  /// An activity of figures that are known.
  init(busy: Int64, idle: Int64, compute: Int64, communication: Int64, overlap: Int64) {
    self.busy = busy
    self.idle = idle
    self.compute = compute
    self.communication = communication
    self.overlap = overlap
  }

  /// The activity of unions within a span of time.
  init(compute: IntervalSet, communication: IntervalSet, within span: Range<Int64>) {
    let overlap = compute.commonLength(with: communication)
    self.compute = compute.length
    self.communication = communication.length
    self.overlap = overlap
    busy = self.compute + self.communication - overlap
    idle = Int64(span.count) - busy
  }
}

/// A part of a whole in per cent, rounded to a ten-thousandth so that reports are stable; 0 of nothing is 0.
func percent(_ part: Int64, of whole: Int64) -> Double {
  whole == 0 ? 0 : (Double(part) / Double(whole) * 1_000_000).rounded() / 10_000
}
