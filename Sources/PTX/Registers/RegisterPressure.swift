/// How many 32-bit registers hold live values at each instruction of a function.
///
/// A 64-bit value counts 2, one of at most 32 bits counts 1; predicates have registers of their own and count apart.
public struct RegisterPressure: Sendable {
  /// The registers that are live around each instruction: what is live behind it together with what it writes.
  public private(set) var registers: [Int32]
  /// The highest of `registers`.
  public private(set) var maximum: Int
  /// The most live predicates.
  public private(set) var maximumPredicates: Int

  /// The pressure of a function.
  ///
  /// - Parameter ignored: registers that count nothing, such as those that machine code needs no register for.
  public init(
    _ function: PTXFunction, flow: ControlFlow, access: RegisterAccess, liveness: Liveness, ignored: [Bool] = []
  ) {
    registers = [Int32](repeating: 0, count: function.instructions.count)
    maximum = 0
    maximumPredicates = 0
    let count = function.registerTypes.count
    var weights = function.registerTypes.map { $0 == .pred ? Int32(0) : Int32(($0.bits + 31) / 32) }
    for register in ignored.indices where ignored[register] { weights[register] = 0 }
    let isPredicate = function.registerTypes.map { $0 == .pred }
    var live = [Bool](repeating: false, count: count)
    for block in flow.blocks.indices {
      var sum: Int32 = 0
      var predicates = 0
      let row = liveness.liveBehind(block)
      for register in 0..<count {
        live[register] = row[row.startIndex + register >> 6] & (1 << UInt64(register & 63)) != 0
        if live[register] {
          sum += weights[register]
          if isPredicate[register] { predicates += 1 }
        }
      }
      for index in stride(from: Int(flow.blocks[block].end) - 1, through: Int(flow.blocks[block].first), by: -1) {
        var around = sum
        let isKill = function.instructions[index].guardRegister < 0
        for register in access.writes(index) where !live[Int(register)] { around += weights[Int(register)] }
        if isKill {
          for register in access.writes(index) where live[Int(register)] {
            live[Int(register)] = false
            sum -= weights[Int(register)]
            if isPredicate[Int(register)] { predicates -= 1 }
          }
        }
        for register in access.reads(index) where !live[Int(register)] {
          live[Int(register)] = true
          sum += weights[Int(register)]
          if isPredicate[Int(register)] { predicates += 1 }
        }
        around = max(around, sum)
        registers[index] = around
        maximum = max(maximum, Int(around))
        maximumPredicates = max(maximumPredicates, predicates)
      }
    }
  }
}
