extension ModuleParser {
  /// A label in front of the next instruction.
  mutating func label(_ word: PTXWord, at place: PTXPlace) {
    let name = names.intern(start: word.start, count: word.count)
    var index = names.entries[name].label
    while index >= 0 {
      if scopedLabels[Int(index)].scope == scope {
        report("label '\(cursor.text(word))' stands twice in the same scope", at: place)
      }
      index = scopedLabels[Int(index)].previous
    }
    scopedLabels.append(ScopedLabel(name: name, scope: scope, previous: names.entries[name].label))
    names.entries[name].label = Int32(scopedLabels.count - 1)
    function.labels.append(
      PTXLabel(name: cursor.text(word), instruction: Int32(function.instructions.count)))
  }

  /// The label of a name, from the innermost scope outwards.
  private func label(_ name: Int, from scope: Int32) -> Int32? {
    var scope = scope
    while scope >= 0 {
      var index = names.entries[name].label
      while index >= 0 {
        if scopedLabels[Int(index)].scope == scope { return index }
        index = scopedLabels[Int(index)].previous
      }
      scope = scopeParents[Int(scope)]
    }
    return nil
  }

  /// Finds the labels of branches, now that all of the function are known.
  mutating func resolvePending() {
    for item in pending {
      if let label = label(item.name, from: item.scope) {
        function.operands[item.operand] = .label(label)
      } else {
        let entry = names.entries[item.name]
        let name = cursor.text(PTXWord(start: entry.start, count: entry.count))
        report("'\(name)' is not declared: no register, variable, function or label has this name", at: item.place)
      }
    }
    pending.removeAll(keepingCapacity: true)
    for label in scopedLabels { names.entries[label.name].label = -1 }
    scopedLabels.removeAll(keepingCapacity: true)
    branchTargets.removeAll(keepingCapacity: true)
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
      branchTargets.append((scope, labels))
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
    let list = branchTargets[index]
    let first = function.operands.count
    for label in list.labels {
      pending.append(
        Pending(
          operand: function.operands.count, name: label.name, scope: list.scope, isOwn: false, place: label.place))
      function.operands.append(.sink)
    }
    ownOperands.append(.vector(first: Int32(first), count: Int32(list.labels.count)))
  }
}
