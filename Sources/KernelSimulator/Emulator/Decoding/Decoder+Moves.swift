import PTX

/// `mov` and `cvt`.
extension Decoder {
  /// `mov` of a value, of the parts of a vector, or of an address.
  mutating func decodeMove(_ type: PTXType) throws(DecodeFailure) {
    let target = try operand(0)
    let from = try operand(1)
    if case .vector = target {
      let parts = elements(target)
      if parts.count > 1 {
        let value = try source(from, bits: type.bits)
        try split(value, bits: type.bits, into: parts)
        return
      }
    }
    try move(source(from, bits: type.bits), to: target, bits: type.bits)
  }

  /// A copy of a slot.
  mutating func move(_ slot: Int32, to target: PTXOperand, bits: Int) throws(DecodeFailure) {
    emit(moveOperation(slot, to: try destination(target, bits: bits), bits: bits))
  }

  /// The operation that copies a slot.
  func moveOperation(_ slot: Int32, to d: Int32, bits: Int) -> MicroOp {
    var op: MicroOp
    switch Self.slotBits(bits) {
    case 32: op = Selection.integer(.move)
    case 64: op = Selection.wide(.move)
    default: op = Selection.wide(.move128)
    }
    op.a = slot
    op.d = d
    return op
  }

  /// The parts of a value, the first lowest.
  private mutating func split(_ value: Int32, bits: Int, into parts: [PTXOperand]) throws(DecodeFailure) {
    guard parts.count.isMultiple(of: 2), bits % parts.count == 0 else {
      throw .operands("a vector of \(parts.count) parts")
    }
    let half = bits / 2
    // A part may be the register that is taken apart, so both halves are read before either is written.
    let copy = allocate(bits: bits)
    prepare(moveOperation(value, to: copy, bits: bits))
    for (position, run) in [parts[..<(parts.count / 2)], parts[(parts.count / 2)...]].enumerated() {
      let run = Array(run)
      var op = halfOperation(bits, isUpper: position == 1)
      op.a = copy
      if run.count == 1 {
        if case .sink = run[0] { continue }
        op.d = try destination(run[0], bits: half)
        emit(op)
      } else {
        op.d = allocate(bits: half)
        prepare(op)
        try split(op.d, bits: half, into: run)
      }
    }
  }

  private mutating func halfOperation(_ bits: Int, isUpper: Bool) -> MicroOp {
    switch bits {
    case 128: return Selection.wide(isUpper ? .upper128 : .lower128)
    case 64: return Selection.wide(isUpper ? .upper : .lower)
    default:
      var op = Selection.integer(.extract)
      op.b = constant(isUpper ? Int64(bits / 2) : 0, bits: 32)
      op.c = constant(Int64(bits / 2), bits: 32)
      return op
    }
  }

  /// `cvt` between scalar types: the usual ones have their own operations.
  mutating func decodeConversion(_ template: MicroOp, _ from: PTXType, _ to: PTXType) throws(DecodeFailure) {
    let target = try operand(0)
    var resultBits = max(to.bits, 16)
    if case .register(let register) = target { resultBits = max(resultBits, registerBits(register)) }
    let from0 = try operand(1)
    var sourceBits = Self.slotBits(from.bits)
    if case .register(let register) = from0 { sourceBits = Self.slotBits(registerBits(register)) }
    if sourceBits == 128 || resultBits > 64 { throw .unsupported }
    var op = template
    op.a = try source(from0, bits: sourceBits)
    op.d = try destination(target, bits: resultBits)
    if !usualConversion(&op, from, to, sourceBits, resultBits) {
      op.variant = to.rawValue
      let toIntegral =
        from.isFloat && to.isFloat
        && module.opcodes[Int(instruction.opcode)].modifiers.contains {
          ["rni", "rzi", "rmi", "rpi"].contains($0)
        }
      op.flags = UInt16(from.rawValue) | (toIntegral ? 0x100 : 0)
      op.c = Int32(sourceBits)
      op.e = Int32(resultBits)
    }
    emit(op)
  }

  /// Gives frequent conversions without modifiers their own operation.
  private func usualConversion(
    _ op: inout MicroOp, _ from: PTXType, _ to: PTXType, _ sourceBits: Int, _ resultBits: Int
  ) -> Bool {
    let isPlain = op.modifiers == 0 && op.rounding == RoundingMode.nearestEven.rawValue
    guard isPlain else { return false }
    if !from.isFloat && !to.isFloat {
      // The narrower of the two decides what is kept, and its sign how the register is filled.
      let narrow = to.bits <= from.bits ? to : from
      let flags: UInt16 = (narrow.isSigned ? 1 : 0) | (resultBits == 16 ? 2 : 0)
      if from.bits == to.bits && resultBits > to.bits && from.isSigned != to.isSigned { return false }
      if to.bits > from.bits && resultBits > to.bits && to.isSigned != from.isSigned { return false }
      switch (sourceBits, resultBits) {
      case (32, ...32): op.code = ConvertOperation.extend.rawValue
      case (32, 64): op.code = ConvertOperation.extendWide.rawValue
      case (64, ...32): op.code = ConvertOperation.shorten.rawValue
      default: return false
      }
      if narrow.bits > 32 { return false }
      op.variant = UInt8(narrow.bits)
      op.flags = flags
      return true
    }
    guard sourceBits == 32 else { return false }
    switch (from, to, resultBits) {
    case (.s32, .f32, 32): op.code = ConvertOperation.floatFromSigned.rawValue
    case (.u32, .f32, 32): op.code = ConvertOperation.floatFromUnsigned.rawValue
    case (.f32, .f64, 64): op.code = ConvertOperation.doubleFromFloat.rawValue
    case (.bf16, .f32, 32): op.code = ConvertOperation.floatFromBrain.rawValue
    case (.f16, .f32, 32): op.code = ConvertOperation.floatFromHalf.rawValue
    case (.f32, .bf16, 16): op.code = ConvertOperation.brainFromFloat.rawValue
    case (.f32, .f16, 16): op.code = ConvertOperation.halfFromFloat.rawValue
    default: return false
    }
    return true
  }
}
