import PTX

/// Finds the form of an instruction by its spelling.
enum Selection {
  /// The form; `nil` for an instruction that is not supported.
  static func form(_ opcode: PTXOpcode) -> InstructionForm? {
    switch opcode.base {
    case "add", "sub", "mul", "mad", "fma", "div", "rem", "min", "max", "abs", "neg", "sad", "mul24", "mad24":
      return arithmetic(opcode)
    case "and", "or", "xor", "not", "cnot", "shl", "shr", "lop3", "shf", "prmt", "bfe", "bfi", "bfind", "brev",
      "popc", "clz", "dp4a", "dp2a", "fns", "bmsk", "szext", "addc", "subc", "madc", "slct":
      return bits(opcode)
    case "rcp", "sqrt", "rsqrt", "sin", "cos", "lg2", "ex2", "tanh", "copysign", "testp":
      return functions(opcode)
    case "setp", "set", "selp": return comparison(opcode)
    case "mov": return move(opcode)
    case "cvt": return conversion(opcode)
    case "cvta", "isspacep", "ld", "ldu", "st", "atom", "red": return memory(opcode)
    case "shfl", "vote", "match", "redux", "activemask", "elect": return warp(opcode)
    case "bar", "barrier": return barrier(opcode)
    case "mbarrier": return mbarrier(opcode)
    case "cp", "st.async", "red.async": return copy(opcode)
    case "ldmatrix", "stmatrix", "mma", "wgmma", "wmma", "movmatrix": return matrix(opcode)
    default: return control(opcode)
    }
  }

  /// Branches, hints, and instructions of which there is one kind.
  private static func control(_ opcode: PTXOpcode) -> InstructionForm? {
    switch opcode.base {
    case "bra": return .branch
    case "brx": return .branchIndexed
    case "call": return .call
    case "ret": return .bare(MicroOp(.control, ControlOperation.return.rawValue))
    case "exit": return .bare(MicroOp(.control, ControlOperation.exit.rawValue))
    case "trap": return .bare(MicroOp(.control, ControlOperation.trap.rawValue))
    case "brkpt", "membar", "fence", "prefetch", "prefetchu", "applypriority", "discard", "griddepcontrol", "pmevent",
      "setmaxnreg":
      return .nothing
    case "nanosleep": return .special(.sleep)
    case "mapa": return .special(.mapAddress)
    case "getctarank": return .special(.addressRank)
    case "createpolicy": return .special(.createPolicy)
    case "tensormap": return opcode.has("cp_fenceproxy") ? .special(.copyTensorMap) : replacement(opcode)
    default: return nil
    }
  }

  private static func replacement(_ opcode: PTXOpcode) -> InstructionForm? {
    opcode.has("replace") && tensorMapField(opcode) != nil ? .special(.replaceTensorMap) : nil
  }

  /// The field of a tensor map that a spelling names.
  static func tensorMapField(_ opcode: PTXOpcode) -> TensorMapField? {
    opcode.modifiers.lazy.compactMap { TensorMapField(rawValue: $0) }.first
  }

  /// The modifiers of floating-point instructions among the words.
  static func floatModifiers(_ opcode: PTXOpcode) -> FloatModifiers {
    opcode.modifiers.reduce(into: []) { result, word in
      if let modifier = FloatModifiers(modifier: word) { result.formUnion(modifier) }
      if word == "xorsign" { result.formUnion(.xorSign) }
    }
  }

  /// The rounding among the words.
  static func rounding(_ opcode: PTXOpcode) -> RoundingMode {
    opcode.modifiers.lazy.compactMap { RoundingMode(modifier: $0) }.first ?? .nearestEven
  }

  /// An operation with the modifiers and the rounding of a spelling.
  static func float(_ group: OperationGroup, _ code: UInt8, _ opcode: PTXOpcode, variant: UInt8 = 0) -> MicroOp {
    var op = MicroOp(group, code)
    op.modifiers = floatModifiers(opcode).rawValue
    op.rounding = rounding(opcode).rawValue
    op.variant = variant
    return op
  }

  /// An integer operation of 32 bits.
  static func integer(_ operation: IntegerOperation, variant: UInt8 = 0) -> MicroOp {
    var op = MicroOp(.integer, operation.rawValue)
    op.variant = variant
    return op
  }

  /// An integer operation of 64 bits.
  static func wide(_ operation: WideIntegerOperation, variant: UInt8 = 0) -> MicroOp {
    var op = MicroOp(.wideInteger, operation.rawValue)
    op.variant = variant
    return op
  }
}
