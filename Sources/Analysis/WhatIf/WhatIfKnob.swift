import RunSimulator

/// A setting of a scenario that can be turned.
public struct WhatIfKnob: Sendable, Equatable {
  /// The dotted path.
  public let path: String
  /// What it means, in one line.
  public let meaning: String

  /// Every setting but the name, which changes nothing.
  static var all: [WhatIfKnob] {
    Scenario.keys.filter { $0.path != "name" }.map { WhatIfKnob(path: $0.path, meaning: $0.meaning) }
  }

  /// A value as people read it: times and large numbers with their unit.
  public func display(_ text: String) -> String {
    if isTime, let time = Int64(text) { return Quantity.duration(time) }
    if path.contains("flop"), let number = Double(text) {
      let scales = [(1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M")]
      guard let (unit, prefix) = scales.first(where: { number >= $0.0 }) else { return text }
      return "\(Quantity.significant(number / unit)) \(prefix)FLOP" + (path.hasSuffix("_per_s") ? "/s" : "")
    }
    return text
  }

  /// The value so many steps further; `nil` where it cannot be turned that way.
  ///
  /// Times move by a twentieth of what is saved, so that turning back gives just what was there.
  func turned(_ scenario: Scenario, saved: Scenario, by steps: Int) -> String? {
    if path == "schedule.name" { return schedule(after: scenario, by: steps) }
    let now = scenario.text(of: path)
    // Ranks double and halve: other numbers rarely divide the GPUs.
    if path == "pipeline.ranks" {
      let ranks = scenario.pipeline.ranks
      return steps < 0 ? "\(max(1, ranks >> -steps))" : "\(ranks << min(steps, 12))"
    }
    if let number = now.flatMap({ Int64($0) }) ?? (now == nil && isTime ? 0 : nil) {
      let (sum, overflow) = number.addingReportingOverflow(Int64(steps) * step(scenario, saved: saved))
      return overflow ? nil : "\(max(0, sum))"
    }
    guard let number = now.flatMap({ Double($0) }) else { return nil }
    let base = saved.text(of: path).flatMap { Double($0) } ?? 0
    let unit = path == "chunks.jitter_percent" ? 1 : base / 20
    return "\(max(0, number + Double(steps) * unit))"
  }

  private var isTime: Bool { path.hasSuffix("_ns") }

  private func schedule(after scenario: Scenario, by steps: Int) -> String? {
    let names = ScheduleName.allCases
    guard let index = names.firstIndex(of: scenario.schedule) else { return nil }
    return names[((index + steps) % names.count + names.count) % names.count].rawValue
  }

  private func step(_ scenario: Scenario, saved: Scenario) -> Int64 {
    switch path {
    case "pipeline.micro_batches": return 4
    case "training.gpus": return Int64(scenario.pipeline.ranks * scenario.training.gpusPerRank)
    case "training.sequence_length_tokens": return 1024
    default:
      guard isTime else { return 1 }
      let base = saved.text(of: path).flatMap { Int64($0) } ?? 0
      return max(1, (base > 0 ? base : saved.chunks.forward) / 20)
    }
  }
}
