import Trace

extension PhaseSummary {
  /// The phases of a trace, in the order in which they were first entered.
  static func phases(in trace: TraceTables, work: GPUWork) -> [PhaseSummary] {
    let hasHostRanges = trace.spans.contains { $0.category == .annotation }
    let category: SpanCategory = hasHostRanges ? .annotation : .gpuAnnotation
    let launched = work.spans.filter { $0.launched != TraceSpan.unknownTime }.sorted { $0.launched < $1.launched }
    var byName: [NameID: Accumulator] = [:]
    for range in trace.spans where range.category == category {
      byName[range.name, default: Accumulator(firstStart: range.start)].add(range, launched: launched)
    }
    return byName.map { name, sums in
      PhaseSummary(
        name: trace.text(name), count: sums.count, firstStart: sums.firstStart, host: sums.host, gpu: sums.gpu,
        workCount: sums.workCount)
    }
    .sorted { ($0.firstStart, -$0.host, $0.name) < ($1.firstStart, -$1.host, $1.name) }
  }

  private struct Accumulator {
    var firstStart: Int64
    var count = 0
    var host: Int64 = 0
    var gpu: Int64 = 0
    var workCount = 0

    init(firstStart: Int64) {
      self.firstStart = firstStart
    }

    mutating func add(_ range: TraceSpan, launched: [TraceSpan]) {
      firstStart = min(firstStart, range.start)
      count += 1
      host += range.duration
      let first = launched.partitionPoint { $0.launched >= range.start }
      let last = launched.partitionPoint { $0.launched >= range.end }
      let inside = launched[first..<max(first, last)].sorted { $0.start < $1.start }
      workCount += inside.count
      gpu += IntervalSet(ascending: inside.lazy.map { $0.start..<$0.end }).length
    }
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first position whose element fulfils a condition that, once fulfilled, stays so; `endIndex` where none does.
  func partitionPoint(_ condition: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
