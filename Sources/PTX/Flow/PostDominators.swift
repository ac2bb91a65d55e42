/// Immediate post-dominators by the algorithm of Cooper, Harvey and Kennedy ("A simple, fast dominance algorithm"), run
/// on the reversed graph from a node behind all ends.
enum PostDominators {
  /// For each block its immediate post-dominator, or -1 for the end of the function.
  static func compute(_ flow: ControlFlow, leavesFunction: [Bool]) -> [Int32] {
    let count = flow.blocks.count
    let exit = Int32(count)
    let predecessors = Predecessors(flow)
    var order: [Int32] = []
    var number = [Int32](repeating: -1, count: count + 1)
    for block in 0..<count where leavesFunction[block] { visit(Int32(block), predecessors, &number, &order) }
    let returns = number.map { $0 >= 0 }
    // The rest runs into traps, or into loops without an end, of which the last block is taken for one.
    var isEnd = leavesFunction
    for mustBeLast in [true, false] {
      for block in stride(from: count - 1, through: 0, by: -1) where number[block] < 0 {
        if mustBeLast && !flow.successors(block).isEmpty { continue }
        isEnd[block] = true
        visit(Int32(block), predecessors, &number, &order)
      }
    }
    number[count] = Int32(order.count)

    var immediate = [Int32](repeating: -1, count: count + 1)
    immediate[count] = exit
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for block in order.reversed() {
        var new: Int32 = isEnd[Int(block)] ? exit : -1
        for successor in flow.successors(Int(block)) where immediate[Int(successor)] >= 0 {
          if returns[Int(block)] && !returns[Int(successor)] { continue }
          new = new < 0 ? successor : meet(new, successor, immediate, number)
        }
        if new >= 0 && immediate[Int(block)] != new {
          immediate[Int(block)] = new
          hasChanged = true
        }
      }
    }
    return immediate[..<count].map { $0 == exit ? -1 : $0 }
  }

  private static func meet(_ a: Int32, _ b: Int32, _ immediate: [Int32], _ number: [Int32]) -> Int32 {
    var a = a
    var b = b
    while a != b {
      while number[Int(a)] < number[Int(b)] { a = immediate[Int(a)] }
      while number[Int(b)] < number[Int(a)] { b = immediate[Int(b)] }
    }
    return a
  }

  /// Numbers the blocks that reach a block in post order.
  private static func visit(
    _ block: Int32, _ predecessors: Predecessors, _ number: inout [Int32], _ order: inout [Int32]
  ) {
    guard number[Int(block)] < 0 else { return }
    number[Int(block)] = 0
    var stack: [(block: Int32, next: Int32)] = [(block, predecessors.starts[Int(block)])]
    while let top = stack.last {
      if top.next < predecessors.starts[Int(top.block) + 1] {
        stack[stack.count - 1].next += 1
        let predecessor = predecessors.list[Int(top.next)]
        if number[Int(predecessor)] < 0 {
          number[Int(predecessor)] = 0
          stack.append((predecessor, predecessors.starts[Int(predecessor)]))
        }
      } else {
        number[Int(top.block)] = Int32(order.count)
        order.append(top.block)
        stack.removeLast()
      }
    }
  }
}
