import Analysis
import Terminal

/// The load of experts or GPUs before and after balancing as two maps with a line a node, and what the imbalance costs.
struct ExpertsView {
  let state: ExplorerState

  func draw(in canvas: inout Canvas) {
    let theme = canvas.theme
    let width = canvas.width - 2
    let loads: ExpertsComparison
    switch state.experts.loads {
    case .pending:
      canvas.write("routing tokens to experts ...", x: 1, y: 0, theme.style(.dim))
      return
    case .absent(let reason):
      canvas.write(canvas.shortened(reason, to: width), x: 1, y: 0, theme.style(.dim))
      return
    case .ready(let value): loads = value
    }
    for (line, text) in headline(loads).enumerated() {
      canvas.write(canvas.shortened(text, to: width), x: 1, y: line, theme.style(line == 0 ? .heading : .dim))
    }
    let after = loads.balancings[state.experts.shown]
    let half = (width - 2) / 2
    let maps = [loads.balancings[0], after]
    for (side, balancing) in maps.enumerated() {
      canvas.inside(Rect(x: 1 + side * (half + 2), y: 3, width: half, height: canvas.height - 3)) { canvas in
        drawMap(balancing, in: &canvas)
      }
    }
    let below = 4 + loads.balancings[0].nodes.count
    canvas.write(
      canvas.shortened("a line a node; full height is twice the mean or more, bright above 1.25 of it", to: width),
      x: 1, y: below,
      theme.style(.dim))
    // Farther apart, the numbers of a row no longer read as one.
    drawTable(loads, y: below + 2, width: min(width, 110), in: &canvas)
  }

  private func headline(_ loads: ExpertsComparison) -> [String] {
    let plain = loads.balancings[0]
    let after = loads.balancings[state.experts.shown]
    func excess(_ balancing: ExpertsComparison.Balancing) -> String {
      Quantity.percent(100 * (ExpertsComparison.Balancing.peak(balancing.gpus) - 1))
    }
    let skew = state.experts.request?.skew ?? loads.skew
    let routed =
      skew == loads.skew
      ? "\(Quantity.count(loads.tokens)) of \(Quantity.count(loads.allTokens)) tokens routed" : "routing again ..."
    return [
      "Most loaded GPU: \(excess(plain)) above the mean; with \(after.title) \(excess(after))",
      "\(loads.scenario)  skew \(Quantity.fixed(skew, digits: 3)), assumed  \(routed)",
    ]
  }

  /// A line a node: the height of a cell is the load of an expert, or of a GPU.
  private func drawMap(_ balancing: ExpertsComparison.Balancing, in canvas: inout Canvas) {
    let theme = canvas.theme
    let what = state.experts.showsGPUs ? "GPUs" : "experts"
    canvas.write(canvas.shortened("\(what), \(balancing.title)", to: canvas.width), x: 0, y: 0, theme.style(.dim))
    let loads = state.experts.showsGPUs ? balancing.gpus : balancing.experts
    let nodes = max(1, balancing.nodes.count)
    let perNode = loads.count / nodes
    let mean = loads.reduce(0, +) / Double(max(1, loads.count))
    let left = 4
    // Wide screens give each cell several columns.
    let columns = max(1, (canvas.width - left) / max(1, perNode))
    for node in 0..<nodes {
      canvas.writeRight("\(node)", before: left - 1, y: 1 + node, theme.style(.dim))
      for place in 0..<perNode {
        let load = loads[node * perNode + place]
        // What has more than its share by a quarter is a bottleneck.
        let role: Role = load > 1.25 * mean ? .problem : .compute
        for column in 0..<columns {
          canvas.put(
            theme.level(mean > 0 ? load / (2 * mean) : 0), x: left + place * columns + column, y: 1 + node,
            theme.style(role))
        }
      }
    }
  }

  private static let table = Table([
    .init("most over mean", width: 20, isNumeric: false, isFlexible: true, priority: 0),
    .init("expert", width: 8, priority: 1), .init("GPU", width: 8, priority: 0), .init("node", width: 8, priority: 2),
    .init("step", width: 8, priority: 0), .init("cost", width: 8, priority: 0),
  ])

  private func drawTable(_ loads: ExpertsComparison, y: Int, width: Int, in canvas: inout Canvas) {
    let theme = canvas.theme
    Self.table.drawTitles(in: &canvas, x: 1, y: y, width: width)
    for (line, balancing) in loads.balancings.enumerated() {
      func ratio(_ loads: [Double]) -> Table.Cell {
        .init(Quantity.significant(ExpertsComparison.Balancing.peak(loads)))
      }
      let cost = balancing.step.map { 100 * (Double($0) / Double(loads.evenStep) - 1) }
      let style = theme.style(line == state.experts.shown ? .heading : .text)
      Self.table.draw(
        [
          .init(balancing.title, style), ratio(balancing.experts), ratio(balancing.gpus), ratio(balancing.nodes),
          .init(balancing.step.map(Quantity.duration) ?? "-"),
          .init(cost.map { ($0 < 0 ? "" : "+") + Quantity.percent($0) } ?? "-"),
        ], in: &canvas, x: 1, y: y + 1 + line, width: width)
    }
    if let refusal = loads.balancings.compactMap(\.refusal).first {
      canvas.write(
        canvas.shortened("step not simulated: \(refusal)", to: width), x: 1, y: y - 1, theme.style(.problem))
    }
  }
}
