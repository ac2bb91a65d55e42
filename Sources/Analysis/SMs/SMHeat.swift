/// SM x time: the shares of each role in a cell of a chart whose rows are groups of neighbouring SMs.
public struct SMHeat: Sendable, Equatable {
  /// A cell.
  public struct Cell: Sendable, Equatable {
    /// The part of the cell's SM-time with compute, from 0 to 1.
    public var compute: Double
    /// The part with communication, from 0 to 1.
    public var communication: Double

    /// The role with most of the time; communication where both have as much.
    public var role: SMRole {
      if compute == 0 && communication == 0 { return .idle }
      return compute > communication ? .compute : .communication
    }
    /// The part with any work.
    public var busy: Double { compute + communication }
  }

  /// Rows from SM 0 on.
  public let rows: Int
  /// Columns from the range's start on.
  public let columns: Int
  /// The cells, row by row.
  public let cells: [Cell]

  /// The heat map of a range.
  public init(_ allocation: SMAllocation, range: Range<Int64>, rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    guard rows > 0, columns > 0, !range.isEmpty else {
      cells = []
      return
    }
    let sms = allocation.multiprocessors
    var times = [(compute: Int64, communication: Int64)](repeating: (0, 0), count: rows * columns)
    // The pictures of a column repeat: their times are summed first and shared out over the rows once.
    var byPicture = [[(compute: Int64, communication: Int64)]?](repeating: nil, count: allocation.pictures.count)
    var pictureTimes = [Int64](repeating: 0, count: allocation.pictures.count)
    var touched: [Int] = []
    var current = 0
    func close() {
      for picture in touched {
        let counts = byPicture[picture] ?? Self.counts(allocation.pictures[picture], rows: rows)
        byPicture[picture] = counts
        for row in 0..<rows {
          times[row * columns + current].compute += counts[row].compute * pictureTimes[picture]
          times[row * columns + current].communication += counts[row].communication * pictureTimes[picture]
        }
        pictureTimes[picture] = 0
      }
      touched.removeAll(keepingCapacity: true)
    }
    allocation.forEachPicture(range, columns: columns) { column, picture, time in
      if column != current {
        close()
        current = column
      }
      if pictureTimes[picture] == 0 { touched.append(picture) }
      pictureTimes[picture] += time
    }
    close()
    cells = times.indices.map { index in
      let (row, column) = index.quotientAndRemainder(dividingBy: columns)
      let width = range.boundary(of: column + 1, columns: columns) - range.boundary(of: column, columns: columns)
      let whole = Double(max(1, width)) * Double(max(1, (row + 1) * sms / rows - row * sms / rows))
      return Cell(
        compute: Double(times[index].compute) / whole, communication: Double(times[index].communication) / whole)
    }
  }

  private static func counts(_ roles: [SMRole], rows: Int) -> [(compute: Int64, communication: Int64)] {
    (0..<rows).map { row in
      let group = roles[(row * roles.count / rows)..<((row + 1) * roles.count / rows)]
      return group.reduce(into: (Int64(0), Int64(0))) { counts, role in
        if role == .compute { counts.0 += 1 }
        if role == .communication { counts.1 += 1 }
      }
    }
  }
}
