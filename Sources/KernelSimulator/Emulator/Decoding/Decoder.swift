import PTX

/// Turns the functions that a kernel can reach into micro-operations.
struct Decoder {
  /// A slot with constant contents, to be found again.
  struct ConstantKey: Hashable {
    var value: ProgramConstant.Value
    var bits: Int
  }

  /// The module.
  let module: PTXModule
  /// Which functions call themselves.
  let recursive: Set<Int>
  /// What has been decoded.
  var code = ProgramCode()
  var constantSlots: [ConstantKey: Int32] = [:]
  /// The program's number of a function of the module.
  var functionNumbers: [Int: Int] = [:]
  /// Functions whose bodies are still to be decoded, as numbers of the module.
  var queue: [Int] = []
  /// Where shared variables lie.
  var sharedOffsets: [String: Int] = [:]
  /// The forms of the module's opcodes that have been looked up.
  var forms: [Int32: InstructionForm?] = [:]
  /// Instructions that are not supported, by spelling.
  var unsupported: [String: UnsupportedInstruction] = [:]

  /// The function that is decoded.
  var function: PTXFunction
  /// Its number in the program.
  var number = 0
  /// The slot of each of its registers; of a predicate its index.
  var registers: [Int32] = []
  /// Where its variables, parameters and results lie in the thread's memory.
  var variableFrames: [Int: ProgramFunction.Frame] = [:]
  /// The first micro-operation of each of its instructions, and the end.
  var starts: [Int32] = []
  /// The instruction that is decoded.
  var instruction = PTXInstruction(opcode: 0, firstOperand: 0, operandCount: 0, place: PTXPlace(line: 0, column: 0))
  /// Whether a micro-operation has been counted for it.
  var isCounted = false
  /// The roles of the module's opcodes.
  let roles: [PTXOpcodeRole]
  /// For registers that are checked before they are read: the predicate of the lanes that have written them.
  var writtenLanes: [Int32: Int32] = [:]

  /// The code of a kernel and of all that it calls.
  static func decode(_ module: PTXModule, entry: Int) throws(EmulatorError) -> ProgramCode {
    guard module.addressBits == 64 else { throw .addressSize(file: module.file, bits: module.addressBits) }
    let recursive = CallGraph(module).recursiveFunctions
    var decoder = Decoder(module: module, recursive: recursive, function: module.functions[entry])
    _ = decoder.functionNumber(entry)
    while let next = decoder.queue.popLast() { try decoder.decodeFunction(next) }
    decoder.declareGlobals()
    while let next = decoder.queue.popLast() { try decoder.decodeFunction(next) }
    decoder.code.unsupported = decoder.unsupported.values.sorted {
      ($0.lines[0], $0.spelling) < ($1.lines[0], $1.spelling)
    }
    return decoder.code
  }

  private init(module: PTXModule, recursive: Set<Int>, function: PTXFunction) {
    self.module = module
    self.recursive = recursive
    self.function = function
    roles = PTXOpcodeRole.all(of: module)
  }

  /// The program's number of a function, which will be decoded.
  mutating func functionNumber(_ index: Int) -> Int {
    if let number = functionNumbers[index] { return number }
    let number = code.functions.count
    functionNumbers[index] = number
    let callee = module.functions[index]
    var function = ProgramFunction(name: callee.name)
    function.isRecursive = recursive.contains(index)
    function.returnSlot = allocate(bits: 32)
    if function.isRecursive {
      function.frameSlot = allocate(bits: 64)
      code.hasRecursion = true
    }
    code.functions.append(function)
    if callee.kind == .function {
      code.functions[number].parameters = callee.parameters.map { frame(of: $0, in: number) }
      code.functions[number].returns = callee.returns.map { frame(of: $0, in: number) }
    }
    queue.append(index)
    return number
  }

  /// Room for a variable in the memory of the thread.
  mutating func frame(of variable: PTXVariable, in number: Int) -> ProgramFunction.Frame {
    let bytes = max(variable.byteCount, 1)
    let alignment = max(variable.alignment, 1)
    if code.functions[number].isRecursive {
      let offset = (code.functions[number].frameBytes + alignment - 1) / alignment * alignment
      code.functions[number].frameBytes = offset + bytes
      return ProgramFunction.Frame(offset: offset, bytes: bytes)
    }
    let offset = (code.localBytes + alignment - 1) / alignment * alignment
    code.localBytes = offset + bytes
    return ProgramFunction.Frame(offset: offset, bytes: bytes)
  }

  /// Room for a register.
  mutating func allocate(bits: Int) -> Int32 {
    let offset = Int32(code.registerUnits * 128)
    code.registerUnits += bits <= 32 ? 1 : bits <= 64 ? 2 : 4
    return offset
  }

  /// The definition of a function that may only be declared here.
  func definition(_ index: Int) -> Int? {
    let function = module.functions[index]
    if function.isDefinition { return index }
    return module.functions.firstIndex { $0.isDefinition && $0.name == function.name }
  }

  /// Functions whose addresses stand in variables can be called as well.
  private mutating func declareGlobals() {
    for variable in module.variables {
      for address in variable.initializer?.addresses ?? [] {
        if let index = module.functions.firstIndex(where: { $0.isDefinition && $0.name == address.symbol }) {
          _ = functionNumber(index)
        }
      }
    }
  }

  /// Notes that an instruction cannot be run.
  mutating func reportUnsupported(_ spelling: String, line: Int) {
    unsupported[spelling, default: UnsupportedInstruction(spelling: spelling, lines: [])].lines.append(line)
  }
}
