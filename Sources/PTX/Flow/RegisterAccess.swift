/// Which registers each instruction of a function reads and writes.
///
/// An address that stands first is read, as are guards; the elements of vectors, lists and coordinates count one by one.
public struct RegisterAccess: Sendable {
  private var readStarts: [Int32]
  private var readList: [Int32]
  private var writeStarts: [Int32]
  private var writeList: [Int32]

  /// The accesses of a function.
  ///
  /// - Parameter roles: those of the module's opcodes.
  public init(_ function: PTXFunction, roles: [PTXOpcodeRole]) {
    let count = function.instructions.count
    readStarts = [0]
    readList = []
    writeStarts = [0]
    writeList = []
    readStarts.reserveCapacity(count + 1)
    writeStarts.reserveCapacity(count + 1)
    for instruction in function.instructions {
      let role = roles[Int(instruction.opcode)]
      if instruction.guardRegister >= 0 { readList.append(instruction.guardRegister) }
      let first = Int(instruction.firstOperand)
      let end = first + Int(instruction.operandCount)
      for index in first..<end {
        let operand = function.operands[index]
        var writes = role.writesFirst && index == first
        if role.isCall, index == first, case .list = operand, index + 1 < end { writes = true }
        add(operand, function, writes: writes, reads: !writes || role.readsFirst)
      }
      readStarts.append(Int32(readList.count))
      writeStarts.append(Int32(writeList.count))
    }
  }

  private mutating func add(_ operand: PTXOperand, _ function: PTXFunction, writes: Bool, reads: Bool) {
    switch operand {
    case .register(let register): add(register, writes: writes, reads: reads)
    case .negatedRegister(let register): readList.append(register)
    case .pair(let a, let b):
      if a >= 0 { add(a, writes: writes, reads: reads) }
      if b >= 0 { add(b, writes: writes, reads: reads) }
    case .address(let register, _): readList.append(register)
    case .vector(let first, let count), .list(let first, let count):
      for index in Int(first)..<Int(first) + Int(count) {
        switch function.operands[index] {
        case .register(let register): add(register, writes: writes, reads: reads)
        case .negatedRegister(let register): readList.append(register)
        default: break
        }
      }
    case .tensor(let register, let first, let count):
      readList.append(register)
      for index in Int(first)..<Int(first) + Int(count) {
        if case .register(let register) = function.operands[index] { readList.append(register) }
      }
    case .sink, .integer, .float32, .float64, .special, .symbol, .symbolAddress, .absoluteAddress, .label, .prototype:
      break
    }
  }

  private mutating func add(_ register: Int32, writes: Bool, reads: Bool) {
    if writes { writeList.append(register) }
    if reads { readList.append(register) }
  }

  /// The registers that an instruction reads, its guard included; one may stand twice.
  public func reads(_ instruction: Int) -> ArraySlice<Int32> {
    readList[Int(readStarts[instruction])..<Int(readStarts[instruction + 1])]
  }

  /// The registers that an instruction writes.
  public func writes(_ instruction: Int) -> ArraySlice<Int32> {
    writeList[Int(writeStarts[instruction])..<Int(writeStarts[instruction + 1])]
  }
}
