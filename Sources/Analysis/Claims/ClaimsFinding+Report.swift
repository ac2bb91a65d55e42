extension ClaimsFinding {
  /// The finding for people; CSV has a line a claim.
  public var report: Report {
    var blocks: [Report.Block] = [
      .heading("\(headline) \(ladderText)"),
      .line("\(figures.scenario): \(caveat). What is estimated is derived from kernels that do other work."),
      .table(overview),
    ]
    for result in results { blocks += Self.detail(result, figures) }
    blocks += [.heading("Efficiency ladder, from a plain run to \(figures.scenario)"), .table(ladderTable)]
    blocks += figures.ladder.leftOut.map { .line("left out: \($0)") }
    blocks.append(.line("note: \(ladderNote)"))
    blocks += [.heading("Rule"), .line(ClaimVerdict.rule)]
    return Report(blocks)
  }

  private var overview: ReportTable {
    ReportTable(
      [
        .init("claim", key: "claim", isNumeric: false), .init("", key: "title", isNumeric: false),
        .init("measured", key: "measured_says", isNumeric: false),
        .init("simulated", key: "simulation_says", isNumeric: false), .init("gain", key: "gain"),
        .init("verdict", key: "verdict", isNumeric: false),
      ],
      rows: results.map { result in
        [
          .init(result.claim.id), .init(result.claim.title), .init(result.measured.rawValue),
          .init(result.simulated.rawValue),
          result.gain.map { .init(ClaimResult.text(ofGain: $0), plain: "\($0)") } ?? .unknown,
          .init(result.verdict.rawValue),
        ]
      }, isMain: true)
  }

  private static func detail(_ result: ClaimResult, _ figures: ClaimFigures) -> [Report.Block] {
    let claim = result.claim
    var blocks: [Report.Block] = [.heading("\(claim.title): \(result.verdict.rawValue)")]
    blocks.append(.line("stated: \(claim.stated)"))
    blocks += claim.evidence.map { .line("published: \($0.text) (\($0.source))") }
    if claim.traceFigure != nil {
      blocks.append(.line("trace: \(result.traceText ?? "shows nothing of it") (\(figures.trace.source))"))
    }
    if !claim.trials.isEmpty { blocks.append(.table(trialTable(result))) }
    if let remark = claim.remark { blocks.append(.line("note: \(remark)")) }
    blocks.append(.line("so: \(result.reason)"))
    return blocks
  }

  private static func trialTable(_ result: ClaimResult) -> ReportTable {
    ReportTable(
      [
        .init("simulated without it", key: "without", isNumeric: false), .init("with", key: "with_ns"),
        .init("without", key: "without_ns"), .init("gain", key: "gain"), .init("", key: "note", isNumeric: false),
      ],
      rows: zip(result.claim.trials, result.outcomes).map { trial, outcome in
        switch outcome {
        case .times(let with, let without):
          [
            .init(trial.title), .duration(with), .duration(without),
            outcome.gain.map { .init(ClaimResult.text(ofGain: $0), plain: "\($0)") } ?? .unknown,
            .init(trial.counts ? "" : "does not count"),
          ]
        case .unavailable(let reason):
          [.init(trial.title), .unknown, .unknown, .unknown, .init("not simulated: \(reason)")]
        }
      })
  }

  private var ladderTable: ReportTable {
    let ladder = figures.ladder
    return ReportTable(
      [
        .init("added", key: "added", isNumeric: false), .init("step", key: "step_ns"), .init("gain", key: "gain"),
        .init("in all", key: "total"),
      ],
      rows: ladder.rungs.indices.map { rung in
        [
          .init(ladder.rungs[rung].title), .duration(ladder.rungs[rung].step),
          rung == 0 ? .unknown : .init(ClaimResult.text(ofGain: ladder.gain(rung)), plain: "\(ladder.gain(rung))"),
          .init(Quantity.significant(ladder.total(rung)) + " times", plain: "\(ladder.total(rung))"),
        ]
      })
  }
}
