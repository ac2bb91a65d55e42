extension ModuleParser {
  private static let deepestScope = 1000

  /// The body of a function, from its `{` to the matching `}`.
  mutating func body() throws(PTXDiagnostic) {
    try expect(0x7B)
    openScope()
    while !scopes.isEmpty {
      switch cursor.byte {
      case 0x7D:
        _ = cursor.accept(0x7D)
        closeScope()
      case 0x7B:
        guard scopes.count < Self.deepestScope else { throw expected("blocks that are nested less deeply") }
        _ = cursor.accept(0x7B)
        openScope()
      case 0x3B: _ = cursor.accept(0x3B)
      case 0x2E: try bodyDirective()
      case 0x40: try guarded()
      default: try labelOrInstruction()
      }
    }
  }

  private mutating func openScope() {
    scopes.append(
      BodyScope(
        number: scopeCount, bindings: bindings.count, pending: pending.count, labels: scopedLabels.count))
    scopeCount += 1
    depth += 1
  }

  private mutating func closeScope() {
    let scope = scopes.removeLast()
    resolvePending(of: scope)
    forgetBindings(from: scope.bindings)
    depth -= 1
  }

  private mutating func bodyDirective() throws(PTXDiagnostic) {
    guard let word = peekDotWord() else { throw expected("a directive") }
    if cursor.matches(word, "loc") {
      _ = dotWord()
      try locDirective()
    } else if cursor.matches(word, "reg") {
      _ = dotWord()
      try registerDeclaration()
    } else if cursor.matches(word, "pragma") {
      _ = dotWord()
      try pragma()
    } else if cursor.matches(word, "file") {
      _ = dotWord()
      try fileDirective()
    } else if cursor.matches(word, "section") {
      _ = dotWord()
      try section()
    } else {
      try localVariables()
    }
  }

  private mutating func guarded() throws(PTXDiagnostic) {
    let place = cursor.place
    _ = cursor.accept(0x40)
    let isNegated = cursor.accept(0x21)
    let register = try register("a predicate register")
    guard PTXCursor.startsWord(cursor.byte) else { throw expected("an instruction") }
    let start = cursor.position
    _ = cursor.scanWord()
    try instruction(from: start, guardRegister: register, isGuardNegated: isNegated, place: place)
  }

  private mutating func labelOrInstruction() throws(PTXDiagnostic) {
    let place = cursor.place
    let word = cursor.scanWord()
    guard !word.isEmpty else { throw expected("an instruction, a label or '}'") }
    if cursor.byte == 0x2E || cursor.byte == 0x3B {
      return try instruction(from: word.start, guardRegister: -1, isGuardNegated: false, place: place)
    }
    var copy = cursor
    copy.skipBlanks()
    guard copy.byte == 0x3A && copy.nextByte != 0x3A else {
      return try instruction(from: word.start, guardRegister: -1, isGuardNegated: false, place: place)
    }
    cursor = copy
    _ = cursor.accept(0x3A)
    if let directive = peekDotWord(), try labelledDirective(word, directive, at: place) { return }
    label(word, at: place)
  }

  /// An instruction whose first word was stepped over.
  private mutating func instruction(
    from start: Int, guardRegister: Int32, isGuardNegated: Bool, place: PTXPlace
  ) throws(PTXDiagnostic) {
    let opcode = opcode(from: start)
    ownOperands.removeAll(keepingCapacity: true)
    let pendingMark = pending.count
    if cursor.byte != 0x3B {
      switch opcodeForms[opcode] {
      case .plain: repeat { try operand() } while cursor.accept(0x2C)
      case .call: try callOperands()
      case .branch: try branchOperand()
      }
    }
    guard cursor.accept(0x3B) else { throw expected("',' or ';'") }
    guard ownOperands.count <= 255 else {
      throw diagnostic("expected at most 255 operands, found \(ownOperands.count)", at: place)
    }
    let first = function.operands.count
    for index in pendingMark..<pending.count where pending[index].isOwn {
      pending[index].operand += first
      pending[index].isOwn = false
    }
    function.operands.append(contentsOf: ownOperands)
    function.instructions.append(
      PTXInstruction(
        opcode: Int32(opcode), guardRegister: guardRegister, isGuardNegated: isGuardNegated,
        firstOperand: Int32(first), operandCount: UInt8(ownOperands.count), location: location, place: place))
  }

  /// The number of the spelling that starts there; its modifiers are stepped over.
  private mutating func opcode(from start: Int) -> Int {
    scanModifiers()
    let end = cursor.position
    cursor.skipBlanks()
    if cursor.byte == 0x2E && PTXCursor.continuesWord(cursor.nextByte) { return spreadOpcode(from: start, to: end) }
    let number = opcodes.intern(start: start, count: end - start)
    if number == opcodeForms.count { addOpcode(cursor.text(PTXWord(start: start, count: end - start))) }
    return number
  }

  private mutating func scanModifiers() {
    while true {
      let byte = cursor.byte
      if PTXCursor.continuesWord(byte) || byte == 0x2E {
        cursor.advance()
      } else if byte == 0x3A && cursor.nextByte == 0x3A {
        cursor.advance(2)
      } else {
        return
      }
    }
  }

  private mutating func addOpcode(_ spelling: String) {
    module.opcodes.append(PTXOpcode(spelling: spelling))
    let base = module.opcodes.last?.base
    opcodeForms.append(base == "call" ? .call : base == "bra" ? .branch : .plain)
  }

  /// A spelling with blanks before some of its dots, as macros of inline assembly may leave them.
  private mutating func spreadOpcode(from start: Int, to end: Int) -> Int {
    var spelling = cursor.text(PTXWord(start: start, count: end - start))
    while cursor.byte == 0x2E && PTXCursor.continuesWord(cursor.nextByte) {
      let start = cursor.position
      scanModifiers()
      spelling += cursor.text(PTXWord(start: start, count: cursor.position - start))
      cursor.skipBlanks()
    }
    if let known = module.opcodes.firstIndex(where: { $0.spelling == spelling }) { return known }
    // Numbers of the table and of the module stay the same: the table holds the spelling as the file spreads it.
    _ = opcodes.intern(start: start, count: cursor.position - start)
    while opcodes.entries.count > opcodeForms.count { addOpcode(spelling) }
    return opcodeForms.count - 1
  }
}
