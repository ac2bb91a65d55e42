import PTX

/// Floating-point arithmetic and functions.
extension Selection {
  static func single(_ opcode: PTXOpcode) -> InstructionForm? {
    // Sums of mixed types name the narrow type last.
    if opcode.types.count > 1 { return nil }
    func form(_ operation: FloatOperation, _ sources: Int) -> InstructionForm {
      .lanes(
        float(.float, operation.rawValue, opcode), d: 32, sources: Array(repeating: 32, count: sources))
    }
    switch opcode.base {
    case "add": return form(.add, 2)
    case "sub": return form(.subtract, 2)
    case "mul": return form(.multiply, 2)
    case "fma", "mad": return form(.fusedMultiplyAdd, 3)
    case "min": return form(.minimum, 2)
    case "max": return form(.maximum, 2)
    case "div":
      if opcode.has("approx") { return form(.divideApproximate, 2) }
      return opcode.has("full") ? form(.divideFull, 2) : form(.divide, 2)
    case "abs": return form(.absolute, 1)
    case "neg": return form(.negate, 1)
    default: return nil
    }
  }

  static func double(_ opcode: PTXOpcode) -> InstructionForm? {
    func form(_ operation: OtherFloatOperation, _ sources: Int) -> InstructionForm {
      .lanes(
        float(.otherFloat, operation.rawValue, opcode), d: 64, sources: Array(repeating: 64, count: sources))
    }
    switch opcode.base {
    case "add": return form(.add, 2)
    case "sub": return form(.subtract, 2)
    case "mul": return form(.multiply, 2)
    case "fma", "mad": return form(.fusedMultiplyAdd, 3)
    case "min": return form(.minimum, 2)
    case "max": return form(.maximum, 2)
    case "div": return form(.divide, 2)
    case "abs": return form(.absolute, 1)
    case "neg": return form(.negate, 1)
    default: return nil
    }
  }

  static func half(_ opcode: PTXOpcode, _ type: PTXType) -> InstructionForm? {
    if opcode.types.count > 1 { return nil }
    func form(_ operation: OtherFloatOperation, _ sources: Int) -> InstructionForm {
      .lanes(
        float(.otherFloat, operation.rawValue, opcode, variant: type == .bf16 ? 1 : 0), d: 16,
        sources: Array(repeating: 16, count: sources))
    }
    switch opcode.base {
    case "add": return form(.halfAdd, 2)
    case "sub": return form(.halfSubtract, 2)
    case "mul": return form(.halfMultiply, 2)
    case "fma": return form(.halfFusedMultiplyAdd, 3)
    case "min": return form(.halfMinimum, 2)
    case "max": return form(.halfMaximum, 2)
    case "abs": return form(.halfAbsolute, 1)
    case "neg": return form(.halfNegate, 1)
    case "ex2": return form(.halfExp2, 1)
    case "tanh": return form(.halfTanh, 1)
    default: return nil
    }
  }

  static func pair(_ opcode: PTXOpcode, _ type: PTXType) -> InstructionForm? {
    let bits = type == .f32x2 ? 64 : 32
    func form(_ operation: PackedOperation, _ sources: Int) -> InstructionForm {
      .lanes(
        float(.packed, operation.rawValue, opcode, variant: type == .bf16x2 ? 1 : 0), d: bits,
        sources: Array(repeating: bits, count: sources))
    }
    if type == .f32x2 {
      switch opcode.base {
      case "add": return form(.singleAdd, 2)
      case "sub": return form(.singleSubtract, 2)
      case "mul": return form(.singleMultiply, 2)
      case "fma": return form(.singleFusedMultiplyAdd, 3)
      default: return nil
      }
    }
    switch opcode.base {
    case "add": return form(.add, 2)
    case "sub": return form(.subtract, 2)
    case "mul": return form(.multiply, 2)
    case "fma": return form(.fusedMultiplyAdd, 3)
    case "min": return form(.minimum, 2)
    case "max": return form(.maximum, 2)
    case "abs": return form(.absolute, 1)
    case "neg": return form(.negate, 1)
    case "ex2": return form(.exp2, 1)
    case "tanh": return form(.tanh, 1)
    default: return nil
    }
  }

  /// Functions of one operand, `copysign` and `testp`.
  static func functions(_ opcode: PTXOpcode) -> InstructionForm? {
    guard let type = opcode.types.first else { return nil }
    if opcode.base == "testp" { return property(opcode, type) }
    switch type {
    case .f32:
      guard let operation = singleFunction(opcode) else { return nil }
      let sources = operation == .copySign ? [32, 32] : [32]
      return .lanes(float(.float, operation.rawValue, opcode), d: 32, sources: sources)
    case .f64:
      guard let operation = doubleFunction(opcode) else { return nil }
      let sources = operation == .copySign ? [64, 64] : [64]
      return .lanes(float(.otherFloat, operation.rawValue, opcode), d: 64, sources: sources)
    case .f16, .bf16: return half(opcode, type)
    case .f16x2, .bf16x2: return pair(opcode, type)
    default: return nil
    }
  }

  private static func singleFunction(_ opcode: PTXOpcode) -> FloatOperation? {
    let isApproximate = opcode.has("approx")
    switch opcode.base {
    case "rcp": return isApproximate ? .reciprocalApproximate : .reciprocal
    case "sqrt": return isApproximate ? .squareRootApproximate : .squareRoot
    case "rsqrt": return .reciprocalSquareRoot
    case "sin": return .sine
    case "cos": return .cosine
    case "lg2": return .log2
    case "ex2": return .exp2
    case "tanh": return .tanh
    case "copysign": return .copySign
    default: return nil
    }
  }

  private static func doubleFunction(_ opcode: PTXOpcode) -> OtherFloatOperation? {
    switch opcode.base {
    case "rcp": return opcode.has("approx") ? .reciprocalGross : .reciprocal
    case "sqrt": return .squareRoot
    case "rsqrt": return opcode.has("ftz") ? .reciprocalSquareRootGross : .reciprocalSquareRoot
    case "copysign": return .copySign
    default: return nil
    }
  }

  private static func property(_ opcode: PTXOpcode, _ type: PTXType) -> InstructionForm? {
    guard let property = opcode.modifiers.lazy.compactMap({ FloatProperty(rawValue: $0) }).first else { return nil }
    let operation: CompareOperation = type == .f64 ? .propertyDouble : .property
    var op = MicroOp(.compare, operation.rawValue)
    op.variant = unsafeBitCast(property, to: UInt8.self)
    return .property(op, bits: type.bits)
  }
}
