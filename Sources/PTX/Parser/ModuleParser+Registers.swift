extension ModuleParser {
  /// Registers of a body, behind `.reg`.
  mutating func registerDeclaration() throws(PTXDiagnostic) {
    let head = try variableHead(.generic, isRegister: true, .internalOnly)
    let type = head.type ?? .b32
    repeat {
      let place = cursor.place
      let word = try word("the name of a register")
      var count = -1
      if cursor.accept(0x3C) {
        count = try rowCount()
        guard cursor.accept(0x3E) else { throw expected("'>'") }
      }
      try addRegisters(word, type, count: count, width: head.width, at: place)
    } while cursor.accept(0x2C)
    guard cursor.accept(0x3B) else { throw expected("',' or ';'") }
  }

  /// The number between `<` and `>`. It is no expression, since `>` would be one of its operators.
  private mutating func rowCount() throws(PTXDiagnostic) -> Int {
    let place = cursor.place
    guard let value = try number().integer, (0...Int64(Self.mostRegisters)).contains(value) else {
      throw diagnostic("expected a number of registers up to \(Self.mostRegisters)", at: place)
    }
    return Int(value)
  }

  private mutating func addRegisters(
    _ word: PTXWord, _ type: PTXType, count: Int, width: Int, at place: PTXPlace
  ) throws(PTXDiagnostic) {
    let first = function.registerTypes.count
    let added = (count < 0 ? 1 : count) * width
    guard first + added <= Self.mostRegisters else {
      throw diagnostic("expected at most \(Self.mostRegisters) registers", at: place)
    }
    for _ in 0..<added { function.registerTypes.append(type) }
    bind(
      word, to: .registers(first: Int32(first), count: Int32(count), width: Int32(width)), at: place)
    let name = cursor.text(word)
    if width == 1 {
      function.registerDeclarations.append(
        PTXRegisterDeclaration(name: name, first: Int32(first), count: Int32(added), isNumbered: count >= 0))
      return
    }
    let components = ["x", "y", "z", "w", "4", "5", "6", "7"]
    for index in 0..<added {
      let row = count < 0 ? name : "\(name)\(index / width)"
      function.registerDeclarations.append(
        PTXRegisterDeclaration(
          name: "\(row).\(components[index % width])", first: Int32(first + index), count: 1, isNumbered: false))
    }
  }

  /// Gives a parameter its name within the body; a `.reg` one is a register.
  mutating func bindParameter(_ declared: DeclaredVariable, _ symbol: PTXSymbol) throws(PTXDiagnostic) {
    let place = declared.variable.place
    guard !declared.word.isEmpty, declared.variable.name != "_" else { return }
    if declared.isRegister {
      try addRegisters(
        declared.word, declared.variable.type, count: -1, width: declared.variable.vectorWidth, at: place)
    } else {
      bind(declared.word, to: .symbol(symbol), at: place)
    }
  }
}
