/// What a sweep found at one combination of values.
public struct SweepPoint: Sendable, Equatable, Codable {
  /// Its number within the sweep, counted from 0.
  public let index: Int
  /// The knobs' values, in the order of the knobs.
  public let values: [String]
  /// Why there is no such step; the other numbers are then missing.
  public let refusal: String?
  /// Micro-batches of the step.
  public let microBatches: Int?
  /// The whole step, in nanoseconds.
  public let step: Int64?
  /// The mean rank's bubble, in nanoseconds.
  public let bubble: Int64?
  /// The bubble as a share of the step.
  public let bubblePercent: Double?
  /// The most activations that a rank held, in shares of the model that a rank has.
  public let peakActivations: Double?
  /// Tokens of the whole run in 24 hours.
  public let tokensPerDay: Double?
  /// Hours of one GPU that a trillion tokens take.
  public let gpuHoursPerTrillionTokens: Double?
  /// Model FLOP utilisation in percent of the scenario's peak, attention counted as causal.
  public let mfuCausalPercent: Double?

  enum CodingKeys: String, CodingKey {
    case index
    case values
    case refusal
    case microBatches = "micro_batches"
    case step = "step_ns"
    case bubble = "bubble_ns"
    case bubblePercent = "bubble_percent"
    case peakActivations = "peak_activations"
    case tokensPerDay = "tokens_per_day"
    case gpuHoursPerTrillionTokens = "gpu_hours_per_trillion_tokens"
    case mfuCausalPercent = "mfu_causal_percent"
  }

  init(index: Int, values: [String], _ result: StepResult) {
    self.index = index
    self.values = values
    refusal = nil
    microBatches = result.schedule.microBatches
    step = result.stepNanoseconds
    bubble = result.bubbleNanoseconds
    bubblePercent = result.bubblePercent
    peakActivations = Double(result.peakActivations) / Double(result.schedule.stagesPerRank)
    tokensPerDay = result.tokensPerDay
    gpuHoursPerTrillionTokens = result.gpuHoursPerTrillionTokens
    mfuCausalPercent = result.mfuCausalPercent
  }

  init(index: Int, values: [String], refusal: String) {
    self.index = index
    self.values = values
    self.refusal = refusal
    microBatches = nil
    step = nil
    bubble = nil
    bubblePercent = nil
    peakActivations = nil
    tokensPerDay = nil
    gpuHoursPerTrillionTokens = nil
    mfuCausalPercent = nil
  }

  /// What points are compared by: tokens a day, or where the scenario does not say what a step trains on, micro-batches a
  /// second. More is better; `nil` for a refused point.
  public var speed: Double? {
    if let tokensPerDay { return tokensPerDay }
    guard let microBatches, let step, step > 0 else { return nil }
    return Double(microBatches) * 1e9 / Double(step)
  }
}
