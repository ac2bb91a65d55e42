import PTX

/// The instructions of a program as the machine issues them, by the program's number of each.
struct Lowering: Sendable {
  /// One for each instruction of the program.
  var instructions: [LoweredInstruction] = []
  /// Registers that are read: the number in the lower 24 bits, an `OperandClass` above.
  var reads: [UInt32] = []
  /// Registers that are written.
  var writes: [Int32] = []
  /// The registers of all functions.
  var registerCount = 0

  static let registerMask: UInt32 = 0xFF_FFFF

  /// Lowers a program.
  init(_ program: Program, _ parameters: KernelTimingParameters) {
    let module = program.module
    let roles = PTXOpcodeRole.all(of: module)
    let rules = module.opcodes.map { LoweringRules.lower($0, parameters) }
    var offsets: [Int32: Int] = [:]
    var functions: [Int32: (access: RegisterAccess, fold: Folding)] = [:]
    instructions.reserveCapacity(program.code.instructions.count)
    for place in program.code.instructions {
      let function = module.functions[Int(place.function)]
      guard Int(place.index) < function.instructions.count else {
        instructions.append(LoweringRules.kind(.exit))
        continue
      }
      if functions[place.function] == nil {
        let access = RegisterAccess(function, roles: roles)
        functions[place.function] = (access, Folding(function, module, access, rules))
        offsets[place.function] = registerCount
        registerCount += function.registerTypes.count
      }
      guard let known = functions[place.function], let offset = offsets[place.function] else { continue }
      append(Int(place.index), function, module, rules, known.access, known.fold, offset, parameters)
    }
  }

  private mutating func append(
    _ index: Int, _ function: PTXFunction, _ module: PTXModule, _ rules: [LoweredInstruction],
    _ access: RegisterAccess, _ fold: Folding, _ offset: Int, _ parameters: KernelTimingParameters
  ) {
    let instruction = function.instructions[index]
    let opcode = module.opcodes[Int(instruction.opcode)]
    var lowered = fold.replacement(index) ?? rules[Int(instruction.opcode)]
    lowered.line = instruction.place.line
    let operands = function.operands(of: instruction)
    if case .integer(let number)? = operands.first { lowered.count = Int16(clamping: number) }
    if opcode.base == "mov", case .special(let register)? = operands.last {
      lowered = Self.specialRegister(register, lowered, parameters)
    }
    if opcode.base == "ld", opcode.space == .param { lowered.slots = 0 }
    if opcode.has("L2::cache_hint"), case .register(let policy)? = operands.last {
      lowered.hints.formUnion(Self.hints(policy, function, module, fold.uses))
    }
    lowered.firstRead = Int32(reads.count)
    let isMultiply = lowered.kind == .groupMultiply
    let written = access.writes(index)
    let address = Self.addressRegisters(operands)
    let pipeClass = Self.operandClass(lowered)
    for register in access.reads(index) {
      if isMultiply && written.contains(register) { continue }
      let use: OperandClass =
        register == instruction.guardRegister
        ? (lowered.slots == 0 ? .other : .guardPredicate)
        : address.contains(register) ? .address : pipeClass
      reads.append(UInt32(Int(register) + offset) | UInt32(use.rawValue) << 24)
    }
    lowered.readCount = Int32(reads.count) - lowered.firstRead
    lowered.firstWrite = Int32(writes.count)
    if !isMultiply { for register in written { writes.append(register + Int32(offset)) } }
    lowered.writeCount = Int32(writes.count) - lowered.firstWrite
    instructions.append(lowered)
  }

  /// Sizes of the launch lie among the constants; the thread's own numbers are read by an instruction.
  private static func specialRegister(
    _ register: PTXSpecialRegister, _ lowered: LoweredInstruction, _ parameters: KernelTimingParameters
  ) -> LoweredInstruction {
    switch register.name {
    case .ntid, .nctaid, .clusterNCTAID, .clusterNCTARank, .nclusterid:
      var free = lowered
      free.slots = 0
      return free
    default:
      var read = LoweringRules.variable(.control, interval: 0, latency: parameters.specialRegisterLatency.value)
      read.line = lowered.line
      return read
    }
  }

  /// What a cache policy asks for, where one `createpolicy` makes it: its first priority. A part of the accesses that it
  /// leaves out is not told apart.
  private static func hints(
    _ policy: Int32, _ function: PTXFunction, _ module: PTXModule, _ uses: RegisterUses
  ) -> LoweredInstruction.Hints {
    guard let definition = uses.definition(policy) else { return [] }
    let opcode = module.opcodes[Int(function.instructions[definition].opcode)]
    guard opcode.base == "createpolicy" else { return [] }
    switch opcode.modifiers.first(where: { $0.hasPrefix("L2::evict") }) {
    case "L2::evict_first": return .evictsFirstFromL2
    case "L2::evict_last": return .evictsLastFromL2
    default: return []
    }
  }

  private static func addressRegisters(_ operands: ArraySlice<PTXOperand>) -> [Int32] {
    operands.compactMap { operand in
      switch operand {
      case .address(let register, _), .tensor(let register, _, _): register
      default: nil
      }
    }
  }

  private static func operandClass(_ lowered: LoweredInstruction) -> OperandClass {
    switch lowered.kind {
    case .store, .atomic, .reduction, .matrixStore, .tileStore: return .storeData
    default: break
    }
    switch lowered.pipe {
    case .alu: return .alu
    case .fma, .imad: return .fma
    case .half: return .half
    case .fp64: return .fp64
    default: return .other
    }
  }
}
