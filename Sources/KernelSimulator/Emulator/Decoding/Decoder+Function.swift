import PTX

/// A function's body.
extension Decoder {
  /// Decodes a function.
  mutating func decodeFunction(_ index: Int) throws(EmulatorError) {
    function = module.functions[index]
    number = functionNumber(index)
    code.functions[number].entry = Int32(code.ops.count)
    declareRegisters()
    variableFrames = [:]
    starts = []
    starts.reserveCapacity(function.instructions.count + 1)
    let first = code.ops.count
    loadRegisterParameters()
    let initialization = RegisterInitialization(
      function, module, roles: roles, defined: function.kind == .function ? registerParameters : [])
    let access = RegisterAccess(function, roles: roles)
    trackRegisters(initialization.tracked)
    for position in function.instructions.indices {
      instruction = function.instructions[position]
      isCounted = false
      starts.append(Int32(code.ops.count))
      let line = instruction.place.line
      code.instructions.append(
        ProgramInstruction(function: Int32(index), index: Int32(position), line: line))
      let opcode = module.opcodes[Int(instruction.opcode)]
      guard let form = form(of: instruction.opcode) else {
        reportUnsupported(opcode.spelling, line: Int(line))
        continue
      }
      if let registers = initialization.checks[position] { checkRegisters(registers) }
      do throws(DecodeFailure) {
        try decode(form, opcode)
        if !writtenLanes.isEmpty { markRegisters(access.writes(position)) }
      } catch {
        switch error {
        case .unsupported: reportUnsupported(opcode.spelling, line: Int(line))
        case .operands(let reason):
          throw .malformed(file: module.file, line: Int(line), instruction: opcode.spelling, reason: reason)
        }
      }
    }
    starts.append(Int32(code.ops.count))
    appendEnd()
    resolveLabels(from: first)
    completeFunction()
  }

  /// The form of an opcode, looked up once.
  private mutating func form(of opcode: Int32) -> InstructionForm? {
    if let known = forms[opcode] { return known }
    let form = Selection.form(module.opcodes[Int(opcode)])
    forms[opcode] = .some(form)
    return form
  }

  private mutating func declareRegisters() {
    registers = []
    registers.reserveCapacity(function.registerTypes.count)
    let firstPredicate = Int32(code.predicateCount)
    for type in function.registerTypes {
      if type == .pred {
        registers.append(Int32(code.predicateCount))
        code.predicateCount += 1
      } else {
        registers.append(allocate(bits: type.bits))
      }
    }
    code.functions[number].predicates = firstPredicate..<Int32(code.predicateCount)
  }

  /// Gives every register that is checked a predicate of the lanes that have written it.
  private mutating func trackRegisters(_ tracked: Set<Int32>) {
    writtenLanes = [:]
    for register in tracked.sorted() {
      writtenLanes[register] = Int32(code.predicateCount)
      code.predicateCount += 1
    }
  }

  /// Checks registers that an instruction reads.
  private mutating func checkRegisters(_ registers: [Int32]) {
    for register in registers {
      guard let lanes = writtenLanes[register] else { continue }
      var op = MicroOp(.special, SpecialOperation.checkRegister.rawValue)
      op.a = lanes
      op.e = Int32(code.registerNames.count)
      code.registerNames.append(function.registerName(register))
      if instruction.guardRegister >= 0 && register != instruction.guardRegister {
        op.guardPredicate = self.registers[Int(instruction.guardRegister)]
        op.guardInvert = instruction.isGuardNegated ? ~0 : 0
      }
      prepare(op)
    }
  }

  /// Notes that an instruction has written registers.
  private mutating func markRegisters(_ registers: ArraySlice<Int32>) {
    for register in registers {
      guard let lanes = writtenLanes[register] else { continue }
      var op = MicroOp(.special, SpecialOperation.markRegister.rawValue)
      op.d = lanes
      if instruction.guardRegister >= 0 && register != instruction.guardRegister {
        op.guardPredicate = self.registers[Int(instruction.guardRegister)]
        op.guardInvert = instruction.isGuardNegated ? ~0 : 0
      }
      prepare(op)
    }
  }

  /// A body without a last instruction returns.
  private mutating func appendEnd() {
    instruction = PTXInstruction(
      opcode: 0, firstOperand: 0, operandCount: 0, place: function.instructions.last?.place ?? function.place)
    code.instructions.append(
      ProgramInstruction(
        function: Int32(functionNumbers.first { $0.value == number }?.key ?? 0),
        index: Int32(max(function.instructions.count - 1, 0)), line: instruction.place.line))
    isCounted = true
    emitReturn()
  }

  /// Branches lead to labels until all labels are known.
  private mutating func resolveLabels(from first: Int) {
    for place in first..<code.ops.count where code.ops[place].group == .control {
      let operation = unsafeBitCast(code.ops[place].code, to: ControlOperation.self)
      if operation == .branch {
        code.ops[place].d = starts[Int(function.labels[Int(code.ops[place].d)].instruction)]
      } else if operation == .branchIndexed {
        let table = Int(code.ops[place].e)
        code.branchTables[table] = code.branchTables[table].map {
          starts[Int(function.labels[Int($0)].instruction)]
        }
      }
    }
  }

  /// What is kept when the function calls itself.
  private mutating func completeFunction() {
    guard code.functions[number].isRecursive else { return }
    var saved = [
      ProgramFunction.Saved(offset: code.functions[number].returnSlot, bits: 32),
      ProgramFunction.Saved(offset: code.functions[number].frameSlot, bits: 64),
    ]
    for (register, type) in function.registerTypes.enumerated() where type != .pred {
      saved.append(ProgramFunction.Saved(offset: registers[register], bits: type.bits <= 32 ? 32 : Int32(type.bits)))
    }
    code.functions[number].saved = saved
    code.functions[number].frameBytes = (code.functions[number].frameBytes + 15) / 16 * 16
  }
}
