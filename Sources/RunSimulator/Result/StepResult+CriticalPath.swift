extension StepResult {
  /// The chunk that ended last: of several, that of the first rank; `nil` for an empty schedule.
  public var lastChunk: Int? {
    var last: Int?
    for rank in 0..<schedule.ranks {
      let positions = schedule.positions(ofRank: rank)
      guard let position = positions.last else { continue }
      if ends[position] > last.map({ ends[$0] }) ?? -1 { last = position }
    }
    return last
  }

  /// The chunks that the length of the pipeline hangs on, first to last: each starts when the one before it has ended,
  /// or has ended and its output has arrived.
  public var criticalPath: [Int] {
    var path: [Int] = []
    var position = lastChunk ?? -1
    while position >= 0 {
      path.append(position)
      position = Int(causes[position])
    }
    return path.reversed()
  }
}
