/// What the clusters that were not simulated add, from those that were.
///
/// Where clusters have ended, those that are left take the time that the last ones took from start to start. Where the
/// budget ended within the first ones, the rest of their instructions, which a run without timing counts, takes as long
/// for each as those of the second half of the budget.
struct Extrapolation {
  /// Cycles beyond those that were simulated.
  private(set) var cycles = 0.0
  /// How many times what was counted stands for the grid.
  private(set) var scale: Double

  /// Clusters whose instructions are counted, spread evenly over the grid, until they are so many budgets.
  private static let samples = 16
  private static let budgets = 16

  init(_ run: TimingRun, _ machine: inout TimingMachine, _ pass: inout SharingPass) {
    let clusters = Double(run.launch.grid.count) / Double(run.launch.cluster.count)
    scale = clusters / Double(run.starts.count)
    if run.isCut {
      extrapolateCut(run, &machine, &pass, clusters)
      return
    }
    let rest = Double(run.share - run.starts.count)
    guard rest > 0 else { return }
    guard let gap = run.firstGap, run.starts.count > run.resident else {
      cycles = rest * Double(machine.end) / Double(run.starts.count)
      return
    }
    // Whole batches from the back, at most four, and without the first one, whose clusters start together.
    let batches = min(4, max(1, run.starts.count / run.resident - 1))
    let count = min(batches * run.resident, run.starts.count - run.resident)
    cycles = rest * Double(gap - run.starts[run.starts.count - count]) / Double(count)
  }

  private mutating func extrapolateCut(
    _ run: TimingRun, _ machine: inout TimingMachine, _ pass: inout SharingPass, _ clusters: Double
  ) {
    let done = machine.executor.warpInstructions
    var counts: [Int] = []
    // Where each SM has only one, the kernel ends with the longest, and the first has as much work as any.
    for sample in 0..<(run.share == 1 ? 1 : Self.samples) {
      let turn = Double(sample) * 0.618_033_988_749_894_8
      guard let count = pass.instructions(ofCluster: Int((turn - turn.rounded(.down)) * clusters)) else { break }
      counts.append(count)
      if counts.reduce(0, +) > Self.budgets * run.options.budget { break }
    }
    let mean = counts.isEmpty ? Double(done) : Double(counts.reduce(0, +)) / Double(counts.count)
    let total = max(Double(done), mean * Double(run.share))
    let from = run.middle ?? TimingRun.Mark(time: 0, instructions: 0)
    let rate = Double(machine.now - from.time) / Double(max(done - from.instructions, 1))
    cycles = (total - Double(done)) * rate
    scale = mean * clusters / Double(max(done, 1))
  }
}
