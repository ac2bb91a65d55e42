import RunSimulator

/// The step in which schedules are compared on paper: F = B = W, a pair as long as its parts.
func unitScenario(
  _ schedule: ScheduleName, ranks: Int, microBatches: Int, forward: Int64 = 1, inputGradient: Int64 = 1,
  weightGradient: Int64 = 1, pair: Int64? = 3
) -> Scenario {
  Scenario(
    name: "test", schedule: schedule, pipeline: .init(ranks: ranks, microBatches: microBatches),
    chunks: .init(
      forward: forward, inputGradient: inputGradient, weightGradient: weightGradient, overlappedPair: pair))
}
