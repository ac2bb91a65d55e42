public import GPU

extension StepResult {
  /// What an hour of a GPU costs, in US dollars: the scenario's, or the 2 that the V3 report assumes (V3005).
  public var dollarsPerGPUHour: Double { scenario.training.dollarsPerGPUHour ?? 2 }

  /// What a step of the whole run costs, in US dollars.
  public var dollarsPerStep: Double? {
    scenario.training.gpus.map { Double($0) * Double(stepNanoseconds) / 3600e9 * dollarsPerGPUHour }
  }

  /// What a trillion tokens cost, in US dollars.
  public var dollarsPerTrillionTokens: Double? { gpuHoursPerTrillionTokens.map { $0 * dollarsPerGPUHour } }

  /// Tokens that the whole run trains on in a second.
  public var tokensPerSecond: Double? { tokensPerDay.map { $0 / 86_400 } }

  /// The power that the GPU's board is designed for, in watts, with its source; `nil` where it or the GPU is not known.
  public var boardWatts: Sourced<Int>? {
    scenario.modelRun.model == nil ? nil : GPUDevice.named(scenario.modelRun.device)?.boardWatts
  }

  /// The energy of a step's GPUs at most, in joules: each draws what its board is designed for all the time.
  public var mostJoulesPerStep: Double? {
    guard let boardWatts, let gpus = scenario.training.gpus else { return nil }
    return Double(gpus) * Double(boardWatts.value) * Double(stepNanoseconds) * 1e-9
  }

  /// The energy of the GPUs for a trillion tokens at most, in megawatt-hours.
  public var mostMegawattHoursPerTrillionTokens: Double? {
    guard let boardWatts, let hours = gpuHoursPerTrillionTokens else { return nil }
    return hours * Double(boardWatts.value) * 1e-6
  }
}
