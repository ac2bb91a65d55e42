import PTX

/// From the form of an instruction and its operands to micro-operations.
extension Decoder {
  /// Decodes one instruction.
  mutating func decode(_ form: InstructionForm, _ opcode: PTXOpcode) throws(DecodeFailure) {
    switch form {
    case .lanes(let op, let d, let sources): try decodeLanes(op, d, sources)
    case .lanesWithVariant(var op, let d, let sources):
      guard let last = integer(try operand(sources.count + 1)) else { throw .unsupported }
      op.variant = UInt8(truncatingIfNeeded: last)
      try decodeLanes(op, d, sources)
    case .comparePredicate(let op, let bits, let combination):
      try decodeComparison(op, bits, combination, d: nil)
    case .compareValue(let op, let bits, let combination, let result):
      try decodeComparisonValue(op, bits, combination, result)
    case .property(var op, let bits):
      op.a = try source(operand(1), bits: bits)
      op.b = op.a
      op.d = try predicateDestination(operand(0))
      emit(op)
    case .select(let bits): try decodeSelect(bits)
    case .move(let type): try decodeMove(type)
    case .predicates(let operation): try decodePredicates(operation)
    case .convert(let op, let from, let to): try decodeConversion(op, from, to)
    case .convertAddress(let space, let isTo, let bits): try decodeAddressConversion(space, isTo, bits)
    case .isSpace(let space, let isCluster): try decodeIsSpace(space, isCluster)
    case .load(let space, let type, let count): try decodeLoad(opcode, space, type, count)
    case .store(let space, let type, let count): try decodeStore(opcode, space, type, count)
    case .atomic(let operation, let type, let space, let count, let hasResult):
      try decodeAtomic(operation, type, space, count, hasResult)
    case .branch: try decodeBranch()
    case .branchIndexed: try decodeIndexedBranch()
    case .call: try decodeCall()
    case .bare(let op):
      if op.code == ControlOperation.return.rawValue { emitReturn() } else { emit(op) }
    case .nothing: emit(MicroOp(.special, SpecialOperation.nothing.rawValue))
    case .warp(let operation, let type): try decodeWarp(operation, type)
    case .barrier(let operation): try decodeBarrier(operation, opcode)
    case .mbarrier(let operation, let space): try decodeMbarrier(operation, space, opcode)
    case .copy(let form): try decodeCopy(form)
    case .matrix(let form): try decodeMatrix(form)
    case .special(let operation): try decodeSpecial(operation, opcode)
    }
  }

  private mutating func decodeLanes(_ template: MicroOp, _ d: Int, _ sources: [Int]) throws(DecodeFailure) {
    var op = template
    guard Int(instruction.operandCount) > sources.count else { throw .operands("\(sources.count + 1) are expected") }
    for (position, bits) in sources.enumerated() {
      let operand = try operand(position + 1)
      let slot = try source(operand, bits: bits)
      switch position {
      case 0: op.a = slot
      case 1:
        op.b = slot
        if op.group == .integer, case .integer = operand { markUniformShift(&op) }
      case 2: op.c = slot
      default: op.e = slot
      }
    }
    op.d = try destination(operand(0), bits: d)
    emit(op)
  }

  /// A shift by a number is the same in all lanes.
  private func markUniformShift(_ op: inout MicroOp) {
    switch unsafeBitCast(op.code, to: IntegerOperation.self) {
    case .shiftLeft, .shiftRight, .shiftRightSigned: op.variant = 1
    default: break
    }
  }

  private mutating func decodeComparison(
    _ template: MicroOp, _ bits: Int, _ combination: UInt16, d: Int32?
  ) throws(DecodeFailure) {
    var op = template
    op.a = try source(operand(1), bits: bits)
    op.b = try source(operand(2), bits: bits)
    op.e = FixedPredicate.sink
    if let d {
      op.d = d
    } else {
      switch try operand(0) {
      case .pair(let first, let second):
        op.d = try predicateDestination(first)
        op.e = try predicateDestination(second)
      case let single: op.d = try predicateDestination(single)
      }
    }
    op.flags = combination
    if combination != 0 {
      let (index, isNegated) = try predicate(operand(3))
      op.c = index
      if isNegated { op.flags |= 4 }
    }
    emit(op)
  }

  private mutating func decodeComparisonValue(
    _ template: MicroOp, _ bits: Int, _ combination: UInt16, _ result: MicroOp
  ) throws(DecodeFailure) {
    let first = Int32(code.predicateCount)
    code.predicateCount += 2
    var op = template
    op.a = try source(operand(1), bits: bits)
    op.b = try source(operand(2), bits: bits)
    op.d = first
    op.e = first + 1
    op.flags = combination
    if combination != 0 {
      let (index, isNegated) = try predicate(operand(3))
      op.c = index
      if isNegated { op.flags |= 4 }
    }
    emit(op)
    var expand = result
    expand.a = first
    expand.b = first + 1
    expand.d = try destination(operand(0), bits: 32)
    emit(expand)
  }

  private mutating func decodeSelect(_ bits: Int) throws(DecodeFailure) {
    var op: MicroOp
    switch Self.slotBits(bits) {
    case 32: op = Selection.integer(.select)
    case 64: op = Selection.wide(.select)
    default: op = Selection.wide(.select128)
    }
    op.a = try source(operand(1), bits: bits)
    op.b = try source(operand(2), bits: bits)
    let (index, isNegated) = try predicate(operand(3))
    op.c = index
    op.e = isNegated ? -1 : 0
    op.d = try destination(operand(0), bits: bits)
    emit(op)
  }

  private mutating func decodePredicates(_ operation: CompareOperation) throws(DecodeFailure) {
    var op = MicroOp(.compare, operation.rawValue)
    let (first, isFirstNegated) = try predicate(operand(1))
    op.a = first
    op.flags = isFirstNegated ? 1 : 0
    if operation != .move && operation != .not {
      let (second, isSecondNegated) = try predicate(operand(2))
      op.b = second
      if isSecondNegated { op.flags |= 2 }
    }
    op.d = try predicateDestination(operand(0))
    emit(op)
  }
}
