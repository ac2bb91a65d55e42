extension ModuleParser {
  /// A label in front of the next instruction.
  mutating func label(_ word: PTXWord, at place: PTXPlace) {
    let name = names.intern(start: word.start, count: word.count)
    let scope = scopes.last?.number ?? 0
    let hidden = names.entries[name].label
    if hidden >= 0 && scopedLabels[Int(hidden)].scope == scope {
      report("label '\(cursor.text(word))' stands twice in the same scope", at: place)
    }
    scopedLabels.append(ScopedLabel(name: name, scope: scope, previous: hidden))
    names.entries[name].label = Int32(scopedLabels.count - 1)
    function.labels.append(
      PTXLabel(name: cursor.text(word), instruction: Int32(function.instructions.count)))
  }

  /// The label of a `bra`; a register or variable of the same name does not hide it.
  mutating func branchOperand() throws(PTXDiagnostic) {
    let place = cursor.place
    let word = try word("a label")
    let name = names.intern(start: word.start, count: word.count)
    pending.append(Pending(operand: ownOperands.count, name: name, isOwn: true, place: place))
    ownOperands.append(.sink)
  }

  /// Finds the labels of branches, now that all of a scope are known. What is not found may stand further out.
  mutating func resolvePending(of scope: BodyScope) {
    var kept = scope.pending
    for index in scope.pending..<pending.count {
      let item = pending[index]
      let label = names.entries[item.name].label
      if label >= 0 && scopedLabels[Int(label)].scope == scope.number {
        function.operands[item.operand] = .label(label)
      } else if scopes.isEmpty {
        let entry = names.entries[item.name]
        let name = cursor.text(PTXWord(start: entry.start, count: entry.count))
        report("'\(name)' is not declared: no register, variable, function or label has this name", at: item.place)
      } else {
        pending[kept] = item
        kept += 1
      }
    }
    pending.removeLast(pending.count - kept)
    for label in scopedLabels[scope.labels...].reversed() where label.scope == scope.number {
      names.entries[label.name].label = label.previous
    }
  }

  /// `name: .branchtargets A, B;`, `name: .calltargets f, g;` or `name: .callprototype (...) _ (...);`; the dot word was
  /// seen, not stepped over. Returns whether it was one of them.
  mutating func labelledDirective(_ word: PTXWord, _ directive: PTXWord, at place: PTXPlace) throws(PTXDiagnostic)
    -> Bool
  {
    if cursor.matches(directive, "branchtargets") {
      _ = dotWord()
      var labels: [(name: Int, place: PTXPlace)] = []
      repeat {
        let place = cursor.place
        let label = try self.word("a label")
        labels.append((names.intern(start: label.start, count: label.count), place))
      } while cursor.accept(0x2C)
      branchTargets.append(labels)
      bind(word, to: .branchTargets(Int32(branchTargets.count - 1)), at: place)
    } else if cursor.matches(directive, "callprototype") {
      _ = dotWord()
      try prototype(word, at: place)
    } else if cursor.matches(directive, "calltargets") {
      _ = dotWord()
      try callTargets(word, at: place)
    } else {
      return false
    }
    try expect(0x3B)
    return true
  }

  /// The labels of `brx.idx`, as a vector of them.
  mutating func branchTargetList(_ index: Int) {
    let labels = branchTargets[index]
    let first = function.operands.count
    for label in labels {
      pending.append(
        Pending(
          operand: function.operands.count, name: label.name, isOwn: false, place: label.place))
      function.operands.append(.sink)
    }
    ownOperands.append(.vector(first: Int32(first), count: Int32(labels.count)))
  }
}
