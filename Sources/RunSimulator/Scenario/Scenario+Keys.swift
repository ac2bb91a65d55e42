extension Scenario {
  /// Every key of a scenario, in the order in which help lists them.
  public static let keys: [ScenarioKey] = generalKeys + chunkKeys + trainingKeys + modelKeys + expertKeys

  /// A quarter of an hour: longer than any chunk, short enough that no step overflows nanoseconds.
  private static let times: ClosedRange<Int64> = 0...1_000_000_000_000

  private static let generalKeys: [ScenarioKey] = [
    .text(
      "name", "the scenario's name", isRequired: true, get: { $0.name },
      set: { (scenario, value) throws(ScenarioKey.Rejection) in
        guard let value else { throw .required }
        if value.isEmpty { throw .range("an empty name") }
        scenario.name = value
      }),
    .text(
      "schedule.name", "the order in which ranks run their chunks",
      choices: ScheduleName.allCases.map(\.rawValue), isRequired: true, get: { $0.schedule.rawValue },
      set: { (scenario, value) throws(ScenarioKey.Rejection) in
        guard let schedule = value.flatMap(ScheduleName.init) else { throw .required }
        scenario.schedule = schedule
      }),
    .optionalInteger(
      "schedule.stages_per_rank", 1...64, "stages a rank of interleaved-1f1b, 2 where not given",
      get: { $0.schedule == .interleaved ? Int64($0.interleaving) : nil },
      set: { $0.interleaving = $1.map { Int($0) } ?? 2 }),
    .integer(
      "pipeline.ranks", 1...4096, "ranks of the pipeline; chunk times are a rank's and do not follow",
      get: { Int64($0.pipeline.ranks) }, set: { $0.pipeline.ranks = Int($1) }),
    .integer(
      "pipeline.micro_batches", 1...1_000_000, "micro-batches of a step in one pipeline, both directions together",
      get: { Int64($0.pipeline.microBatches) }, set: { $0.pipeline.microBatches = Int($1) }),
    .optionalInteger(
      "communication.point_to_point_ns", times, "from the end of a chunk to one that needs it on another rank",
      get: { $0.pointToPoint }, set: { $0.pointToPoint = $1 }),
    .optionalInteger(
      "optimizer.duration_ns", times, "the optimizer after the pipeline's last chunk", get: { $0.optimizer },
      set: { $0.optimizer = $1 }),
    .integer(
      "seed", 0...Int64.max, "the seed of the jitter", get: { Int64(truncatingIfNeeded: $0.seed) },
      set: { $0.seed = UInt64($1) }, or: 0),
  ]

  private static let chunkKeys: [ScenarioKey] = [
    .chunk("chunks.forward_ns", times, "a forward chunk alone", \.chunks.forward),
    .chunk("chunks.input_gradient_ns", times, "the input-gradient part of a backward chunk", \.chunks.inputGradient),
    .chunk(
      "chunks.weight_gradient_ns", times, "the weight-gradient part of a backward chunk", \.chunks.weightGradient),
    .optionalInteger(
      "chunks.overlapped_pair_ns", times, "a forward and a full backward chunk overlapped",
      get: { $0.chunks.overlappedPair }, set: { $0.chunks.overlappedPair = $1 }),
    .numbers(
      "chunks.stage_multipliers", 0...1000, "a factor on the times of each stage, one a stage",
      get: { $0.chunks.stageMultipliers }, set: { $0.chunks.stageMultipliers = $1 }),
    .number(
      "chunks.jitter_percent", 0...50, "how far a chunk may lie off its time, evenly spread",
      get: { $0.chunks.jitterPercent }, set: { $0.chunks.jitterPercent = $1 ?? 0 }),
  ]

  static let gpusPerRankPath = "training.gpus_per_rank"

  private static let trainingKeys: [ScenarioKey] = [
    .optionalInteger(
      "training.sequences_per_micro_batch", 1...1_000_000, "sequences of a micro-batch",
      get: { $0.training.sequencesPerMicroBatch.map(Int64.init) },
      set: { $0.training.sequencesPerMicroBatch = $1.map(Int.init) }),
    .optionalInteger(
      "training.sequence_length_tokens", 1...1_000_000_000, "tokens of a sequence",
      get: { $0.training.sequenceLength.map(Int64.init) }, set: { $0.training.sequenceLength = $1.map(Int.init) }),
    .optionalInteger(
      "training.gpus", 1...100_000_000, "GPUs of the whole run", get: { $0.training.gpus.map(Int64.init) },
      set: { $0.training.gpus = $1.map(Int.init) }),
    .optionalInteger(
      gpusPerRankPath, 1...1_000_000, "GPUs that are one rank of one pipeline; of a model plan.tensor_parallel",
      get: { $0.modelRun.model == nil ? Int64($0.training.gpusPerRank) : nil },
      set: { $0.training.gpusPerRank = $1.map { Int($0) } ?? 1 }),
    .number(
      "training.flop_per_token", 1...1e18, "floating-point operations to train one token, attention counted as causal",
      get: { $0.training.flopPerToken }, set: { $0.training.flopPerToken = $1 }),
    .number(
      "training.flop_per_token_non_causal", 1...1e18, "the same, attention counted over the whole square of scores",
      get: { $0.training.flopPerTokenNonCausal }, set: { $0.training.flopPerTokenNonCausal = $1 }),
    .number(
      "training.usd_per_gpu_hour", 0...1e6, "what an hour of a GPU costs, 2 where not given",
      get: { $0.training.dollarsPerGPUHour }, set: { $0.training.dollarsPerGPUHour = $1 }),
    .number(
      "training.peak_flop_per_s", 1...1e18, "the peak of one GPU that utilisation is measured against",
      get: { $0.training.peakFlopPerSecond }, set: { $0.training.peakFlopPerSecond = $1 }),
    .text(
      "training.peak_base", "what that peak is of, such as 'BF16 dense'", get: { $0.training.peakBase },
      set: { $0.training.peakBase = $1 }),
  ]

  /// The key of a path, or `nil`.
  static func key(_ path: String) -> ScenarioKey? { keys.first { $0.path == path } }

  /// The paths that a wrong one may stand for: those of the same section, or all.
  static func pathsNear(_ path: String) -> [String] {
    let section = path.prefix { $0 != "." } + "."
    let near = keys.map(\.path).filter { $0.hasPrefix(section) }
    return near.isEmpty ? keys.map(\.path) : near
  }
}
