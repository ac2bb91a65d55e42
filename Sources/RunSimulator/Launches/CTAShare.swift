import GPU
import Trace

/// How a launch's CTAs are shared among its SMs: SMs with equally many, and how much of the launch's time they are held.
///
/// CTAs are all alike and handed out evenly, so an SM is held for its waves' part of the most that any SM has. This is the
/// model's rule, not a measurement.
struct CTAShare: Sendable, Equatable {
  /// The SMs.
  var sms: Range<Int>
  /// CTAs of each.
  var ctas: Int
  /// Waves of each.
  var waves: Int
  /// Waves of the SMs that have most.
  var mostWaves: Int

  /// The shares of a launch; none where its shape or its SMs are not known.
  static func shares(of launch: Launch, on gpu: GPUDevice) -> [CTAShare] {
    guard !launch.sms.isEmpty, let shape = launch.shape,
      let occupancy = try? gpu.occupancy(
        threadsPerCTA: shape.threadsPerCTA, registersPerThread: shape.registersPerThread ?? 0,
        sharedBytesPerCTA: shape.sharedBytes ?? 0), occupancy.ctasPerSM > 0
    else { return [] }
    let (each, over) = shape.ctaCount.quotientAndRemainder(dividingBy: launch.sms.count)
    func waves(_ ctas: Int) -> Int { (ctas + occupancy.ctasPerSM - 1) / occupancy.ctasPerSM }
    let most = waves(over > 0 ? each + 1 : each)
    let split = launch.sms.lowerBound + over
    return [
      CTAShare(sms: launch.sms.lowerBound..<split, ctas: each + 1, waves: waves(each + 1), mostWaves: most),
      CTAShare(sms: split..<launch.sms.upperBound, ctas: each, waves: waves(each), mostWaves: most),
    ].filter { !$0.sms.isEmpty && $0.ctas > 0 }
  }
}
