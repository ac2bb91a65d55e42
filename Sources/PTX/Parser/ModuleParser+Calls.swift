extension ModuleParser {
  /// `(ret), fn, (args), prototype`, `fn, (args)` or `fn`.
  mutating func callOperands() throws(PTXDiagnostic) {
    repeat {
      if cursor.byte == 0x28 {
        let run = try run(from: 0x28, to: 0x29)
        ownOperands.append(.list(first: run.first, count: run.count))
      } else {
        try operand()
      }
    } while cursor.accept(0x2C)
  }

  /// What stands behind `.callprototype`.
  mutating func prototype(_ word: PTXWord, at place: PTXPlace) throws(PTXDiagnostic) {
    let returns = cursor.byte == 0x28 ? try parameterList() : []
    _ = try self.word("'_'")
    let parameters = cursor.byte == 0x28 ? try parameterList() : []
    while peekDotWord() != nil {
      _ = dotWord()
      if cursor.byte != 0x3B && cursor.byte != 0x2E { _ = try integer("a number") }
    }
    addPrototype(
      PTXPrototype(name: cursor.text(word), returns: returns.map(\.variable), parameters: parameters.map(\.variable)),
      word, at: place)
  }

  /// What stands behind `.calltargets`. All functions of the list have the same parameters, so that the first one serves
  /// as the prototype.
  mutating func callTargets(_ word: PTXWord, at place: PTXPlace) throws(PTXDiagnostic) {
    var prototype: PTXPrototype?
    repeat {
      let place = cursor.place
      let name = try self.word("a function")
      guard let found = find(name), case .symbol(.function(let index)) = bindings[found.binding].meaning else {
        report("expected a function, found '\(cursor.text(name))'", at: place)
        continue
      }
      let target = Int(index) < module.functions.count ? module.functions[Int(index)] : function
      prototype =
        prototype
        ?? PTXPrototype(name: cursor.text(word), returns: target.returns, parameters: target.parameters)
    } while cursor.accept(0x2C)
    addPrototype(
      prototype ?? PTXPrototype(name: cursor.text(word), returns: [], parameters: []), word, at: place)
  }

  private mutating func addPrototype(_ prototype: PTXPrototype, _ word: PTXWord, at place: PTXPlace) {
    function.prototypes.append(prototype)
    bind(word, to: .prototype(Int32(function.prototypes.count - 1)), at: place)
  }
}
