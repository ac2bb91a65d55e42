import PTX

/// What compiled code does without an instruction of its own.
///
/// - Copies, casts of addresses, and packing and unpacking of register pairs disappear.
/// - Results that nobody reads are not computed.
/// - A sum with a constant that only addresses use is the offset of those addresses.
/// - A wide product or a shift that only one sum uses becomes one instruction with it (IMAD.WIDE, LEA).
/// - A product and a sum in floating point without a rounding mode, which PTX lets compilers contract, become one
///   instruction where nothing else uses the product.
/// - A negation that only guards or branches use is part of the guard.
/// - Integers and comparisons of constants are constants.
/// - A short forward branch becomes predicates of the instructions that it skips.
struct Folding: Sendable {
  private var replacements: [Int: LoweredInstruction] = [:]
  /// How often registers are read.
  let uses: RegisterUses

  /// The longest run of instructions that a branch skips and that gets predicates instead.
  private static let predicatedLength = 6

  /// What an instruction becomes here; `nil` where the lowering table holds.
  func replacement(_ index: Int) -> LoweredInstruction? { replacements[index] }

  init(_ function: PTXFunction, _ module: PTXModule, _ access: RegisterAccess, _ rules: [LoweredInstruction]) {
    uses = RegisterUses(function, access)
    let free = LoweringRules.fixed(.control, .timed, interval: 0, slots: 0)
    var constants: Set<Int32> = []
    for index in function.instructions.indices {
      let instruction = function.instructions[index]
      let opcode = module.opcodes[Int(instruction.opcode)]
      let rule = rules[Int(instruction.opcode)]
      let written = access.writes(index)
      if rule.kind == .arithmetic, rule.pipe != .control, rule.pipe != .memory, !written.isEmpty,
        written.allSatisfy({ uses.count($0) == 0 })
      {
        replacements[index] = free
        continue
      }
      let operands = Array(function.operands(of: instruction))
      if instruction.guardRegister < 0, written.count == 1, let result = written.first,
        uses.definition(result) != nil,
        opcode.base == "mov" || rule.pipe == .alu || rule.pipe == .imad,
        operands.dropFirst().allSatisfy({ Self.isConstant($0, constants) })
      {
        constants.insert(result)
        replacements[index] = free
        continue
      }
      switch opcode.base {
      case "mov", "cvta":
        if case .special? = operands.last { break }
        replacements[index] = free
      case "not":
        if opcode.types.last == .pred { replacements[index] = free }
      case "abs", "neg":
        if opcode.types.last == .f32 || opcode.types.last == .f64 { replacements[index] = free }
      case "add", "sub":
        guard let result = written.first, let type = opcode.types.last, operands.count == 3 else { break }
        if type.isFloat {
          contract(index, opcode, operands, function, module, free)
          break
        }
        if case .integer = operands[2], uses.areAddresses(result) {
          replacements[index] = free
        } else {
          fuse(index, opcode, operands, function, module, free)
        }
      case "bra": if isShort(index, operands, function, module, rules) { replacements[index] = free }
      default: break
      }
    }
  }

  private static func isConstant(_ operand: PTXOperand, _ constants: Set<Int32>) -> Bool {
    switch operand {
    case .integer: true
    case .register(let register): constants.contains(register)
    default: false
    }
  }

  /// A sum whose operand is a product or a shift that nothing else uses.
  private mutating func fuse(
    _ index: Int, _ opcode: PTXOpcode, _ operands: [PTXOperand], _ function: PTXFunction, _ module: PTXModule,
    _ free: LoweredInstruction
  ) {
    guard opcode.base == "add" else { return }
    for operand in operands.dropFirst() {
      guard case .register(let register) = operand, uses.count(register) == 1,
        let definition = uses.definition(register), definition < index, replacements[definition] == nil
      else { continue }
      let source = module.opcodes[Int(function.instructions[definition].opcode)]
      guard function.instructions[definition].guardRegister < 0 else { continue }
      if source.base == "mul", source.has("wide") || source.has("lo") && source.types.last?.bits == 32 {
        replacements[definition] = free
        replacements[index] = LoweringRules.fixed(.imad, .fma, interval: 2)
        return
      }
      let operandsOfShift = function.operands(of: function.instructions[definition])
      if source.base == "shl", case .integer? = operandsOfShift.last {
        replacements[definition] = free
        return
      }
    }
  }

  /// A sum of which one operand is a product that nothing else uses, both without a rounding mode: then the product
  /// costs nothing, since the sum takes it in. Fused, both take as long as one.
  private mutating func contract(
    _ index: Int, _ opcode: PTXOpcode, _ operands: [PTXOperand], _ function: PTXFunction, _ module: PTXModule,
    _ free: LoweredInstruction
  ) {
    guard Self.canContract(opcode) else { return }
    for operand in operands.dropFirst() {
      guard case .register(let register) = operand, uses.count(register) == 1,
        let definition = uses.definition(register), definition < index, replacements[definition] == nil,
        function.instructions[definition].guardRegister < 0
      else { continue }
      let source = module.opcodes[Int(function.instructions[definition].opcode)]
      if source.base == "mul", source.types == opcode.types, Self.canContract(source) {
        replacements[definition] = free
        return
      }
    }
  }

  private static func canContract(_ opcode: PTXOpcode) -> Bool {
    !["rn", "rz", "rm", "rp", "sat"].contains { opcode.has($0) }
  }

  private func isShort(
    _ index: Int, _ operands: [PTXOperand], _ function: PTXFunction, _ module: PTXModule, _ rules: [LoweredInstruction]
  ) -> Bool {
    guard function.instructions[index].guardRegister >= 0, case .label(let label)? = operands.first else {
      return false
    }
    let target = Int(function.labels[Int(label)].instruction)
    guard target > index, target - index - 1 <= Self.predicatedLength else { return false }
    return (index + 1..<target).allSatisfy { place in
      let rule = rules[Int(function.instructions[place].opcode)]
      switch rule.kind {
      case .arithmetic, .load, .store, .atomic, .reduction: return function.instructions[place].guardRegister < 0
      default: return false
      }
    }
  }
}
