import PTX

/// Logic, shifts, bit fields and sums with carry.
extension Selection {
  static func bits(_ opcode: PTXOpcode) -> InstructionForm? {
    let type = opcode.types.first ?? .b32
    let isSigned = type.isSigned
    let isLong = type.bits == 64
    switch opcode.base {
    case "and", "or", "xor", "not": return logic(opcode, type)
    case "cnot":
      if isLong { return .lanes(wide(.conditionalNot), d: 64, sources: [64]) }
      return type.bits == 16 ? one(.conditionalNot16, 16) : one(.conditionalNot)
    case "shl", "shr": return shift(opcode, type)
    case "lop3":
      return type == .b32 && !opcode.has("or") && !opcode.has("and") && !opcode.has("xor")
        ? .lanesWithVariant(integer(.logic), d: 32, sources: [32, 32, 32]) : nil
    case "shf":
      return three(opcode.has("l") ? .funnelLeft : .funnelRight, variant: opcode.has("clamp") ? 1 : 0)
    case "prmt":
      let mode = opcode.modifiers.lazy.compactMap { PermuteMode(rawValue: $0) }.first ?? .generic
      return three(.permute, variant: unsafeBitCast(mode, to: UInt8.self))
    case "bfe":
      if isLong { return .lanes(wide(isSigned ? .extractSigned : .extract), d: 64, sources: [64, 32, 32]) }
      return three(isSigned ? .extractSigned : .extract)
    case "bfi":
      if isLong { return .lanes(wide(.insert), d: 64, sources: [64, 64, 32, 32]) }
      return .lanes(integer(.insert), d: 32, sources: [32, 32, 32, 32])
    case "bfind":
      let isShift: UInt8 = opcode.has("shiftamt") ? 1 : 0
      if isLong { return .lanes(wide(isSigned ? .findSigned : .find, variant: isShift), d: 32, sources: [64]) }
      return one(isSigned ? .findSigned : .find, variant: isShift)
    case "brev": return isLong ? .lanes(wide(.reverse), d: 64, sources: [64]) : one(.reverse)
    case "popc": return isLong ? .lanes(wide(.population), d: 32, sources: [64]) : one(.population)
    case "clz": return isLong ? .lanes(wide(.leadingZeros), d: 32, sources: [64]) : one(.leadingZeros)
    case "dp4a", "dp2a": return dotProduct(opcode)
    case "fns": return three(.findSet)
    case "bmsk": return two(.bitMask, variant: opcode.has("clamp") ? 1 : 0)
    case "szext": return two(.extend, variant: (opcode.has("clamp") ? 1 : 0) | (isSigned ? 2 : 0))
    case "slct": return selection(opcode, type)
    default: return carrying(opcode, type)
    }
  }

  private static func logic(_ opcode: PTXOpcode, _ type: PTXType) -> InstructionForm? {
    let isLong = type.bits == 64
    switch (opcode.base, type) {
    case ("and", .pred): return .predicates(.and)
    case ("or", .pred): return .predicates(.or)
    case ("xor", .pred): return .predicates(.xor)
    case ("not", .pred): return .predicates(.not)
    case ("and", _): return isLong ? wideTwo(.and) : two(.and, type.bits)
    case ("or", _): return isLong ? wideTwo(.or) : two(.or, type.bits)
    case ("xor", _): return isLong ? wideTwo(.xor) : two(.xor, type.bits)
    default:
      if isLong { return .lanes(wide(.not), d: 64, sources: [64]) }
      return type.bits == 16 ? one(.not16, 16) : one(.not)
    }
  }

  private static func shift(_ opcode: PTXOpcode, _ type: PTXType) -> InstructionForm? {
    let isLeft = opcode.base == "shl"
    switch type.bits {
    case 64:
      let right: WideIntegerOperation = type.isSigned ? .shiftRightSigned : .shiftRight
      return .lanes(wide(isLeft ? .shiftLeft : right), d: 64, sources: [64, 32])
    case 32:
      return .lanes(
        integer(isLeft ? .shiftLeft : type.isSigned ? .shiftRightSigned : .shiftRight), d: 32, sources: [32, 32])
    case 16:
      let right: IntegerOperation = type.isSigned ? .shiftRightSigned16 : .shiftRight16
      return .lanes(integer(isLeft ? .shiftLeft16 : right), d: 16, sources: [16, 32])
    default: return nil
    }
  }

  private static func dotProduct(_ opcode: PTXOpcode) -> InstructionForm? {
    let types = opcode.types
    guard types.count == 2 else { return nil }
    let signs: UInt8 = (types[0].isSigned ? 1 : 0) | (types[1].isSigned ? 2 : 0)
    if opcode.base == "dp4a" { return three(.dot4, variant: signs) }
    return three(.dot2, variant: signs | (opcode.has("hi") ? 4 : 0))
  }

  private static func selection(_ opcode: PTXOpcode, _ type: PTXType) -> InstructionForm? {
    let isFloat: UInt8 = opcode.types.last != .f32 ? 0 : opcode.has("ftz") ? 2 : 1
    return type.bits == 64
      ? .lanes(wide(.selectBySign, variant: isFloat), d: 64, sources: [64, 64, 32])
      : .lanes(integer(.selectBySign, variant: isFloat), d: type.bits, sources: [type.bits, type.bits, 32])
  }

  private static func carrying(_ opcode: PTXOpcode, _ type: PTXType) -> InstructionForm? {
    let isHigh = opcode.has("hi")
    let isLong = type.bits == 64
    switch opcode.base {
    case "addc": return isLong ? wideCarry(opcode, .addCarry, sources: 2) : carry(opcode, .addCarry, sources: 2)
    case "subc":
      return isLong ? wideCarry(opcode, .subtractCarry, sources: 2) : carry(opcode, .subtractCarry, sources: 2)
    case "madc":
      if isLong {
        let high: WideIntegerOperation = type.isSigned ? .multiplyAddHighSignedCarry : .multiplyAddHighCarry
        return wideCarry(opcode, isHigh ? high : .multiplyAddCarry, sources: 3)
      }
      let high: IntegerOperation = type.isSigned ? .multiplyAddHighSignedCarry : .multiplyAddHighCarry
      return carry(opcode, isHigh ? high : .multiplyAddCarry, sources: 3)
    default: return nil
    }
  }
}
