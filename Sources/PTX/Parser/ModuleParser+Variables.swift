extension ModuleParser {
  /// What stands between the space and the name: alignment, vector, type and attributes, in any order.
  mutating func variableHead(_ space: PTXSpace, isRegister: Bool, _ linkage: PTXLinkage) throws(PTXDiagnostic)
    -> VariableHead
  {
    var head = VariableHead(space: space, isRegister: isRegister, linkage: linkage)
    if cursor.byte == 0x5B { skipBank() }
    while let word = peekDotWord() {
      if let type = type(word) {
        _ = dotWord()
        head.type = type
        continue
      }
      let name = cursor.text(word)
      switch name {
      case "align":
        _ = dotWord()
        let alignment = try self.alignment()
        if head.pointer != nil { head.pointer?.alignment = alignment } else { head.alignment = alignment }
      case "v2", "v4", "v8":
        _ = dotWord()
        head.width = name == "v2" ? 2 : name == "v4" ? 4 : 8
      case "texref", "samplerref", "surfref":
        _ = dotWord()
        // A reference is an opaque handle of 64 bits.
        head.type = .b64
      case "ptr":
        _ = dotWord()
        head.pointer = PTXPointer(space: .generic, alignment: nil)
      case "attribute":
        _ = dotWord()
        try attribute()
      default:
        guard head.pointer != nil, let space = PTXSpace(rawValue: name) else {
          throw expected("a type of PTX")
        }
        _ = dotWord()
        head.pointer?.space = space
      }
    }
    guard head.type != nil else { throw expected("a type") }
    return head
  }

  private mutating func alignment() throws(PTXDiagnostic) -> Int {
    let place = cursor.place
    let value = try count("an alignment in bytes", in: 1...(1 << 30))
    guard value & (value - 1) == 0 else {
      throw diagnostic("expected an alignment that is a power of two, found \(value)", at: place)
    }
    return value
  }

  /// `[bank]` of an old `.const`.
  private mutating func skipBank() {
    while !cursor.isAtEnd && cursor.byte != 0x5D && cursor.byte != 0x3B { cursor.advance() }
    _ = cursor.accept(0x5D)
  }

  /// A name with its sizes and initial contents.
  mutating func declarator(_ head: VariableHead, what: String) throws(PTXDiagnostic) -> DeclaredVariable {
    let place = cursor.place
    let word = try word(what)
    return try declarator(head, word, place)
  }

  private mutating func declarator(_ head: VariableHead, _ word: PTXWord, _ place: PTXPlace)
    throws(PTXDiagnostic) -> DeclaredVariable
  {
    let type = head.type ?? .b32
    var variable = PTXVariable(
      name: cursor.text(word), space: head.space, linkage: head.linkage, type: type, vectorWidth: head.width,
      alignment: head.alignment ?? type.bytes * head.width, pointer: head.pointer, place: place)
    var bytes: Int64 = Int64(type.bytes * head.width)
    while cursor.accept(0x5B) {
      guard variable.dimensions.count < 16 else { throw expected("an array of at most 16 dimensions") }
      if cursor.byte == 0x5D && variable.dimensions.isEmpty {
        variable.dimensions.append(0)
      } else {
        let size = try count("the size of an array", in: 0...(1 << 40))
        variable.dimensions.append(size)
        let (product, overflow) = bytes.multipliedReportingOverflow(by: Int64(max(size, 1)))
        guard !overflow && product <= 1 << 40 else {
          throw diagnostic("expected an array of at most 2^40 bytes", at: place)
        }
        bytes = product
      }
      try expect(0x5D)
    }
    if cursor.accept(0x3D) { try initialize(&variable) }
    return DeclaredVariable(variable: variable, word: word, isRegister: head.isRegister)
  }

  /// `(.param .u64 p, .reg .u32 q)`; names may be missing or `_` in prototypes.
  mutating func parameterList() throws(PTXDiagnostic) -> [DeclaredVariable] {
    try expect(0x28)
    var list: [DeclaredVariable] = []
    if cursor.accept(0x29) { return list }
    repeat {
      guard let space = dotWord() else { throw expected("'.param' or '.reg'") }
      let isRegister = cursor.matches(space, "reg")
      guard isRegister || cursor.matches(space, "param") else {
        throw diagnostic("expected '.param' or '.reg', found '.\(cursor.text(space))'")
      }
      let head = try variableHead(isRegister ? .generic : .param, isRegister: isRegister, .internalOnly)
      let place = cursor.place
      let word = cursor.scanWord()
      cursor.skipBlanks()
      list.append(try declarator(head, word, place))
    } while cursor.accept(0x2C)
    guard cursor.accept(0x29) else { throw expected("',' or ')'") }
    return list
  }

  /// Variables of the module, behind their space.
  mutating func moduleVariables(_ space: PTXSpace, _ linkage: PTXLinkage) throws(PTXDiagnostic) {
    let head = try variableHead(space, isRegister: false, linkage)
    repeat {
      let declared = try declarator(head, what: "the name of a variable")
      if let found = find(declared.word), case .symbol(.global(let index)) = bindings[found.binding].meaning {
        let known = module.variables[Int(index)]
        if known.linkage == .extern || declared.variable.linkage != .extern {
          if known.linkage != .extern && known.linkage != .common && known.linkage != .weak {
            report("'\(known.name)' is declared twice", at: declared.variable.place)
          }
          module.variables[Int(index)] = declared.variable
        }
      } else {
        module.variables.append(declared.variable)
        bind(
          declared.word, to: .symbol(.global(Int32(module.variables.count - 1))), at: declared.variable.place)
      }
    } while cursor.accept(0x2C)
    guard cursor.accept(0x3B) else { throw expected("',' or ';'") }
  }

  /// Variables of a body.
  mutating func localVariables() throws(PTXDiagnostic) {
    let place = cursor.place
    var linkage = PTXLinkage.internalOnly
    guard var word = dotWord() else { throw expected("a directive") }
    if let stated = PTXLinkage(rawValue: cursor.text(word)), stated != .internalOnly {
      linkage = stated
      guard let next = dotWord() else { throw expected("a space of variables") }
      word = next
    }
    guard let space = PTXSpace(rawValue: cursor.text(word)), space != .generic else {
      throw diagnostic("expected a directive of a body, found '.\(cursor.text(word))'", at: place)
    }
    let head = try variableHead(space, isRegister: false, linkage)
    repeat {
      let declared = try declarator(head, what: "the name of a variable")
      function.variables.append(declared.variable)
      bind(
        declared.word, to: .symbol(.local(Int32(function.variables.count - 1))), at: declared.variable.place)
    } while cursor.accept(0x2C)
    guard cursor.accept(0x3B) else { throw expected("',' or ';'") }
  }
}
