/// When every chunk of a schedule runs.
///
/// Durations do not depend on what else runs, so a chunk's start follows from those of its rank's last chunk and of the
/// chunks that it waits for: one pass in order of dependency gives exactly what an event queue would, without the queue.
struct Execution: Sendable {
  /// When each chunk starts, in nanoseconds from the step's beginning.
  private(set) var starts: [Int64]
  /// When each chunk ends.
  private(set) var ends: [Int64]
  /// The chunk whose end let each chunk start: its rank's last one, or the one that it waited for; -1 at time 0.
  private(set) var causes: [Int32]

  private static let none: Int32 = -1

  /// Runs a schedule.
  ///
  /// - Parameter latency: from the end of a chunk to the start of one that needs it on another rank, in nanoseconds.
  /// - Throws: `RunError.deadlock`, `.repeatedChunk`, or `.tooLong`.
  init(_ schedule: Schedule, _ durations: ChunkDurations, latency: Int64) throws(RunError) {
    try Self.checkLength(schedule, durations, latency: latency)
    let count = schedule.chunks.count
    starts = Array(repeating: 0, count: count)
    ends = starts
    causes = Array(repeating: Self.none, count: count)

    var front = Front(schedule)
    let failure = starts.withUnsafeMutableBufferPointer { starts in
      ends.withUnsafeMutableBufferPointer { ends in
        causes.withUnsafeMutableBufferPointer { causes in
          schedule.chunks.withUnsafeBufferPointer { chunks in
            front.run(schedule, chunks, durations, latency, starts, ends, causes)
          }
        }
      }
    }
    if let failure { throw failure }
  }

  /// A step cannot take longer than all chunks one after the other; that, times the ranks, must be countable.
  private static func checkLength(
    _ schedule: Schedule, _ durations: ChunkDurations, latency: Int64
  ) throws(RunError) {
    let (chunk, first) = durations.longest.addingReportingOverflow(latency)
    let (_, second) = chunk.multipliedReportingOverflow(by: Int64(max(1, schedule.chunks.count)))
    if first || second || schedule.chunks.count > Int32.max { throw .tooLong }
  }

  /// How far the ranks have come.
  private struct Front {
    /// The chunk that made each output, by stage and micro-batch: forwards, then gradients.
    var forwards: [Int32]
    var gradients: [Int32]
    var weights: [Bool]
    /// The next chunk of each rank.
    var next: [Int]
    /// What each rank waits for: a position in `forwards` or, that many further on, in `gradients`; -1 for nothing.
    var awaited: [Int]
    /// Ranks that can go on.
    var runnable: [Int]

    init(_ schedule: Schedule) {
      let passes = schedule.stages * schedule.microBatches
      forwards = Array(repeating: Execution.none, count: passes)
      gradients = forwards
      weights = Array(repeating: false, count: passes)
      next = Array(schedule.rankStarts.dropLast())
      awaited = Array(repeating: -1, count: schedule.ranks)
      runnable = Array((0..<schedule.ranks).reversed())
    }

    mutating func run(
      _ schedule: Schedule, _ chunks: UnsafeBufferPointer<Chunk>, _ durations: ChunkDurations, _ latency: Int64,
      _ starts: UnsafeMutableBufferPointer<Int64>, _ ends: UnsafeMutableBufferPointer<Int64>,
      _ causes: UnsafeMutableBufferPointer<Int32>
    ) -> RunError? {
      let microBatches = schedule.microBatches
      let lastStage = schedule.stages - 1
      let passes = forwards.count
      while let rank = runnable.popLast() {
        let first = schedule.rankStarts[rank]
        let end = schedule.rankStarts[rank + 1]
        while next[rank] < end {
          let position = next[rank]
          let chunk = chunks[position]
          var start = position > first ? ends[position - 1] : 0
          var cause = position > first ? Int32(truncatingIfNeeded: position - 1) : Execution.none
          var missing = -1
          let forwardKey = Int(chunk.pass.stage) * microBatches + Int(chunk.pass.microBatch)
          let backwardKey = Int(chunk.backwardPass.stage) * microBatches + Int(chunk.backwardPass.microBatch)

          if chunk.kind.runsForward && chunk.pass.stage > 0 {
            let key = forwardKey - microBatches
            let producer = forwards[key]
            if producer < 0 {
              missing = key
            } else {
              let arrival = ends[Int(producer)] + transfer(schedule, chunk.pass, from: -1, rank, latency)
              if arrival > start {
                start = arrival
                cause = producer
              }
            }
          }
          if chunk.kind.makesInputGradient {
            // A backward pass needs its own forward pass; that of the last stage begins with the loss, which is there.
            if forwards[backwardKey] < 0 { missing = backwardKey }
            if Int(chunk.backwardPass.stage) < lastStage {
              let key = backwardKey + microBatches
              let producer = gradients[key]
              if producer < 0 {
                missing = passes + key
              } else {
                let arrival = ends[Int(producer)] + transfer(schedule, chunk.backwardPass, from: 1, rank, latency)
                if arrival > start {
                  start = arrival
                  cause = producer
                }
              }
            }
          }
          if chunk.kind == .weightGradient && gradients[forwardKey] < 0 { missing = passes + forwardKey }
          if missing >= 0 {
            awaited[rank] = missing
            break
          }

          if isRepeated(chunk, forwardKey, backwardKey) {
            return .repeatedChunk(rank: rank, position: position - first, chunk: chunk)
          }
          starts[position] = start
          ends[position] = start + durations.duration(of: chunk, at: position)
          causes[position] = cause
          next[rank] = position + 1
          let producer = Int32(truncatingIfNeeded: position)
          if chunk.kind.runsForward {
            forwards[forwardKey] = producer
            if Int(chunk.pass.stage) < lastStage { wake(schedule, chunk.pass, 1, waitingFor: forwardKey) }
          }
          if chunk.kind.makesInputGradient {
            gradients[backwardKey] = producer
            if chunk.backwardPass.stage > 0 {
              wake(schedule, chunk.backwardPass, -1, waitingFor: passes + backwardKey)
            }
          }
          if chunk.kind.releasesActivations && chunk.kind != .overlappedPair { weights[forwardKey] = true }
          if chunk.kind == .overlappedPair { weights[backwardKey] = true }
        }
      }
      return deadlock(schedule, chunks)
    }

    /// The latency to a rank from that of a neighbouring stage: 0 where one rank holds both.
    @inline(__always)
    private func transfer(_ schedule: Schedule, _ pass: Pass, from step: Int, _ rank: Int, _ latency: Int64) -> Int64 {
      if latency == 0 { return 0 }
      let neighbour = schedule.placement[Int(pass.direction) * schedule.stages + Int(pass.stage) + step]
      return Int(neighbour) == rank ? 0 : latency
    }

    private mutating func wake(_ schedule: Schedule, _ pass: Pass, _ step: Int, waitingFor key: Int) {
      let consumer = Int(schedule.placement[Int(pass.direction) * schedule.stages + Int(pass.stage) + step])
      if awaited[consumer] == key {
        awaited[consumer] = -1
        runnable.append(consumer)
      }
    }

    private func isRepeated(_ chunk: Chunk, _ forwardKey: Int, _ backwardKey: Int) -> Bool {
      chunk.kind.runsForward && forwards[forwardKey] >= 0
        || chunk.kind.makesInputGradient && gradients[backwardKey] >= 0
        || chunk.kind.releasesActivations && weights[backwardKey]
    }

    /// The first rank that could not finish, if any.
    private func deadlock(_ schedule: Schedule, _ chunks: UnsafeBufferPointer<Chunk>) -> RunError? {
      for rank in 0..<schedule.ranks where next[rank] < schedule.rankStarts[rank + 1] {
        let key = awaited[rank]
        let isGradient = key >= forwards.count
        let pass = isGradient ? key - forwards.count : key
        let name = isGradient ? "the input gradient" : "the forward"
        return .deadlock(
          rank: rank, position: next[rank] - schedule.rankStarts[rank], chunk: chunks[next[rank]],
          waitsFor: "\(name) of micro-batch \(pass % schedule.microBatches) at stage \(pass / schedule.microBatches)")
      }
      return nil
    }
  }
}
