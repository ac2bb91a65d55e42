import PTX

extension LoweringRules {
  /// Everything that computes.
  static func arithmetic(_ opcode: PTXOpcode, _ parameters: KernelTimingParameters) -> LoweredInstruction {
    let type = opcode.types.last ?? .b32
    let special = parameters.specialLatency.value
    switch opcode.base {
    case "cvt": return conversion(opcode, special)
    case "setp", "set", "testp": return comparison(opcode, type)
    case "vote": return fixed(.alu, .predicate, interval: 2)
    case "activemask", "elect": return fixed(.alu, .predicate, interval: 2)
    case "ex2", "lg2", "sin", "cos", "tanh", "rcp", "rsqrt", "sqrt", "div", "rem":
      return function(opcode, type, special)
    case "popc", "clz", "bfind", "brev", "fns":
      return variable(
        .special, interval: type.bits == 64 ? 16 : 8, latency: special, slots: type.bits == 64 ? 3 : 1)
    case "abs", "neg",
      "copysign" where type.isFloat:
      break
    case "bfe", "bfi", "szext", "bmsk": return fixed(.alu, .alu, interval: 4, slots: 2, extra: 4)
    case "dp4a", "dp2a": return fixed(.imad, .fma, interval: 2)
    default: break
    }
    if type == .pred { return fixed(.alu, .predicate, interval: 2) }
    return type.isFloat ? float(opcode, type) : integer(opcode, type)
  }

  private static func comparison(_ opcode: PTXOpcode, _ type: PTXType) -> LoweredInstruction {
    let compared = type == .pred ? opcode.types.first ?? .b32 : type
    if compared == .f64 { return fixed(.fp64, .predicate, interval: 2, extra: 4) }
    let isWide = compared.bits == 64
    return fixed(
      .alu, opcode.base == "set" ? .alu : .predicate, interval: isWide ? 4 : 2, slots: isWide ? 2 : 1,
      extra: isWide ? 4 : 0)
  }

  private static func float(_ opcode: PTXOpcode, _ type: PTXType) -> LoweredInstruction {
    switch type {
    case .f64:
      if opcode.base == "min" || opcode.base == "max" { return fixed(.fp64, .fp64, interval: 4, slots: 3) }
      return fixed(.fp64, .fp64, interval: 2)
    case .f16, .f16x2, .bf16, .bf16x2:
      if opcode.base == "min" || opcode.base == "max" { return fixed(.alu, .alu, interval: 2) }
      return fixed(.half, .half, interval: 1)
    case .f32x2: return fixed(.fma, .fma, interval: 2, slots: 2)
    default:
      switch opcode.base {
      case "min", "max", "selp", "slct", "mov": return fixed(.alu, .alu, interval: 2)
      default: return fixed(.fma, .fma, interval: 1)
      }
    }
  }

  private static func integer(_ opcode: PTXOpcode, _ type: PTXType) -> LoweredInstruction {
    let isWide = type.bits == 64
    switch opcode.base {
    case "mul", "mad", "mul24", "mad24", "madc":
      if opcode.has("wide") { return fixed(.imad, .fma, interval: 2) }
      if isWide { return fixed(.imad, .fma, interval: 8, slots: 4, extra: 8) }
      return fixed(.imad, .fma, interval: opcode.has("hi") ? 4 : 2)
    case "min", "max",
      "abs" where isWide:
      return fixed(.alu, .alu, interval: 8, slots: 4, extra: 8)
    case "sad": return fixed(.alu, .alu, interval: 4, slots: isWide ? 4 : 1)
    default:
      // Halves of 64 bits: the upper one waits for the carry of the lower one only where there is one.
      let carries = ["add", "sub", "neg", "shl", "shr"].contains(opcode.base)
      return fixed(
        .alu, .alu, interval: isWide ? 4 : 2, slots: isWide ? 2 : 1, extra: isWide && carries ? 3 : 0)
    }
  }

  /// What ptxas makes of each for sm_90a: F2FP, I2FP and shifts are on the ALU; I2F, F2I, I2I, F2F and FRND on the unit
  /// for special functions, at its rate (16 results a cycle and SM in the CUDA guide's table, 64 for F2FP).
  private static func conversion(_ opcode: PTXOpcode, _ special: Double) -> LoweredInstruction {
    guard opcode.types.count >= 2, let to = opcode.types.first, let from = opcode.types.last else {
      return fixed(.alu, .alu, interval: 2)
    }
    let onSpecialUnit = variable(.special, interval: 8, latency: special)
    switch (to.isFloat, from.isFloat) {
    case (false, false):
      if opcode.has("sat") { return onSpecialUnit }
      // Sign extension to 64 bits is one shift; widening by zeros and cutting need nothing.
      let isFree = to.bits == from.bits || to.bits < from.bits && to.bits == 32 || from.bits == 32 && !from.isSigned
      return fixed(.alu, .alu, interval: 2, slots: isFree ? 0 : 1)
    case (true, false):
      let isSimple = to == .f32 && from.bits <= 32 && !(from.isSigned && from.bits == 8)
      return isSimple ? fixed(.alu, .alu, interval: 2) : onSpecialUnit
    case (false, true): return onSpecialUnit
    case (true, true):
      if to == .f64 || from == .f64 { return onSpecialUnit }
      let rounds = ["rni", "rzi", "rmi", "rpi"].contains { opcode.has($0) }
      if rounds { return onSpecialUnit }
      if to == .f32, from == .f32 { return fixed(.fma, .fma, interval: 1) }
      // f16 widens on the half pipe, bf16 by a shift; what narrows or is packed is F2FP, two results a lane at most.
      if to == .f32, from == .f16 { return fixed(.half, .half, interval: 2) }
      if to == .f32, from == .bf16 { return fixed(.alu, .alu, interval: 2) }
      return fixed(.alu, .alu, interval: 4)
    }
  }

  /// Special functions and divisions: one instruction where they are approximate, else sequences around one.
  private static func function(_ opcode: PTXOpcode, _ type: PTXType, _ special: Double) -> LoweredInstruction {
    func sequence(_ slots: UInt8, _ latency: Double) -> LoweredInstruction {
      variable(.special, interval: 8, latency: latency, slots: slots)
    }
    let isDivision = opcode.base == "div" || opcode.base == "rem"
    if !type.isFloat { return type.bits == 64 ? sequence(70, 300) : sequence(18, 90) }
    if type == .f64 { return sequence(isDivision ? 20 : 12, 160) }
    let isApproximate = opcode.has("approx")
    let flushes = opcode.has("ftz") || type != .f32
    switch opcode.base {
    case "div":
      return isApproximate
        ? sequence(2, special + 4) : opcode.has("full") ? sequence(4, special + 12) : sequence(10, special + 36)
    case "sin", "cos", "sqrt": return isApproximate ? sequence(2, special + 4) : sequence(9, special + 32)
    case "ex2", "lg2", "rcp", "rsqrt":
      if !isApproximate { return sequence(7, special + 24) }
      return flushes ? sequence(1, special) : sequence(opcode.base == "rcp" ? 2 : 4, special + 8)
    default: return sequence(1, special)
    }
  }
}
