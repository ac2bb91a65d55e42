import RunSimulator
import Trace

/// What a step of a scenario takes, as numbers to compare and as a picture.
public struct WhatIfStep: Sendable {
  /// A number that a change of settings moves.
  public struct Metric: Sendable, Equatable {
    /// What it is.
    public let title: String
    /// With its unit.
    public let text: String
    /// The number itself.
    public let value: Double
    /// Whether less of it is better.
    public let isLessBetter: Bool
  }

  /// How a number differs from the saved one.
  public struct Change: Sendable, Equatable {
    /// With its sign, in per cent.
    public let text: String
    /// Whether it is for the better; `nil` where nothing changed.
    public let isBetter: Bool?
  }

  /// The numbers that the scenario says enough for.
  public let metrics: [Metric]
  /// The ranks over time; `nil` where no rank has a chunk.
  public let chart: PipelineChart?
  /// The schedule and its size.
  public let title: String

  init(_ step: StepResult) {
    title =
      "\(step.schedule.name?.title ?? "custom")  \(step.schedule.ranks) ranks  \(step.schedule.microBatches) micro-batches"
    var metrics = [
      Metric(
        title: "step", text: Quantity.duration(step.stepNanoseconds), value: Double(step.stepNanoseconds),
        isLessBetter: true),
      Metric(
        title: "bubble", text: Quantity.duration(step.bubbleNanoseconds), value: Double(step.bubbleNanoseconds),
        isLessBetter: true),
      Metric(
        title: "bubble of the step", text: Quantity.percent(step.bubblePercent), value: step.bubblePercent,
        isLessBetter: true),
    ]
    let activations = Double(step.peakActivations) / Double(step.schedule.stagesPerRank)
    metrics.append(
      Metric(
        title: "peak activations", text: Quantity.significant(activations), value: activations, isLessBetter: true))
    if let exposed = step.exposedCommunicationNanoseconds {
      metrics.append(
        Metric(
          title: "exposed comm.", text: Quantity.duration(exposed), value: Double(exposed), isLessBetter: true))
    }
    if let tokens = step.tokensPerDay {
      metrics.append(
        Metric(
          title: "tokens a day", text: Quantity.significant(tokens / 1e9) + " billion", value: tokens,
          isLessBetter: false))
    }
    if let hours = step.gpuHoursPerTrillionTokens {
      metrics.append(
        Metric(
          title: "GPU-hours a trillion", text: Quantity.count(Int(hours.rounded())), value: hours, isLessBetter: true))
    }
    if let utilisation = step.mfuCausalPercent {
      metrics.append(
        Metric(
          title: "MFU, causal", text: Quantity.percent(utilisation), value: utilisation, isLessBetter: false))
    }
    if let use = step.smUse {
      let whole = Double(use.compute + use.communication + use.idle)
      for (title, part, isLessBetter) in [
        ("SMs computing", use.compute, false), ("SMs communicating", use.communication, true),
        ("SMs idle", use.idle, true),
      ] {
        let percent = whole > 0 ? 100 * Double(part) / whole : 0
        metrics.append(
          Metric(title: title, text: Quantity.percent(percent), value: percent, isLessBetter: isLessBetter))
      }
    }
    if let memory = step.memory {
      let peak = memory.ranks[memory.fullest].peak
      let isTooMuch = memory.capacity.map { peak > $0 } ?? false
      metrics.append(
        Metric(
          title: "peak memory", text: Quantity.bytes(peak) + (isTooMuch ? ", no fit" : ""), value: Double(peak),
          isLessBetter: true))
    }
    if let estimated = step.stageTimes?.estimatedPercent {
      // Of kernel time, derived from kernels that do other work.
      metrics.append(
        Metric(
          title: "est. kernel time", text: Quantity.percent(estimated), value: estimated, isLessBetter: true))
    }
    self.metrics = metrics
    var recorder = TraceRecorder(info: TraceInfo(origin: .simulation, sourceName: step.scenario.name))
    step.record(into: &recorder)
    chart = PipelineChart(recorder.finish())
  }

  /// How a number differs from the one of the same title in another step; `nil` where that has none.
  public func change(of metric: Metric, from saved: WhatIfStep) -> Change? {
    guard let old = saved.metrics.first(where: { $0.title == metric.title }) else { return nil }
    guard old.value != metric.value else { return Change(text: "same", isBetter: nil) }
    let isBetter = (metric.value < old.value) == metric.isLessBetter
    guard old.value != 0 else { return Change(text: "from 0", isBetter: isBetter) }
    let percent = 100 * (metric.value - old.value) / old.value
    let digits = abs(percent) < 0.995 ? 2 : 1
    return Change(
      text: (percent > 0 ? "+" : "") + Quantity.fixed(percent, digits: digits) + " %", isBetter: isBetter)
  }
}
