import RunSimulator

/// A setting of a scenario that can be turned.
public struct WhatIfKnob: Sendable, Equatable {
  /// The dotted path.
  public let path: String
  /// What it means, in one line.
  public let meaning: String

  /// All values, where there are only some names; else empty.
  let choices: [String]

  /// What it belongs to: the path up to its last part, or `other`.
  public var section: String { path.lastIndex(of: ".").map { String(path[..<$0]) } ?? "other" }

  /// Its name within its section.
  public var name: String { path.lastIndex(of: ".").map { String(path[path.index(after: $0)...]) } ?? path }

  /// The sections that are turned most stand first.
  private static let sections = [
    "schedule", "pipeline", "plan", "chunks", "communication", "precision", "kernels", "experts", "model", "cluster",
    "optimizer", "training", "other",
  ]

  /// Every setting that means something for a scenario, but the name, which changes nothing; section by section.
  static func all(_ scenario: Scenario) -> [WhatIfKnob] {
    let knobs = scenario.effectiveKeys.filter { $0.path != "name" }.map {
      WhatIfKnob(path: $0.path, meaning: $0.meaning, choices: $0.choices)
    }
    return sections.flatMap { section in knobs.filter { $0.section == section } }
      + knobs.filter { !sections.contains($0.section) }
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
    let now = scenario.text(of: path)
    if !choices.isEmpty { return choice(after: now, by: steps) }
    // Ranks double and halve: other numbers rarely divide the GPUs or the experts.
    let doubling = ["pipeline.ranks", "plan.expert_parallel", "plan.tensor_parallel"]
    if doubling.contains(path), let ranks = now.flatMap({ Int($0) }) {
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

  private func choice(after now: String?, by steps: Int) -> String? {
    guard let index = now.flatMap(choices.firstIndex) else { return nil }
    return choices[((index + steps) % choices.count + choices.count) % choices.count]
  }

  private func step(_ scenario: Scenario, saved: Scenario) -> Int64 {
    switch path {
    case "pipeline.micro_batches": return 4
    case "training.gpus": return Int64(scenario.pipeline.ranks * scenario.gpusPerRank)
    case "training.sequence_length_tokens": return 1024
    default:
      guard isTime else { return 1 }
      let base = saved.text(of: path).flatMap { Int64($0) } ?? 0
      return max(1, (base > 0 ? base : saved.chunks.forward) / 20)
    }
  }
}
