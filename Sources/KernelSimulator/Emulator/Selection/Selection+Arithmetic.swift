import PTX

/// `add`, `mul` and their like: integers first, then floats.
extension Selection {
  static func arithmetic(_ opcode: PTXOpcode) -> InstructionForm? {
    guard let type = opcode.types.first else { return nil }
    switch type {
    case .f32: return single(opcode)
    case .f64: return double(opcode)
    case .f16, .bf16: return half(opcode, type)
    case .f16x2, .bf16x2, .f32x2: return pair(opcode, type)
    case .u16x2, .s16x2: return integerPair(opcode, type)
    case .u16, .s16, .b16: return narrow(opcode, type.isSigned)
    case .u32, .s32, .b32: return word(opcode, type.isSigned)
    case .u64, .s64, .b64: return long(opcode, type.isSigned)
    default: return nil
    }
  }

  private static func word(_ opcode: PTXOpcode, _ isSigned: Bool) -> InstructionForm? {
    func pick(_ unsigned: IntegerOperation, _ signed: IntegerOperation) -> IntegerOperation {
      isSigned ? signed : unsigned
    }
    let isHigh = opcode.has("hi")
    let isSaturated = opcode.has("sat")
    let hasCarry = opcode.has("cc")
    switch opcode.base {
    case "add", "sub":
      if hasCarry { return carry(opcode, opcode.base == "add" ? .addCarry : .subtractCarry, sources: 2) }
      if isSaturated { return two(opcode.base == "add" ? .addSaturated : .subtractSaturated) }
      return two(opcode.base == "add" ? .add : .subtract)
    case "mul":
      if opcode.has("wide") {
        return .lanes(wide(isSigned ? .wideMultiplySigned : .wideMultiply), d: 64, sources: [32, 32])
      }
      return isHigh ? two(pick(.multiplyHigh, .multiplyHighSigned)) : two(.multiply)
    case "mad":
      if opcode.has("wide") {
        return .lanes(wide(isSigned ? .wideMultiplyAddSigned : .wideMultiplyAdd), d: 64, sources: [32, 32, 64])
      }
      if hasCarry {
        let high = pick(.multiplyAddHighCarry, .multiplyAddHighSignedCarry)
        return carry(opcode, isHigh ? high : .multiplyAddCarry, sources: 3)
      }
      if isSaturated { return isHigh && isSigned ? three(.multiplyAddHighSaturated) : nil }
      return isHigh ? three(pick(.multiplyAddHigh, .multiplyAddHighSigned)) : three(.multiplyAdd)
    case "mul24":
      return isHigh ? two(pick(.multiply24High, .multiply24HighSigned)) : two(pick(.multiply24, .multiply24Signed))
    case "mad24":
      if isSaturated { return isHigh && isSigned ? three(.multiplyAdd24HighSaturated) : nil }
      return isHigh
        ? three(pick(.multiplyAdd24High, .multiplyAdd24HighSigned)) : three(pick(.multiplyAdd24, .multiplyAdd24Signed))
    case "div": return two(pick(.divide, .divideSigned))
    case "rem": return two(pick(.remainder, .remainderSigned))
    case "min": return opcode.has("relu") ? nil : two(pick(.minimum, .minimumSigned))
    case "max": return opcode.has("relu") ? nil : two(pick(.maximum, .maximumSigned))
    case "abs": return one(.absolute)
    case "neg": return one(.negate)
    case "sad": return three(pick(.difference, .differenceSigned))
    default: return nil
    }
  }

  private static func narrow(_ opcode: PTXOpcode, _ isSigned: Bool) -> InstructionForm? {
    switch opcode.base {
    case "add": return two(.add16, 16)
    case "sub": return two(.subtract16, 16)
    case "mul":
      if opcode.has("wide") {
        return .lanes(integer(isSigned ? .wideMultiplySigned : .wideMultiply), d: 32, sources: [16, 16])
      }
      return opcode.has("hi") ? two(isSigned ? .multiplyHighSigned16 : .multiplyHigh16, 16) : two(.multiply16, 16)
    case "mad":
      if opcode.has("wide") {
        return .lanes(integer(isSigned ? .wideMultiplyAddSigned : .wideMultiplyAdd), d: 32, sources: [16, 16, 32])
      }
      return opcode.has("hi")
        ? three(isSigned ? .multiplyAddHighSigned16 : .multiplyAddHigh16, 16) : three(.multiplyAdd16, 16)
    case "div": return two(isSigned ? .divideSigned16 : .divide16, 16)
    case "rem": return two(isSigned ? .remainderSigned16 : .remainder16, 16)
    case "min": return two(isSigned ? .minimumSigned16 : .minimum, 16)
    case "max": return two(isSigned ? .maximumSigned16 : .maximum, 16)
    case "abs": return one(.absolute16, 16)
    case "neg": return one(.negate16, 16)
    case "sad": return three(isSigned ? .differenceSigned16 : .difference16, 16)
    default: return nil
    }
  }

  private static func long(_ opcode: PTXOpcode, _ isSigned: Bool) -> InstructionForm? {
    let isHigh = opcode.has("hi")
    switch opcode.base {
    case "add", "sub":
      if opcode.has("cc") { return wideCarry(opcode, opcode.base == "add" ? .addCarry : .subtractCarry, sources: 2) }
      return wideTwo(opcode.base == "add" ? .add : .subtract)
    case "mul": return isHigh ? wideTwo(isSigned ? .multiplyHighSigned : .multiplyHigh) : wideTwo(.multiply)
    case "mad":
      if opcode.has("cc") {
        let high: WideIntegerOperation = isSigned ? .multiplyAddHighSignedCarry : .multiplyAddHighCarry
        return wideCarry(opcode, isHigh ? high : .multiplyAddCarry, sources: 3)
      }
      return isHigh
        ? wideThree(isSigned ? .multiplyAddHighSigned : .multiplyAddHigh) : wideThree(.multiplyAdd)
    case "div": return wideTwo(isSigned ? .divideSigned : .divide)
    case "rem": return wideTwo(isSigned ? .remainderSigned : .remainder)
    case "min": return wideTwo(isSigned ? .minimumSigned : .minimum)
    case "max": return wideTwo(isSigned ? .maximumSigned : .maximum)
    case "abs": return .lanes(wide(.absolute), d: 64, sources: [64])
    case "neg": return .lanes(wide(.negate), d: 64, sources: [64])
    case "sad": return wideThree(isSigned ? .differenceSigned : .difference)
    default: return nil
    }
  }

  private static func integerPair(_ opcode: PTXOpcode, _ type: PTXType) -> InstructionForm? {
    if opcode.has("relu") { return nil }
    switch opcode.base {
    case "add": return two(.addPacked)
    case "min": return two(type.isSigned ? .minimumPackedSigned : .minimumPacked)
    case "max": return two(type.isSigned ? .maximumPackedSigned : .maximumPacked)
    default: return nil
    }
  }

  static func one(_ operation: IntegerOperation, _ bits: Int = 32, variant: UInt8 = 0) -> InstructionForm {
    .lanes(integer(operation, variant: variant), d: bits, sources: [bits])
  }

  static func two(_ operation: IntegerOperation, _ bits: Int = 32, variant: UInt8 = 0) -> InstructionForm {
    .lanes(integer(operation, variant: variant), d: bits, sources: [bits, bits])
  }

  static func three(_ operation: IntegerOperation, _ bits: Int = 32, variant: UInt8 = 0) -> InstructionForm {
    .lanes(integer(operation, variant: variant), d: bits, sources: [bits, bits, bits])
  }

  static func wideTwo(_ operation: WideIntegerOperation) -> InstructionForm {
    .lanes(wide(operation), d: 64, sources: [64, 64])
  }

  static func wideThree(_ operation: WideIntegerOperation) -> InstructionForm {
    .lanes(wide(operation), d: 64, sources: [64, 64, 64])
  }

  /// An operation with the carry flag: `addc` and its like read it, `.cc` writes it.
  static func carry(_ opcode: PTXOpcode, _ operation: IntegerOperation, sources: Int) -> InstructionForm {
    var op = integer(operation)
    op.flags = (opcode.base.hasSuffix("c") ? 1 : 0) | (opcode.has("cc") ? 2 : 0)
    return .lanes(op, d: 32, sources: Array(repeating: 32, count: sources))
  }

  /// An operation of 64 bits with the carry flag.
  static func wideCarry(_ opcode: PTXOpcode, _ operation: WideIntegerOperation, sources: Int) -> InstructionForm {
    var op = wide(operation)
    op.flags = (opcode.base.hasSuffix("c") ? 1 : 0) | (opcode.has("cc") ? 2 : 0)
    return .lanes(op, d: 64, sources: Array(repeating: 64, count: sources))
  }
}
