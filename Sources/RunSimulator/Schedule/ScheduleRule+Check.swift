extension ScheduleRule {
  /// Whether a choice keeps the rule.
  private func holds(ranks: Int, microBatches: Int) -> Bool {
    switch self {
    case .ranksArePositive: ranks >= 1
    case .microBatchesArePositive: microBatches >= 1
    case .ranksAreEven: ranks.isMultiple(of: 2)
    case .microBatchesAreEven: microBatches.isMultiple(of: 2)
    case .microBatchesFillThePipeline: microBatches >= 2 * ranks
    case .microBatchesAreMultipleOfRanks: microBatches.isMultiple(of: ranks)
    }
  }

  /// Checks a choice against the rules of a schedule, in this order, those that every schedule has first.
  ///
  /// - Throws: `RunError.schedule` with the first rule that it breaks and the nearest choice that breaks none.
  static func check(
    _ name: ScheduleName, _ rules: [ScheduleRule], ranks: Int, microBatches: Int
  ) throws(RunError) {
    let all = [.ranksArePositive, .microBatchesArePositive] + rules
    guard let broken = all.first(where: { !$0.holds(ranks: ranks, microBatches: microBatches) }) else { return }
    let nearestRanks = nearestRanks(to: ranks, rules, microBatches: microBatches)
    var nearestMicroBatches = max(1, microBatches)
    while !all.allSatisfy({ $0.holds(ranks: nearestRanks, microBatches: nearestMicroBatches) }) {
      nearestMicroBatches += 1
    }
    throw .schedule(
      name, rule: broken, ranks: ranks, microBatches: microBatches, nearestRanks: nearestRanks,
      nearestMicroBatches: nearestMicroBatches)
  }

  /// The ranks nearest to a number that the rules allow: of two even neighbours the larger, unless only the smaller has
  /// micro-batches enough.
  private static func nearestRanks(to ranks: Int, _ rules: [ScheduleRule], microBatches: Int) -> Int {
    let nearest = max(rules.contains(.ranksAreEven) ? 2 : 1, ranks)
    guard rules.contains(.ranksAreEven), !nearest.isMultiple(of: 2) else { return nearest }
    let isFilled = !rules.contains(.microBatchesFillThePipeline) || 2 * (nearest + 1) <= microBatches
    return nearest + (isFilled ? 1 : -1)
  }
}
