extension ModuleParser {
  /// A kernel or a function, behind `.entry` or `.func`.
  mutating func functionDeclaration(_ kind: PTXFunction.Kind, _ linkage: PTXLinkage) throws(PTXDiagnostic) {
    function = PTXFunction(kind: kind, name: "", linkage: linkage, place: cursor.place)
    location = -1
    let mark = bindings.count
    defer {
      forgetBindings(from: moduleMark(mark))
      function.name = ""
    }
    _ = try functionDirectives()
    let returns = cursor.byte == 0x28 ? try parameterList() : []
    function.place = cursor.place
    let word = try word("the name of a function")
    function.name = cursor.text(word)
    let parameters = cursor.byte == 0x28 ? try parameterList() : []
    function.returns = returns.map(\.variable)
    function.parameters = parameters.map(\.variable)
    let index = functionIndex(word)
    let isOnlyDeclared = try functionDirectives()
    if isOnlyDeclared {
      try expect(0x3B)
      if !module.functions[index].isDefinition { module.functions[index] = function }
      return
    }
    guard cursor.byte == 0x7B else { throw expected("'{' or ';'") }
    if module.functions[index].isDefinition {
      report("'\(function.name)' is defined twice", at: function.place)
    }
    let before = cursor
    do {
      try bindParameters(returns: returns, parameters: parameters)
      try body()
    } catch {
      module.diagnostics.append(error)
      cursor = before
      skipBraces()
    }
    resetFunctionState(mark)
    if module.diagnostics.count > diagnosticsBefore { return }
    function.isDefinition = true
    module.functions[index] = function
  }

  /// The function's own name stays known behind it.
  private func moduleMark(_ mark: Int) -> Int {
    bindings.indices.contains(mark) && bindings[mark].depth == 0 ? mark + 1 : mark
  }

  private mutating func resetFunctionState(_ mark: Int) {
    forgetBindings(from: moduleMark(mark))
    depth = 0
    scopes.removeAll(keepingCapacity: true)
    scopeCount = 0
    pending.removeAll(keepingCapacity: true)
    for label in scopedLabels { names.entries[label.name].label = -1 }
    scopedLabels.removeAll(keepingCapacity: true)
    branchTargets.removeAll(keepingCapacity: true)
  }

  /// The index of a function within the module: that of its first declaration.
  private mutating func functionIndex(_ word: PTXWord) -> Int {
    if let found = find(word), case .symbol(.function(let index)) = bindings[found.binding].meaning {
      return Int(index)
    }
    module.functions.append(function)
    let index = module.functions.count - 1
    bind(word, to: .symbol(.function(Int32(index))), at: function.place)
    return index
  }

  /// Performance and other directives around the parameters; whether `.extern` or the like left no body to come.
  private mutating func functionDirectives() throws(PTXDiagnostic) -> Bool {
    while let word = peekDotWord() {
      _ = dotWord()
      let name = cursor.text(word)
      switch name {
      case "maxntid": function.bounds.maximumThreads = try threadCounts()
      case "reqntid": function.bounds.requiredThreads = try threadCounts()
      case "minnctapersm", "maxnctapersm":
        let ctas = try count("a number of CTAs", in: 1...Int64(Int32.max))
        if name == "minnctapersm" { function.bounds.minimumCTAs = ctas }
      case "maxnreg": function.bounds.maximumRegisters = try count("a number of registers", in: 1...65536)
      case "maxclusterrank":
        function.bounds.maximumClusterRank = try count("a number of CTAs", in: 1...Int64(Int32.max))
      case "reqnctapercluster": function.bounds.requiredCluster = try threadCounts()
      case "explicitcluster": function.bounds.isExplicitCluster = true
      case "blocksareclusters": break
      case "noreturn": function.isNoReturn = true
      case "pragma": try pragma()
      case "attribute": try attribute()
      case "unified": skipParentheses()
      case "abi_preserve", "abi_preserve_control": _ = try integer("a number of registers")
      default: throw diagnostic("expected a directive of a function, '{' or ';', found '.\(name)'")
      }
    }
    return cursor.byte == 0x3B
  }

  private mutating func threadCounts() throws(PTXDiagnostic) -> [Int] {
    var counts: [Int] = []
    repeat {
      counts.append(try count("a number of threads or CTAs", in: 1...Int64(Int32.max)))
    } while cursor.accept(0x2C)
    guard counts.count <= 3 else { throw diagnostic("expected 1 to 3 numbers, found \(counts.count)") }
    return counts
  }

  private mutating func bindParameters(
    returns: [DeclaredVariable], parameters: [DeclaredVariable]
  ) throws(PTXDiagnostic) {
    depth = 1
    for (index, declared) in returns.enumerated() { try bindParameter(declared, .returned(Int32(index))) }
    for (index, declared) in parameters.enumerated() { try bindParameter(declared, .parameter(Int32(index))) }
  }
}
