/// Whose the SMs of a mean rank's GPU were in a step, in SM-nanoseconds, as the simulation gives them out; where experts
/// are uneven, of the GPU whose load is nearest to the mean.
public struct SMUse: Sendable, Equatable {
  /// Held by kernels that compute.
  public var compute: Int64
  /// Held by communication.
  public var communication: Int64
  /// Held by neither; the optimizer, whose kernels are not modelled, counts as such.
  public var idle: Int64
  /// SMs of the GPU.
  public var multiprocessors: Int
}

extension StepResult {
  /// Whose the SMs were; `nil` where chunk times do not follow from a model.
  public var smUse: SMUse? {
    guard let stageTimes, let model = scenario.modelRun.description else { return nil }
    let run = scenario.modelRun
    let heldSMs = model.experts > 0 ? run.allToAll.heldSMs : 0
    var known: [String: (compute: Double, communication: Double)] = [:]
    var compute = 0.0
    var communication = 0.0
    for position in schedule.chunks.indices {
      let chunk = schedule.chunks[position]
      let key = stageTimes.signature(of: chunk)
      let parts: (compute: Double, communication: Double)
      if let same = known[key] {
        parts = same
      } else {
        let spans = stageTimes.timeline(of: chunk).spans
        let sms = stageTimes.sms(spans, of: chunk, heldSMs: heldSMs, multiprocessors: run.multiprocessors)
        parts = Self.parts(spans, sms, length: stageTimes.cost(of: chunk).span)
        known[key] = parts
      }
      let length = Double(ends[position] - starts[position])
      compute += parts.compute * length
      communication += parts.communication * length
    }
    let ranks = Double(max(1, schedule.ranks))
    var use = SMUse(
      compute: Int64((compute / ranks).rounded()), communication: Int64((communication / ranks).rounded()), idle: 0,
      multiprocessors: run.multiprocessors)
    use.idle = Int64(run.multiprocessors) * stepNanoseconds - use.compute - use.communication
    return use
  }

  /// SMs of each role over a chunk, on average. Where a kernel runs on SMs that a message takes meanwhile, they count as
  /// communication.
  private static func parts(
    _ spans: [ChunkTimeline.Span], _ sms: [Range<Int>], length: Int64
  ) -> (compute: Double, communication: Double) {
    let messages = spans.indices.filter { spans[$0].isCommunication }
    var compute: Int64 = 0
    // Messages follow each other, and so do kernels.
    var first = 0
    for index in spans.indices where !spans[index].isCommunication {
      let kernel = spans[index]
      compute += (kernel.end - kernel.start) * Int64(sms[index].count)
      while first < messages.count && spans[messages[first]].end <= kernel.start { first += 1 }
      for place in messages[first...] {
        let message = spans[place]
        if message.start >= kernel.end { break }
        let shared = sms[index].clamped(to: sms[place]).count
        compute -= (min(message.end, kernel.end) - max(message.start, kernel.start)) * Int64(shared)
      }
    }
    guard length > 0 else { return (0, 0) }
    let communication = messages.reduce(0) { $0 + (spans[$1].end - spans[$1].start) * Int64(sms[$1].count) }
    return (Double(compute) / Double(length), Double(communication) / Double(length))
  }
}
