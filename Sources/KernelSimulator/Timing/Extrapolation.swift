/// What the clusters that were not simulated add, from those that were.
///
/// Where clusters have ended, those that are left take the time that the last ones took from start to start; where
/// clusters differ in length, as many cycles an instruction. Where the budget ended within the first ones, the rest of
/// their instructions takes as long for each as those of the second half of the budget. Instructions of clusters that
/// were not simulated are counted by a run without timing.
struct Extrapolation {
  /// Cycles beyond those that were simulated.
  private(set) var cycles = 0.0
  /// How many times what was counted stands for the grid.
  private(set) var scale: Double

  /// Clusters whose instructions are counted, until they are so many budgets.
  private static let samples = 32
  private static let budgets = 16
  /// Clusters that are looked at to see whether they differ, and by how much they may.
  private static let probes = 3
  private static let tolerance = 0.01

  init(_ run: TimingRun, _ machine: inout TimingMachine, _ pass: inout SharingPass) {
    let clusters = Double(run.launch.grid.count) / Double(run.launch.cluster.count)
    scale = clusters / Double(run.starts.count)
    if run.isCut {
      extrapolateCut(run, &machine, &pass, clusters)
      return
    }
    let rest = Double(run.share - run.starts.count)
    guard rest > 0 else { return }
    guard let gap = run.firstGap else { return }
    // Whole batches from the back, at most four, and without the first one, whose clusters start together.
    let batches = min(4, max(1, run.starts.count / run.resident - 1))
    let count = min(batches * run.resident, run.starts.count - run.resident)
    let from = count > 0 ? run.starts[run.starts.count - count] : TimingRun.Mark(time: 0, instructions: 0)
    let counts = Self.counts(run, &pass)
    if counts.isEmpty {
      let (time, number) = count > 0 ? (gap.time - from.time, count) : (machine.end, run.starts.count)
      cycles = rest * Double(time) / Double(number)
      return
    }
    // Once one has no successor, fewer run side by side than would: what was done since then counts as left.
    let mean = Double(counts.reduce(0, +)) / Double(counts.count)
    let rate = Double(gap.time - from.time) / Double(max(gap.instructions - from.instructions, 1))
    let left = mean * Double(run.share) - Double(gap.instructions)
    cycles = max(0, Double(gap.time) + left * rate - Double(machine.end))
    scale = mean * clusters / Double(max(machine.executor.warpInstructions, 1))
  }

  /// The instructions of clusters that stand for the grid; none where all have as many.
  private static func counts(_ run: TimingRun, _ pass: inout SharingPass) -> [Int] {
    var counts: [Int] = []
    let sample = ClusterSample(run.launch)
    for index in 0..<samples {
      guard let count = pass.instructions(ofCluster: sample.cluster(index, of: samples)) else { return [] }
      counts.append(count)
      if counts.count == probes, let least = counts.min(), let most = counts.max(),
        Double(most - least) <= tolerance * Double(most)
      {
        return []
      }
      if index % 2 == 1, counts.reduce(0, +) > budgets * run.options.budget { break }
    }
    return counts
  }

  private mutating func extrapolateCut(
    _ run: TimingRun, _ machine: inout TimingMachine, _ pass: inout SharingPass, _ clusters: Double
  ) {
    let done = machine.executor.warpInstructions
    var counts: [Int] = []
    let sample = ClusterSample(run.launch)
    // Where each SM has only one, the kernel ends with the longest, and the first has as much work as any.
    for index in 0..<(run.share == 1 ? 1 : Self.samples) {
      guard let count = pass.instructions(ofCluster: run.share == 1 ? 0 : sample.cluster(index, of: Self.samples))
      else { break }
      counts.append(count)
      if index % 2 == 1, counts.reduce(0, +) > Self.budgets * run.options.budget { break }
    }
    let mean = counts.isEmpty ? Double(done) : Double(counts.reduce(0, +)) / Double(counts.count)
    let total = max(Double(done), mean * Double(run.share))
    let from = run.middle ?? TimingRun.Mark(time: 0, instructions: 0)
    let rate = Double(machine.now - from.time) / Double(max(done - from.instructions, 1))
    cycles = (total - Double(done)) * rate
    scale = mean * clusters / Double(max(done, 1))
  }
}
