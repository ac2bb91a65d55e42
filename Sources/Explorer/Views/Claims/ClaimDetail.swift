import Analysis
import Terminal

/// A claim in lines: what is stated and published, what the trace shows, what is simulated with and without, and why the
/// verdict is what it is.
struct ClaimDetail {
  private let finding: ClaimsFinding
  private let result: ClaimResult
  private let width: Int
  private let withLadder: Bool

  init(_ finding: ClaimsFinding, _ index: Int, width: Int, withLadder: Bool) {
    self.withLadder = withLadder
    self.finding = finding
    result = finding.results[min(max(0, index), finding.results.count - 1)]
    self.width = width
  }

  /// From top to bottom.
  var lines: [OverviewPage.Line] {
    let claim = result.claim
    var lines = labelled("so", result.reason) + labelled("stated", claim.stated)
    for evidence in claim.evidence { lines += labelled("published", "\(evidence.text) (\(evidence.source))") }
    if claim.traceFigure != nil {
      let text = result.traceText ?? "shows nothing of it"
      lines += labelled("trace", "\(text) (\(finding.figures.trace.source))")
    }
    lines.append(blank)
    if !claim.trials.isEmpty {
      lines += trials
      if withLadder, claim.trials.contains(where: { $0.kind == .ladder }) {
        lines += [blank] + Self.ladder(finding, width: width)
      }
      lines.append(blank)
    }
    if let remark = claim.remark { lines += labelled("note", remark) }
    return lines
  }

  private var blank: OverviewPage.Line { { _, _ in } }

  private static let labelWidth = 11

  private func labelled(_ label: String, _ text: String) -> [OverviewPage.Line] {
    OverviewText.wrapped(text, to: max(20, width - Self.labelWidth)).enumerated().map { index, part in
      { canvas, y in
        if index == 0 { canvas.write(label, x: 0, y: y, canvas.theme.style(.dim)) }
        canvas.write(part, x: Self.labelWidth, y: y)
      }
    }
  }

  /// A line for each thing that is simulated without it: both times, the gain, and a bar of the time without beside the
  /// length that the time with has.
  private var trials: [OverviewPage.Line] {
    let pairs = Array(zip(result.claim.trials, result.outcomes))
    let longest = max(1, pairs.compactMap { $0.1.gain }.max() ?? 1)
    let titleWidth = min(46, max(20, width - 52))
    var lines: [OverviewPage.Line] = [
      { canvas, y in
        let style = canvas.theme.style(.dim)
        canvas.write("simulated without it", x: 0, y: y, style)
        for (title, column) in [("with", 10), ("without", 20), ("gain", 31)] {
          canvas.writeRight(title, before: titleWidth + column, y: y, style)
        }
        // How long a run with it takes on the scale of the bars.
        canvas.bar(
          1, of: longest, x: titleWidth + 33, y: y, length: canvas.width - titleWidth - 33, role: .compute)
      }
    ]
    for (trial, outcome) in pairs {
      switch outcome {
      case .times(let with, let without):
        let gain = outcome.gain ?? 1
        lines.append { canvas, y in
          let style = canvas.theme.style(trial.counts ? .text : .dim)
          canvas.write(canvas.shortened(trial.title, to: titleWidth), x: 0, y: y, style)
          canvas.writeRight(Quantity.duration(with), before: titleWidth + 10, y: y, style)
          canvas.writeRight(Quantity.duration(without), before: titleWidth + 20, y: y, style)
          canvas.writeRight(ClaimResult.text(ofGain: gain), before: titleWidth + 31, y: y, style)
          canvas.bar(
            gain, of: longest, x: titleWidth + 33, y: y, length: canvas.width - titleWidth - 33,
            role: trial.counts ? .compute : .idle)
        }
      case .unavailable(let reason):
        lines += OverviewText.wrapped("\(trial.title): not simulated, \(reason)", to: width).map { part in
          { canvas, y in canvas.write(part, x: 0, y: y, canvas.theme.style(.dim)) }
        }
      }
    }
    let isQuiet = zip(result.claim.trials, result.outcomes).contains { !$0.counts && $1.gain != nil }
    if isQuiet {
      lines.append { canvas, y in
        canvas.write("dotted bars do not count in the verdict", x: 0, y: y, canvas.theme.style(.dim))
      }
    }
    return lines
  }

  /// The efficiency ladder as bars of speed on a scale that ends at the claimed factor.
  static func ladder(_ finding: ClaimsFinding, width: Int) -> [OverviewPage.Line] {
    let ladder = finding.figures.ladder
    var lines: [OverviewPage.Line] = OverviewText.wrapped(
      "Efficiency ladder: from a plain run, one after another; bars end at ten times", to: width
    ).map { part in { canvas, y in canvas.write(part, x: 0, y: y, canvas.theme.style(.dim)) } }
    let titleWidth = min(32, max(20, width - 40))
    func row(_ title: String, _ time: String, _ total: Double, _ role: Role, _ style: Role) -> OverviewPage.Line {
      { canvas, y in
        let theme = canvas.theme
        canvas.write(canvas.shortened(title, to: titleWidth), x: 0, y: y, theme.style(style))
        canvas.writeRight(time, before: titleWidth + 8, y: y, theme.style(style))
        canvas.writeRight(
          Quantity.significant(total) + " times", before: titleWidth + 20, y: y, theme.style(style))
        canvas.bar(
          total, of: Claim.claimedFactor, x: titleWidth + 21, y: y, length: width - titleWidth - 21, role: role)
      }
    }
    for rung in ladder.rungs.indices {
      let isLast = rung == ladder.rungs.count - 1
      lines.append(
        row(
          rung == 0 ? "plain" : "+ \(ladder.rungs[rung].title)", Quantity.duration(ladder.rungs[rung].step),
          ladder.total(rung), .compute, isLast ? .heading : .text))
    }
    lines.append(row("claimed", "", Claim.claimedFactor, .idle, .dim))
    let notes = ladder.leftOut.map { "left out: \($0)" } + ["note: \(finding.ladderNote)"]
    lines += notes.flatMap { OverviewText.wrapped($0, to: width) }.map { part in
      { canvas, y in canvas.write(part, x: 0, y: y, canvas.theme.style(.dim)) }
    }
    return lines
  }
}
