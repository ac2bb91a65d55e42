/// Everything that a simulated training step depends on.
///
/// As text it is JSON5 with the keys of `Scenario.keys`. What is optional and not given is not modelled: no result is
/// made up for it.
public struct Scenario: Sendable, Equatable {
  /// The shape of the pipeline.
  public struct Pipeline: Sendable, Equatable {
    /// Ranks, and stages each way.
    public var ranks: Int
    /// Micro-batches of a step in one pipeline, both directions together.
    public var microBatches: Int

    /// A pipeline.
    public init(ranks: Int, microBatches: Int) {
      self.ranks = ranks
      self.microBatches = microBatches
    }
  }

  /// How long the chunks of a rank's share of the model take, in nanoseconds. A schedule that cuts the share into several
  /// stages gives each its part. A pipeline of other depth has shares of other size and needs other times.
  public struct ChunkTimes: Sendable, Equatable {
    /// A forward chunk alone.
    public var forward: Int64
    /// The input-gradient part of a backward chunk alone.
    public var inputGradient: Int64
    /// The weight-gradient part of a backward chunk alone. A full backward chunk takes both parts.
    public var weightGradient: Int64
    /// A forward and a full backward chunk overlapped; needed by schedules that overlap.
    public var overlappedPair: Int64?
    /// A factor on the times of each stage; `nil` where all stages are alike.
    public var stageMultipliers: [Double]?
    /// How far a single chunk may lie above or below its time, evenly spread, in percent.
    public var jitterPercent: Double

    /// Chunk times.
    public init(
      forward: Int64, inputGradient: Int64, weightGradient: Int64, overlappedPair: Int64? = nil,
      stageMultipliers: [Double]? = nil, jitterPercent: Double = 0
    ) {
      self.forward = forward
      self.inputGradient = inputGradient
      self.weightGradient = weightGradient
      self.overlappedPair = overlappedPair
      self.stageMultipliers = stageMultipliers
      self.jitterPercent = jitterPercent
    }
  }

  /// What a step trains on and with, for tokens a day and utilisation. Unknown stays unknown.
  public struct Training: Sendable, Equatable {
    /// Sequences of a micro-batch.
    public var sequencesPerMicroBatch: Int?
    /// Tokens of a sequence.
    public var sequenceLength: Int?
    /// GPUs of the whole run.
    public var gpus: Int?
    /// GPUs that together are one rank of one pipeline (tensor parallelism).
    public var gpusPerRank: Int
    /// Floating-point operations that training one token takes, attention counted as causal.
    public var flopPerToken: Double?
    /// The same, attention counted over the whole square of scores.
    public var flopPerTokenNonCausal: Double?
    /// What an hour of a GPU costs, in US dollars; 2 where not given.
    public var dollarsPerGPUHour: Double?
    /// The peak of one GPU that utilisation is measured against, in floating-point operations a second.
    public var peakFlopPerSecond: Double?
    /// What that peak is of, such as `BF16 dense`.
    public var peakBase: String?

    /// What a step trains on; by default unknown.
    public init(
      sequencesPerMicroBatch: Int? = nil, sequenceLength: Int? = nil, gpus: Int? = nil, gpusPerRank: Int = 1,
      flopPerToken: Double? = nil, peakFlopPerSecond: Double? = nil, peakBase: String? = nil
    ) {
      self.sequencesPerMicroBatch = sequencesPerMicroBatch
      self.sequenceLength = sequenceLength
      self.gpus = gpus
      self.gpusPerRank = gpusPerRank
      self.flopPerToken = flopPerToken
      self.peakFlopPerSecond = peakFlopPerSecond
      self.peakBase = peakBase
    }
  }

  /// Its name.
  public var name: String
  /// The schedule.
  public var schedule: ScheduleName
  /// Stages a rank of the interleaved schedule; others do not ask.
  public var interleaving: Int
  /// The shape of the pipeline.
  public var pipeline: Pipeline
  /// How long chunks take; of no effect where `modelRun` names a model.
  public var chunks: ChunkTimes
  /// What chunk times follow from where it names a model.
  public var modelRun = ModelRun()
  /// From the end of a chunk to the start of one that needs it on another rank, in nanoseconds; `nil` where the
  /// transfer between stages is not modelled.
  public var pointToPoint: Int64?
  /// The optimizer after the last chunk of the pipeline, in nanoseconds; `nil` where it is not modelled.
  public var optimizer: Int64?
  /// What a step trains on and with.
  public var training: Training
  /// The seed of the jitter.
  public var seed: UInt64
  /// For keys whose value comes from published rows, the rows: what they state is calibrated, not predicted.
  public var calibratedBy: [String: [String]]

  /// A scenario.
  public init(
    name: String, schedule: ScheduleName, interleaving: Int = 2, pipeline: Pipeline, chunks: ChunkTimes,
    pointToPoint: Int64? = nil, optimizer: Int64? = nil, training: Training = Training(), seed: UInt64 = 0,
    calibratedBy: [String: [String]] = [:]
  ) {
    self.name = name
    self.schedule = schedule
    self.interleaving = interleaving
    self.pipeline = pipeline
    self.chunks = chunks
    self.pointToPoint = pointToPoint
    self.optimizer = optimizer
    self.training = training
    self.seed = seed
    self.calibratedBy = calibratedBy
  }
}
