/// The blocks before each block of a function.
struct Predecessors {
  /// Where those of each block start within the list.
  var starts: [Int32]
  var list: [Int32]

  init(_ flow: ControlFlow) {
    let count = flow.blocks.count
    starts = [Int32](repeating: 0, count: count + 1)
    for block in 0..<count {
      for successor in flow.successors(block) { starts[Int(successor) + 1] += 1 }
    }
    for block in 0..<count { starts[block + 1] += starts[block] }
    var next = starts
    list = [Int32](repeating: 0, count: Int(starts[count]))
    for block in 0..<count {
      for successor in flow.successors(block) {
        list[Int(next[Int(successor)])] = Int32(block)
        next[Int(successor)] += 1
      }
    }
  }
}
