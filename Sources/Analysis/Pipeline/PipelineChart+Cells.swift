import Trace

extension PipelineChart {
  /// The chart of a range of time in columns: rank after rank, each with `columns` cells.
  ///
  /// Columns divide the range as evenly as whole nanoseconds allow; a column of a range with fewer nanoseconds than
  /// columns shows the nanosecond that it falls in.
  /// - Complexity: O(chunks in the range + columns) a rank.
  public func cells(_ range: Range<Int64>, columns: Int) -> [PipelineCell] {
    precondition(columns > 0 && !range.isEmpty, "a chart has a range and columns")
    var cells: [PipelineCell] = []
    cells.reserveCapacity(ranks.count * columns)
    for rank in ranks.indices { appendCells(rank, range, columns, to: &cells) }
    return cells
  }

  private func appendCells(_ rank: Int, _ range: Range<Int64>, _ columns: Int, to cells: inout [PipelineCell]) {
    let all = ranks[rank].chunks
    var first = firstIndex(in: all) { busyUntil[$0] > range.lowerBound }
    for column in 0..<columns {
      let start = Self.boundary(column, range, columns)
      let end = max(start + 1, Self.boundary(column + 1, range, columns))
      while first < all.upperBound && busyUntil[first] <= start { first += 1 }
      cells.append(cell(start..<end, first..<all.upperBound))
    }
  }

  /// The cell of a column, from the first of a rank's chunks that can reach into it.
  private func cell(_ column: Range<Int64>, _ candidates: Range<Int>) -> PipelineCell {
    // By category: forward to overlapped pair, then the optimizer and everything else.
    var busy: InlineArray<6, Int64> = .init(repeating: 0)
    var covered: Int64 = 0
    var until = column.lowerBound
    for index in candidates {
      let chunk = chunks[index].time
      if chunk.lowerBound >= column.upperBound { break }
      let start = max(chunk.lowerBound, column.lowerBound)
      let end = min(chunk.upperBound, column.upperBound)
      guard end > start else { continue }
      busy[Self.slot(chunks[index].category)] += end - start
      covered += max(0, end - max(until, start))
      until = max(until, end)
    }
    var dominant: Int?
    for slot in busy.indices where busy[slot] > dominant.map({ busy[$0] }) ?? 0 { dominant = slot }
    return PipelineCell(
      dominant: dominant.map(Self.category),
      idleShare: 1 - Double(covered) / Double(column.upperBound - column.lowerBound))
  }

  private static func slot(_ category: SpanCategory) -> Int {
    category.isPipelineChunk ? Int(category.rawValue - SpanCategory.forward.rawValue) : 5
  }

  private static func category(_ slot: Int) -> SpanCategory {
    SpanCategory(rawValue: UInt8(slot) + SpanCategory.forward.rawValue) ?? .optimizer
  }

  /// Where a column begins; the last one ends with the range. Divided in two steps, so that no product overflows.
  private static func boundary(_ column: Int, _ range: Range<Int64>, _ columns: Int) -> Int64 {
    let (quotient, remainder) = (range.upperBound - range.lowerBound).quotientAndRemainder(dividingBy: Int64(columns))
    return range.lowerBound + quotient * Int64(column) + remainder * Int64(column) / Int64(columns)
  }
}
