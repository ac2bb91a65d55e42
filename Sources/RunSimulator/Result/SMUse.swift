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
    guard let stageTimes, let model = scenario.modelRun.description, let tokens = scenario.tokensPerMicroBatch else {
      return nil
    }
    let maker = LaunchMaker(stageTimes, model, scenario.modelRun, tokens: tokens)
    var known: [String: (compute: Double, communication: Double)] = [:]
    var compute = 0.0
    var communication = 0.0
    for position in schedule.chunks.indices {
      let chunk = schedule.chunks[position]
      let key = stageTimes.signature(of: chunk)
      let parts = known[key] ?? Self.parts(of: maker.launches(of: chunk), span: stageTimes.cost(of: chunk).span)
      known[key] = parts
      let length = Double(ends[position] - starts[position])
      compute += parts.compute * length
      communication += parts.communication * length
    }
    let ranks = Double(max(1, schedule.ranks))
    var use = SMUse(
      compute: Int64((compute / ranks).rounded()), communication: Int64((communication / ranks).rounded()), idle: 0,
      multiprocessors: maker.multiprocessors)
    use.idle = Int64(maker.multiprocessors) * stepNanoseconds - use.compute - use.communication
    return use
  }

  /// SMs of each role over a chunk, on average. Where a kernel runs on SMs that a message takes meanwhile, they count as
  /// communication.
  private static func parts(of launches: [Launch], span: Int64) -> (compute: Double, communication: Double) {
    let messages = launches.filter(\.isMessage)
    var compute: Int64 = 0
    for launch in launches where !launch.isMessage {
      compute += (launch.end - launch.start) * Int64(launch.sms.count)
      for message in messages where message.start < launch.end && message.end > launch.start {
        let shared = launch.sms.clamped(to: message.sms).count
        compute -= (min(message.end, launch.end) - max(message.start, launch.start)) * Int64(shared)
      }
    }
    guard span > 0 else { return (0, 0) }
    let communication = messages.reduce(0) { $0 + ($1.end - $1.start) * Int64($1.sms.count) }
    return (Double(compute) / Double(span), Double(communication) / Double(span))
  }
}
