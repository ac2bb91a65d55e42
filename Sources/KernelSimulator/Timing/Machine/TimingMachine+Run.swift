/// The loop over cycles.
extension TimingMachine {
  /// Runs until a cluster has ended.
  ///
  /// - Parameter limit: The warp-instructions after which the run stops in any case.
  /// - Returns: Its slot; `nil` where the limit is reached, nothing runs any more, or the run has failed.
  mutating func runUntilCompletion(limit: Int) -> Int? {
    while !hasFailed, executor.warpInstructions < limit {
      while completed != 0 {
        let slot = completed.trailingZeroBitCount
        completed &= completed &- 1
        if isFree(slot) { return slot }
      }
      var next = Int64.max
      // Schedulers of an SM share its queues: each is the first in turn.
      let offset = Int(truncatingIfNeeded: now)
      for index in 0..<schedulerCount {
        let scheduler = index & ~3 | (index &+ offset) & 3
        if nextTime[scheduler] <= now { turn(scheduler) }
        if nextTime[scheduler] < next { next = nextTime[scheduler] }
      }
      // A scheduler may have woken warps of one that had its turn before.
      for scheduler in 0..<schedulerCount where nextTime[scheduler] < next { next = nextTime[scheduler] }
      if completed != 0 { continue }
      if next == .max { return nil }
      now = max(next, now + 1)
    }
    return nil
  }

  /// Lets a scheduler issue one instruction: of the warp that issued last, else of the oldest that can.
  private mutating func turn(_ scheduler: Int) {
    let first = scheduler * seatsPerScheduler
    if busyUntil[scheduler] <= now {
      let last = lastSeat[scheduler]
      var hasIssued = false
      if times[first + last] <= now { hasIssued = issue(first + last) }
      var index = 0
      while !hasIssued, !hasFailed, index < seatsPerScheduler {
        if times[first + index] <= now, issue(first + index) {
          hasIssued = true
          lastSeat[scheduler] = index
        }
        index += 1
      }
    }
    var next = Int64.max
    for index in 0..<seatsPerScheduler { next = min(next, times[first + index]) }
    // Never before the next cycle, nor while an instruction of several slots is issued.
    nextTime[scheduler] = next == .max ? .max : max(next, now + 1, busyUntil[scheduler])
  }

  /// Lets warps go on that wait for an mbarrier which only another part of the same warp can reach.
  ///
  /// - Returns: Whether there were any.
  mutating func releaseWaiting() -> Bool {
    var isReleased = false
    for seat in 0..<seatCount where warps[seat].state == .mbarrier {
      if executor.step(Int(warps[seat].number)) == .failed { failure = executor.failure }
      warps[seat].earliest = now + 20
      prepare(seat)
      if times[seat] != .max { isReleased = true }
    }
    return isReleased
  }
}
