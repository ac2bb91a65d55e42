import Trace

/// Shares intervals, which come in order, out over the columns of a chart.
struct StripFiller {
  private let range: Range<Int64>
  private var cells: [StripCell]
  /// Where each column begins, and after the last one where it ends.
  private let edges: [Int64]
  /// The names of the column that is being filled.
  private var names: [(name: NameID, category: SpanCategory, time: Int64)] = []
  private var column = 0

  init(range: Range<Int64>, columns: Int) {
    self.range = range
    let length = max(0, range.upperBound - range.lowerBound)
    let columns = max(0, columns)
    edges = (0...columns).map { column in
      // Full width: a year in nanoseconds times a few hundred columns exceeds 64 bits.
      guard columns > 0 else { return range.lowerBound }
      return range.lowerBound
        + Int64(columns).dividingFullWidth(length.multipliedFullWidth(by: Int64(column))).quotient
    }
    cells = (0..<columns).map { [edges] in StripCell(width: edges[$0 + 1] - edges[$0]) }
  }

  /// Adds an interval that starts no earlier than the one before; `busy` of it is shared out evenly.
  mutating func add(_ interval: Range<Int64>, busy: Int64, count: Int64, name: NameID, category: SpanCategory) {
    guard !cells.isEmpty, interval.lowerBound < range.upperBound else { return }
    let length = interval.upperBound - interval.lowerBound
    // A damaged level may say anything.
    let busy = min(max(0, busy), length)
    let count = min(max(0, count), 1 << 40)
    guard interval.upperBound > range.lowerBound || (length == 0 && interval.lowerBound >= range.lowerBound) else {
      return
    }
    var index = firstColumn(of: max(interval.lowerBound, range.lowerBound))
    repeat {
      let part = min(interval.upperBound, edges[index + 1]) - max(interval.lowerBound, edges[index])
      let share =
        busy == length || length == 0
        ? max(0, part) : length.dividingFullWidth(busy.multipliedFullWidth(by: max(0, part))).quotient
      note(index, share, count, name, category)
      index += 1
    } while index < cells.count && edges[index] < interval.upperBound
  }

  /// The finished columns.
  consuming func finish() -> [StripCell] {
    close()
    return cells
  }

  /// The column of a time, which is never before the column being filled.
  private func firstColumn(of time: Int64) -> Int {
    var low = 0
    var high = cells.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if edges[middle] <= time { low = middle } else { high = middle - 1 }
    }
    return low
  }

  private mutating func note(_ index: Int, _ time: Int64, _ count: Int64, _ name: NameID, _ category: SpanCategory) {
    if index != column {
      close()
      column = index
    }
    cells[index].busy = min(cells[index].width, cells[index].busy + time)
    cells[index].count += count
    if let known = names.firstIndex(where: { $0.name == name }) {
      names[known].time += time
    } else {
      names.append((name, category, time))
    }
  }

  private mutating func close() {
    guard var leader = names.first else { return }
    for candidate in names.dropFirst() where candidate.time > leader.time { leader = candidate }
    cells[column].name = leader.name
    cells[column].category = leader.category
    names.removeAll(keepingCapacity: true)
  }
}
