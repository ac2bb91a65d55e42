import PTX

/// Branches, calls and returns.
extension Decoder {
  /// `bra`
  mutating func decodeBranch() throws(DecodeFailure) {
    guard case .label(let label) = try operand(0) else { throw .operands("a branch without a label") }
    var op = MicroOp(.control, ControlOperation.branch.rawValue)
    op.d = label
    emit(op)
  }

  /// `brx.idx`
  mutating func decodeIndexedBranch() throws(DecodeFailure) {
    var op = MicroOp(.control, ControlOperation.branchIndexed.rawValue)
    op.a = try source(operand(0), bits: 32)
    var labels: [Int32] = []
    for element in elements(try operand(1)) {
      guard case .label(let label) = element else { throw .operands("a branch target that is no label") }
      labels.append(label)
    }
    guard !labels.isEmpty else { throw .operands("no branch targets") }
    op.e = Int32(code.branchTables.count)
    code.branchTables.append(labels)
    emit(op)
  }

  /// `ret`; of a kernel it ends the threads.
  mutating func emitReturn() {
    if function.kind == .entry {
      emit(MicroOp(.control, ControlOperation.exit.rawValue))
      return
    }
    for (index, variable) in function.returns.enumerated() where variable.space == .generic {
      guard let register = registerParameter(variable) else { continue }
      transfer(register, frame: code.functions[number].returns[index], isStore: true)
    }
    var op = MicroOp(.control, ControlOperation.return.rawValue)
    op.e = Int32(number)
    emit(op)
  }

  /// Parameters that are registers arrive in memory, as all others do.
  mutating func loadRegisterParameters() {
    guard function.kind == .function else { return }
    code.instructions.append(
      ProgramInstruction(
        function: Int32(functionNumbers.first { $0.value == number }?.key ?? 0), index: 0, line: function.place.line))
    isCounted = true
    instruction = PTXInstruction(opcode: 0, firstOperand: 0, operandCount: 0, place: function.place)
    for (index, variable) in function.parameters.enumerated() where variable.space == .generic {
      guard let register = registerParameter(variable) else { continue }
      transfer(register, frame: code.functions[number].parameters[index], isStore: false)
    }
  }

  /// The registers of all parameters that are registers.
  var registerParameters: [Int32] {
    function.parameters.compactMap { $0.space == .generic ? registerParameter($0) : nil }
  }

  /// The register that a parameter declares.
  private func registerParameter(_ variable: PTXVariable) -> Int32? {
    function.registerDeclarations.first { $0.name == variable.name }?.first
  }

  /// A register to the thread's memory, or from it.
  private mutating func transfer(_ register: Int32, frame: ProgramFunction.Frame, isStore: Bool) {
    let bits = registerBits(register)
    guard bits > 1 else { return }
    let slot = AccessValue(slot: registers[Int(register)], bits: Int32(isStore ? Self.slotBits(bits) : bits))
    transfer(slot, type: bits == 16 ? .b16 : bits == 32 ? .b32 : bits == 64 ? .b64 : .b128, frame: frame, isStore)
  }

  private mutating func transfer(
    _ value: AccessValue, type: PTXType, frame: ProgramFunction.Frame, _ isStore: Bool
  ) {
    var op = MicroOp(.memory, (isStore ? MemoryOperation.store : .load).rawValue)
    op.a = frameAddress(frame, 0, bits: 64)
    op.e = Int32(code.accesses.count)
    code.accesses.append(
      MemoryAccess(
        space: .local, elementBytes: type.bytes, count: 1, isSigned: false, isWideAddress: true, offset: 0,
        firstValue: code.values.count))
    code.values.append(value)
    emit(op)
  }

  /// `call`
  mutating func decodeCall() throws(DecodeFailure) {
    var rest = Array(operands)
    guard !rest.isEmpty else { throw .operands("a call without a function") }
    var results: [PTXOperand] = []
    if case .list = rest[0] {
      results = elements(rest[0])
      rest.removeFirst()
    }
    guard let callee = rest.first else { throw .operands("a call without a function") }
    let arguments = rest.count > 1 ? elements(rest[1]) : []
    let target = try callTarget(callee)
    var call = ProgramCall(target: target, arguments: [], results: [], frameSlot: nil)
    if code.functions[number].isRecursive { call.frameSlot = code.functions[number].frameSlot }
    for argument in arguments { call.arguments.append(try argumentFrame(argument)) }
    var loads: [(AccessValue, PTXType, ProgramFunction.Frame)] = []
    for result in results { call.results.append(try resultFrame(result, &loads)) }
    if case .function(let callee) = target {
      let function = code.functions[callee]
      guard function.parameters.count == call.arguments.count, function.returns.count >= call.results.count else {
        throw .operands("\(call.arguments.count) arguments for \(function.name)")
      }
    }
    var op = MicroOp(.control, ControlOperation.call.rawValue)
    op.e = Int32(code.calls.count)
    code.calls.append(call)
    isCounted = false
    emit(op)
    for (value, type, frame) in loads { transfer(value, type: type, frame: frame, false) }
  }

  private mutating func callTarget(_ callee: PTXOperand) throws(DecodeFailure) -> ProgramCall.Target {
    switch callee {
    case .symbol(.function(let index), _):
      if let target = definition(Int(index)) { return .function(functionNumber(target)) }
      guard let builtIn = BuiltInFunction(rawValue: module.functions[Int(index)].name) else { throw .unsupported }
      return .builtIn(builtIn)
    case .register: return .indirect(slot: try source(callee, bits: 64))
    default: throw .operands("a call of what is no function")
    }
  }

  /// Where an argument lies; registers and numbers are put into memory first.
  private mutating func argumentFrame(_ argument: PTXOperand) throws(DecodeFailure) -> ProgramFunction.Frame {
    switch argument {
    case .symbol(.local(let index), _), .symbolAddress(.local(let index), _): return variableFrame(Int(index))
    case .symbol(.parameter(let index), _): return code.functions[number].parameters[Int(index)]
    default:
      var type = PTXType.b32
      if case .register(let register) = argument {
        let bits = registerBits(register)
        type = bits <= 16 ? .b16 : bits <= 32 ? .b32 : bits <= 64 ? .b64 : .b128
      }
      let variable = PTXVariable(
        name: "", space: .param, type: type, alignment: type.bytes, place: instruction.place)
      let frame = frame(of: variable, in: number)
      transfer(try storeSource(argument, type), type: type, frame: frame, true)
      return frame
    }
  }

  /// Where a result lies; one that goes to a register is loaded behind the call.
  private mutating func resultFrame(
    _ result: PTXOperand, _ loads: inout [(AccessValue, PTXType, ProgramFunction.Frame)]
  ) throws(DecodeFailure) -> ProgramFunction.Frame {
    switch result {
    case .symbol(.local(let index), _), .symbolAddress(.local(let index), _): return variableFrame(Int(index))
    case .register(let register):
      let bits = registerBits(register)
      let type: PTXType = bits <= 16 ? .b16 : bits <= 32 ? .b32 : bits <= 64 ? .b64 : .b128
      let variable = PTXVariable(
        name: "", space: .param, type: type, alignment: type.bytes, place: instruction.place)
      let frame = frame(of: variable, in: number)
      loads.append((AccessValue(slot: registers[Int(register)], bits: Int32(bits)), type, frame))
      return frame
    default: throw .operands("a result that is no variable")
    }
  }
}
