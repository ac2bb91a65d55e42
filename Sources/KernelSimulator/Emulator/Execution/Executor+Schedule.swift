/// Running clusters to their end.
extension Executor {
  /// The instructions of a warp's turn.
  private static let turn = 2048
  /// Rounds without a change after which spinning warps are taken to wait for ever.
  private static let patienceRounds = 1000

  /// Runs clusters of the grid one after the other, or where they can wait for each other some at a time.
  mutating func run(clusters range: Range<Int>) {
    var next = range.lowerBound
    var running: [Int] = []
    for slot in 0..<residentClusters { clusters[slot].index = -1 }
    while !hasFailed {
      if running.isEmpty {
        guard next < range.upperBound else { return }
        start(cluster: next, in: 0)
        next += 1
        running = [0]
      }
      var anyProgress = false
      var position = 0
      while position < running.count {
        let slot = running[position]
        let outcome = runCluster(slot)
        if hasFailed { return }
        switch outcome {
        case .ended:
          running.remove(at: position)
          anyProgress = true
          continue
        case .progress: anyProgress = true
        case .waiting: break
        }
        position += 1
        // A cluster that does not end lets one more start, which it may wait for.
        if position == running.count, next < range.upperBound, running.count < residentClusters,
          let free = (0..<residentClusters).first(where: { !running.contains($0) })
        {
          start(cluster: next, in: free)
          next += 1
          running.append(free)
          anyProgress = true
        }
      }
      if !anyProgress {
        failure = .deadlock(kernel: program.kernel, waits: deadlockReport(running))
        return
      }
    }
  }

  /// What became of a cluster in its turn.
  private enum Outcome {
    case ended
    case progress
    case waiting
  }

  /// Runs the warps of a cluster in rounds until it ends, nothing happens any more, or another cluster has its turn.
  private mutating func runCluster(_ slot: Int) -> Outcome {
    let first = slot * ctasPerCluster * warpsPerCTA
    let count = ctasPerCluster * warpsPerCTA
    let isAlone = residentClusters == 1
    var idle = 0
    var rounds = 0
    var outcome = Outcome.waiting
    while true {
      if clusters[slot].liveThreads == 0 { return .ended }
      let before = sideEffects
      var isBusy = false
      var canRun = false
      for index in first..<first + count where warps[index].live != 0 {
        let end = run(index, budget: Self.turn)
        switch end {
        case .failed: return outcome
        case .budget: isBusy = true
        case .yielded: canRun = true
        case .blocked, .ended: break
        }
        if options.maximumInstructions > 0, warpInstructions > options.maximumInstructions {
          failure = .instructionLimit(
            kernel: program.kernel, limit: options.maximumInstructions, line: program.line(lastOp.pointee))
          return outcome
        }
      }
      let isIdle = !isBusy && sideEffects == before
      if !isIdle { outcome = .progress }
      idle = isIdle ? idle + 1 : 0
      rounds += 1
      if isIdle && (!canRun || idle > (isAlone ? Self.patienceRounds : 4)) {
        if isAlone || !canRun { return outcome == .progress && !isAlone ? .progress : .waiting }
        clusters[slot].idleRounds += 1
        return clusters[slot].idleRounds > Self.patienceRounds ? outcome : .progress
      }
      if !isIdle { clusters[slot].idleRounds = 0 }
      if !isAlone && rounds >= 64 { return outcome }
    }
  }

  /// Who waits for what.
  private mutating func deadlockReport(_ running: [Int]) -> [String] {
    var waits: [String] = []
    var others = 0
    for slot in running {
      let first = slot * ctasPerCluster * warpsPerCTA
      for index in first..<first + ctasPerCluster * warpsPerCTA where warps[index].live != 0 {
        let warp = warps + index
        let cta = ctas[warp.pointee.cta]
        for position in 0..<warp.pointee.fragmentCount {
          let fragment = warp.pointee.fragments[position]
          guard waits.count < 8 else {
            others += 1
            continue
          }
          let place = fragment.state == .barrier || fragment.state == .yielded ? fragment.place - 1 : fragment.place
          let op = ops[Int(place)]
          let what =
            switch fragment.state {
            case .barrier: "barrier \(fragment.barrier)"
            case .cluster: "the barrier of the cluster"
            case .lanes: "the other lanes of the warp"
            case .ready, .yielded: op.group == .mbarrier ? "an mbarrier" : "another thread"
            }
          waits.append(
            "CTA (\(cta.x), \(cta.y), \(cta.z)) warp \(warp.pointee.index) lanes 0x"
              + String(fragment.mask, radix: 16) + " waits for \(what) in line \(program.line(op))")
        }
      }
    }
    if others > 0 { waits.append("and \(others) more") }
    return waits
  }
}
