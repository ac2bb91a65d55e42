/// The registers of PTX that machine code needs no register of a thread for.
enum MachineOperands {
  /// For each register whether it takes none: an immediate, a parameter or the address of a variable, which are operands
  /// of instructions, or a value that is the same in all lanes and is computed by the uniform datapath from such ones.
  static func free(_ function: PTXFunction, _ module: PTXModule, access: RegisterAccess) -> [Bool] {
    let count = function.registerTypes.count
    var definition = [Int32](repeating: -1, count: count)
    for index in function.instructions.indices {
      let isGuarded = function.instructions[index].guardRegister >= 0
      for register in access.writes(index) {
        definition[Int(register)] = definition[Int(register)] == -1 && !isGuarded ? Int32(index) : -2
      }
    }
    let kinds = module.opcodes.map { Kind($0) }
    var isFree = [Bool](repeating: false, count: count)
    // Definitions stand before their uses but for loops, and what loops carry has more than one.
    for index in function.instructions.indices {
      let instruction = function.instructions[index]
      for register in access.writes(index) where definition[Int(register)] == index {
        isFree[Int(register)] = Self.isFree(instruction, kinds[Int(instruction.opcode)], function, isFree)
      }
    }
    return isFree
  }

  /// What matters of an opcode here.
  private enum Kind {
    /// `mov` and `cvta`.
    case copy
    /// A load of a parameter.
    case parameter
    /// Integer work that the uniform datapath can do.
    case integer
    case other

    init(_ opcode: PTXOpcode) {
      switch opcode.base {
      case "mov", "cvta": self = .copy
      case "ld" where opcode.space == .param: self = .parameter
      case "add", "sub", "mul", "mad", "shl", "shr", "and", "or", "xor", "not", "min", "max", "cvt", "bfe", "bfi":
        self = opcode.types.contains { $0.isFloat } ? .other : .integer
      default: self = .other
      }
    }
  }

  private static func isFree(
    _ instruction: PTXInstruction, _ kind: Kind, _ function: PTXFunction, _ isFree: [Bool]
  ) -> Bool {
    switch kind {
    case .other: return false
    case .parameter: return function.kind == .entry
    case .copy, .integer:
      for operand in function.operands(of: instruction).dropFirst() {
        switch operand {
        case .register(let register): if !isFree[Int(register)] { return false }
        case .integer, .float32, .float64, .symbol: break
        case .special(let special): if !isUniform(special) { return false }
        default: return false
        }
      }
      return true
    }
  }

  private static func isUniform(_ special: PTXSpecialRegister) -> Bool {
    switch special.name {
    case .ctaid, .nctaid, .ntid, .clusterid, .nclusterid, .clusterCTAID, .clusterNCTAID, .clusterCTARank,
      .clusterNCTARank:
      true
    default: false
    }
  }
}
