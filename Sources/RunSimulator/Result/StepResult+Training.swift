extension StepResult {
  /// Sequences that the whole run trains on in a step: micro-batches times pipelines; `nil` where the scenario does not
  /// say how many.
  public var sequencesPerStep: Int? {
    guard let gpus = scenario.training.gpus, let sequences = scenario.training.sequencesPerMicroBatch else {
      return nil
    }
    return gpus / (schedule.ranks * scenario.gpusPerRank) * schedule.microBatches * sequences
  }

  /// Tokens that the whole run trains on in a step.
  public var tokensPerStep: Double? {
    guard let sequencesPerStep, let length = scenario.training.sequenceLength else { return nil }
    return Double(sequencesPerStep) * Double(length)
  }

  /// Tokens that the whole run trains on in 24 hours of such steps.
  public var tokensPerDay: Double? {
    guard let tokensPerStep, stepNanoseconds > 0 else { return nil }
    return tokensPerStep * 86_400e9 / Double(stepNanoseconds)
  }

  /// Hours of one GPU that a trillion tokens take.
  public var gpuHoursPerTrillionTokens: Double? {
    guard let tokensPerDay, let gpus = scenario.training.gpus, tokensPerDay > 0 else { return nil }
    return 1e12 / tokensPerDay * 24 * Double(gpus)
  }

  /// Floating-point operations that training one token takes, attention counted as causal: the scenario's, or counted
  /// from its model; `nil` where neither is known.
  public var flopPerToken: Double? {
    if let given = scenario.training.flopPerToken { return given }
    guard let length = scenario.training.sequenceLength, let model = scenario.modelRun.description else { return nil }
    return model.flopPerToken(sequenceLength: length, causal: true)
  }

  /// Floating-point operations a second that one GPU achieves, attention counted as causal.
  public var flopPerSecondPerGPU: Double? {
    guard let tokensPerDay, let gpus = scenario.training.gpus, let flop = flopPerToken else { return nil }
    return tokensPerDay / 86_400 * flop / Double(gpus)
  }

  /// Model FLOP utilisation in percent of the peak that the scenario names (`training.peak_base`), attention counted as
  /// causal.
  public var mfuCausalPercent: Double? {
    guard let flopPerSecondPerGPU, let peak = scenario.training.peakFlopPerSecond else { return nil }
    return 100 * flopPerSecondPerGPU / peak
  }
  /// Floating-point operations that training one token takes, attention counted over the whole square of scores: the
  /// scenario's, or with a model the causal count and its other half of the scores; `nil` where neither is known.
  public var flopPerTokenNonCausal: Double? {
    if let given = scenario.training.flopPerTokenNonCausal { return given }
    guard let causal = flopPerToken, let length = scenario.training.sequenceLength,
      let model = scenario.modelRun.description
    else { return nil }
    return causal + model.flopPerToken(sequenceLength: length, causal: false)
      - model.flopPerToken(sequenceLength: length, causal: true)
  }

  /// Floating-point operations a second that one GPU achieves, attention counted as non-causal.
  public var flopPerSecondPerGPUNonCausal: Double? {
    guard let tokensPerDay, let gpus = scenario.training.gpus, let flop = flopPerTokenNonCausal else { return nil }
    return tokensPerDay / 86_400 * flop / Double(gpus)
  }

  /// Model FLOP utilisation as `mfuCausalPercent`, attention counted as non-causal.
  public var mfuNonCausalPercent: Double? {
    guard let flopPerSecondPerGPUNonCausal, let peak = scenario.training.peakFlopPerSecond else { return nil }
    return 100 * flopPerSecondPerGPUNonCausal / peak
  }
}
