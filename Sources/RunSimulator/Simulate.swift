/// Simulates one training step, chunk by chunk.
///
/// - Parameter table: the kernel times from which chunk times of a model follow.
/// - Throws: `RunError` where the scenario contradicts itself, its schedule has no order for it, or the step cannot be
///   counted in nanoseconds.
public func simulate(
  _ scenario: Scenario, table: KernelTimeTable = .bundled
) throws(RunError) -> StepResult {
  try scenario.check()
  let schedule = try scenario.schedule.schedule(
    ranks: scenario.pipeline.ranks, microBatches: scenario.pipeline.microBatches,
    interleaving: scenario.interleaving)
  return try run(schedule, scenario, table)
}

/// Simulates one training step with an order of one's own in place of the scenario's schedule and pipeline.
///
/// - Throws: `RunError.deadlock` for an order that cannot run, and what `simulate(_:)` throws.
public func simulate(_ schedule: Schedule, _ scenario: Scenario) throws(RunError) -> StepResult {
  var scenario = scenario
  scenario.pipeline = Scenario.Pipeline(ranks: schedule.ranks, microBatches: schedule.microBatches)
  try scenario.checkEach()
  try scenario.checkTimes(
    stages: schedule.stages, hasPairs: schedule.chunks.contains { $0.kind == .overlappedPair })
  try scenario.checkSize()
  return try run(schedule, scenario, .bundled)
}

private func run(
  _ schedule: Schedule, _ scenario: Scenario, _ table: KernelTimeTable
) throws(RunError) -> StepResult {
  var scenario = scenario
  let durations: ChunkDurations
  let times = try scenario.stageTimes(stages: schedule.stages, table: table)
  if let times {
    durations = ChunkDurations(times, jitterPercent: scenario.chunks.jitterPercent, seed: scenario.seed)
    scenario.fillDerivedTimes()
  } else {
    durations = ChunkDurations(scenario.chunks, schedule, seed: scenario.seed)
  }
  let execution = try Execution(schedule, durations, latency: scenario.pointToPoint ?? 0)
  return try StepResult(scenario, schedule, execution, times)
}
