import PTX

/// Where registers may be read before anything has written them.
///
/// A read is certain to follow a write if every path to it has one; a write under a guard does not count. The other reads
/// are checked while the kernel runs.
struct RegisterInitialization {
  /// For each instruction the registers that are to be checked, where there are any.
  private(set) var checks: [Int: [Int32]] = [:]
  /// The registers that are checked anywhere.
  private(set) var tracked: Set<Int32> = []

  /// Examines a function.
  ///
  /// - Parameter defined: registers that are written before its first instruction.
  init(_ function: PTXFunction, _ module: PTXModule, roles: [PTXOpcodeRole], defined: [Int32]) {
    guard !function.instructions.isEmpty, !function.registerTypes.isEmpty else { return }
    let access = RegisterAccess(function, roles: roles)
    let flow = ControlFlow(function, roles: roles)
    let words = (function.registerTypes.count + 63) / 64
    let blockCount = flow.blocks.count
    // What is certainly written at the end of a block by the block alone, and at its start by all paths to it.
    var written = [UInt64](repeating: 0, count: blockCount * words)
    var starts = [UInt64](repeating: ~0, count: blockCount * words)
    for word in 0..<words { starts[word] = 0 }
    for register in defined { starts[Int(register) / 64] |= 1 << UInt64(register % 64) }
    for (block, range) in flow.blocks.enumerated() {
      for index in Int(range.first)..<Int(range.end) where function.instructions[index].guardRegister < 0 {
        for register in access.writes(index) {
          written[block * words + Int(register) / 64] |= 1 << UInt64(register % 64)
        }
      }
    }
    var pending = Array((0..<blockCount).reversed())
    var isPending = [Bool](repeating: true, count: blockCount)
    while let block = pending.popLast() {
      isPending[block] = false
      for successor in flow.successors(block) {
        let target = Int(successor)
        var hasChanged = false
        for word in 0..<words {
          let end = starts[block * words + word] | written[block * words + word]
          let old = starts[target * words + word]
          if old & end != old {
            starts[target * words + word] = old & end
            hasChanged = true
          }
        }
        if hasChanged && !isPending[target] {
          isPending[target] = true
          pending.append(target)
        }
      }
    }
    collect(function, module, access, flow, starts, words)
  }

  private mutating func collect(
    _ function: PTXFunction, _ module: PTXModule, _ access: RegisterAccess, _ flow: ControlFlow, _ starts: [UInt64],
    _ words: Int
  ) {
    for (block, range) in flow.blocks.enumerated() {
      var known = Array(starts[block * words..<(block + 1) * words])
      for index in Int(range.first)..<Int(range.end) {
        let opcode = module.opcodes[Int(function.instructions[index].opcode)]
        // A copy of what nothing has written is harmless until it is used, and wgmma may ignore what it adds to.
        let isHarmless = opcode.base == "mov" || opcode.base == "wgmma"
        if !isHarmless {
          for register in access.reads(index) where known[Int(register) / 64] >> UInt64(register % 64) & 1 == 0 {
            if checks[index]?.contains(register) != true { checks[index, default: []].append(register) }
            tracked.insert(register)
          }
        }
        if function.instructions[index].guardRegister < 0 {
          for register in access.writes(index) { known[Int(register) / 64] |= 1 << UInt64(register % 64) }
        }
      }
    }
  }
}
