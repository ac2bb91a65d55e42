public import RunSimulator

/// The load of experts and what it costs, as a finding.
public struct ExpertFinding: Sendable, Encodable {
  private let scenario: Scenario
  private let layer: Int
  private let effect: ExpertEffect

  /// The finding of a scenario's layer.
  ///
  /// - Throws: As `ExpertEffect.init`.
  public init(_ scenario: Scenario, layer: Int, table: KernelTimeTable = .bundled) throws(RunError) {
    self.scenario = scenario
    self.layer = layer
    effect = try ExpertEffect(scenario, layer: layer, table: table)
  }

  enum CodingKeys: String, CodingKey {
    case scenario
    case layer
    case balancing
    case tokens
    case sampledTokens = "sampled_tokens"
    case before
    case after
    case placement
    case evenStep = "even_step_ns"
    case unbalancedStep = "unbalanced_step_ns"
    case step = "step_ns"
    case seed
  }

  private struct Side: Encodable {
    let expert_loads: [Double]
    let rank_loads: [Double]
    let node_loads: [Double]
    let rank_tokens: [Double]
    let node_tokens: [Double]
    let expert_max_over_mean: Double
    let rank_max_over_mean: Double
    let node_max_over_mean: Double

    init(_ tally: ExpertTally) {
      expert_loads = tally.experts
      rank_loads = tally.ranks
      node_loads = tally.nodes
      rank_tokens = tally.rankTokens
      node_tokens = tally.nodeTokens
      expert_max_over_mean = ExpertTally.maxOverMean(tally.experts)
      rank_max_over_mean = ExpertTally.maxOverMean(tally.ranks)
      node_max_over_mean = ExpertTally.maxOverMean(tally.nodes)
    }
  }

  /// Writes the loads of the whole group of GPUs in one micro-batch, in pairs of token and expert or in tokens.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let loads = effect.loads
    try container.encode(scenario.name, forKey: .scenario)
    try container.encode(layer, forKey: .layer)
    try container.encode(loads.balancing.rawValue, forKey: .balancing)
    try container.encode(loads.tokens, forKey: .tokens)
    try container.encode(loads.sampledTokens, forKey: .sampledTokens)
    try container.encode(Side(loads.before), forKey: .before)
    try container.encode(Side(loads.after), forKey: .after)
    try container.encode(loads.placement.ranks, forKey: .placement)
    try container.encode(effect.evenStep, forKey: .evenStep)
    try container.encode(effect.unbalancedStep, forKey: .unbalancedStep)
    try container.encode(effect.step, forKey: .step)
    try container.encode(scenario.seed, forKey: .seed)
  }

  /// The finding for people.
  public var report: Report {
    let loads = effect.loads
    let cost = effect.step - effect.evenStep
    var blocks: [Report.Block] = [
      .heading(
        "\(scenario.name): the load of experts costs \(Quantity.duration(cost)) of a step of "
          + "\(Quantity.duration(effect.step)), balancing \(loads.balancing.rawValue)"),
      .table(stepTable), .heading("Layer \(layer)"), .table(loadTable),
    ]
    if loads.sampledTokens < loads.tokens {
      blocks.append(
        .line(
          "est. loads are scaled up from \(Quantity.count(loads.sampledTokens)) of "
            + "\(Quantity.count(loads.tokens)) tokens."))
    }
    blocks.append(.line("The most loaded GPUs, in pairs of token and expert:"))
    blocks.append(.table(rankTable))
    return Report(blocks)
  }

  private var stepTable: ReportTable {
    let rows: [(String, Int64)] = [
      ("all experts alike", effect.evenStep), ("nothing balanced", effect.unbalancedStep),
      ("balanced by \(effect.loads.balancing.rawValue)", effect.step),
    ]
    return ReportTable(
      [
        .init("experts", key: "experts", isNumeric: false), .init("step", key: "step_ns"),
        .init("over even", key: "over_even_percent"),
      ],
      rows: rows.map { name, step in
        let over = 100 * (Double(step) / Double(max(1, effect.evenStep)) - 1)
        return [.init(name), .duration(step), .init(Quantity.percent(over), plain: "\(over)")]
      })
  }

  private var loadTable: ReportTable {
    let parts: [(String, KeyPath<ExpertTally, [Double]>)] = [
      ("experts", \.experts), ("GPUs", \.ranks), ("nodes", \.nodes), ("GPUs, tokens that arrive", \.rankTokens),
      ("nodes, tokens that arrive", \.nodeTokens),
    ]
    return ReportTable(
      [
        .init("load of", key: "of", isNumeric: false), .init("count", key: "count"), .init("mean", key: "mean"),
        .init("most before", key: "most_before"), .init("most after", key: "most_after"),
        .init("most / mean before", key: "max_over_mean_before"), .init("after", key: "max_over_mean_after"),
      ],
      rows: parts.map { name, part in
        let (before, after) = (effect.loads.before[keyPath: part], effect.loads.after[keyPath: part])
        let mean = before.reduce(0, +) / Double(max(1, before.count))
        let ratios = [before, after].map(ExpertTally.maxOverMean)
        return [
          .init(name), .init("\(before.count)"), count(mean), count(before.max() ?? 0), count(after.max() ?? 0),
        ] + ratios.map { ReportTable.Cell(Quantity.significant($0), plain: "\($0)") }
      }, isMain: true)
  }

  private func count(_ value: Double) -> ReportTable.Cell {
    .init(Quantity.count(Int(value.rounded())), plain: "\(value)")
  }

  private static let shownRanks = 8

  private var rankTable: ReportTable {
    let (before, after) = (effect.loads.before.ranks, effect.loads.after.ranks)
    let order = after.indices.sorted { (after[$0], $1) > (after[$1], $0) }.prefix(Self.shownRanks)
    return ReportTable(
      [
        .init("GPU", key: "rank"), .init("node", key: "node"), .init("before", key: "before"),
        .init("after", key: "after"), .init("experts", key: "experts", isNumeric: false),
      ],
      rows: order.map { rank in
        [
          .init("\(rank)"), .init("\(rank / effect.loads.gpusPerNode)"), count(before[rank]), count(after[rank]),
          .init(effect.loads.placement.ranks[rank].map { "\($0)" }.joined(separator: " ")),
        ]
      })
  }
}
