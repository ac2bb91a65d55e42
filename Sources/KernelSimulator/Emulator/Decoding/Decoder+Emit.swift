import PTX

/// Appending micro-operations.
extension Decoder {
  /// Appends an operation under the guard of the instruction and counts the instruction with it.
  mutating func emit(_ op: MicroOp) {
    var op = op
    if instruction.guardRegister >= 0 {
      op.guardPredicate = registers[Int(instruction.guardRegister)]
      op.guardInvert = instruction.isGuardNegated ? ~0 : 0
    }
    op.counts = isCounted ? 0 : 1
    isCounted = true
    op.instruction = Int32(code.instructions.count - 1)
    code.ops.append(op)
  }

  /// Appends an operation that prepares an operand; it runs in all lanes and counts for nothing.
  mutating func prepare(_ op: MicroOp) {
    var op = op
    op.instruction = Int32(max(code.instructions.count - 1, 0))
    code.ops.append(op)
  }

  /// The slot of a constant.
  mutating func constant(_ value: ProgramConstant.Value, bits: Int) -> Int32 {
    let width = bits <= 32 ? 32 : bits
    let key = ConstantKey(value: value, bits: width)
    if let slot = constantSlots[key] { return slot }
    code.constantUnits += width <= 32 ? 1 : width <= 64 ? 2 : 4
    let slot = Int32(-128 * code.constantUnits)
    code.constants.append(ProgramConstant(value: value, slot: slot, bits: Int32(width)))
    constantSlots[key] = slot
    return slot
  }

  /// The slot of a number.
  mutating func constant(_ number: Int64, bits: Int) -> Int32 {
    let value = bits >= 64 ? UInt64(bitPattern: number) : UInt64(bitPattern: number) & ((1 << UInt64(bits)) - 1)
    let upper: UInt64 = bits == 128 && number < 0 ? ~0 : 0
    return constant(.bits(value, upper), bits: bits)
  }

  /// The bits of a register: those of its slot.
  func registerBits(_ register: Int32) -> Int { function.registerTypes[Int(register)].bits }

  /// The bits of the slot of a value of some bits.
  static func slotBits(_ bits: Int) -> Int { bits <= 32 ? 32 : bits <= 64 ? 64 : 128 }

  /// The operands of the instruction.
  var operands: ArraySlice<PTXOperand> { function.operands(of: instruction) }

  /// An operand by its position.
  func operand(_ position: Int) throws(DecodeFailure) -> PTXOperand {
    guard position < Int(instruction.operandCount) else { throw .operands("operand \(position + 1) is missing") }
    return function.operands[Int(instruction.firstOperand) + position]
  }

  /// A number that must be known before the run.
  func integer(_ operand: PTXOperand) -> Int64? {
    if case .integer(let value) = operand { return value }
    return nil
  }

  /// The elements of a vector or list; any other operand is its own only element.
  func elements(_ operand: PTXOperand) -> [PTXOperand] {
    switch operand {
    case .vector(let first, let count), .list(let first, let count):
      Array(function.operands[Int(first)..<Int(first + count)])
    default: [operand]
    }
  }
}
