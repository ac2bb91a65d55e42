extension ModuleParser {
  /// What a name stands for here, from the innermost scope outwards; for a numbered register, which one of the row.
  mutating func find(_ word: PTXWord) -> (binding: Int, number: Int32)? {
    let bytes = cursor.bytes
    var digits = word.end
    while digits > word.start && bytes[digits - 1] &- 0x30 < 10 { digits -= 1 }
    let digitCount = word.end - digits
    var row: (binding: Int, number: Int32)?
    if digitCount > 0 && digitCount < 10 && digits > word.start && (bytes[digits] != 0x30 || digitCount == 1) {
      var number: Int32 = 0
      for index in digits..<word.end { number = number &* 10 &+ Int32(bytes[index] &- 0x30) }
      let prefix = names.intern(start: word.start, count: digits - word.start)
      var index = Int(names.entries[prefix].binding)
      while index >= 0 {
        if case .registers(_, let count, _) = bindings[index].meaning, number < count {
          row = (index, number)
          break
        }
        index = Int(bindings[index].previous)
      }
      if row != nil && !names.entries[prefix].hasNumberedNames { return row }
    }
    let name = names.intern(start: word.start, count: word.count)
    var index = Int(names.entries[name].binding)
    while index >= 0 {
      if case .registers(_, let count, _) = bindings[index].meaning, count >= 0 {
        index = Int(bindings[index].previous)
        continue
      }
      break
    }
    guard index >= 0 else { return row }
    if let row, bindings[row.binding].depth > bindings[index].depth { return row }
    return (index, 0)
  }

  /// Gives a name a meaning until its scope ends. A name has one meaning of a kind in a scope.
  mutating func bind(_ word: PTXWord, to meaning: NameBinding.Meaning, at place: PTXPlace) {
    let name = names.intern(start: word.start, count: word.count)
    var index = Int(names.entries[name].binding)
    while index >= 0 && bindings[index].depth == depth {
      if Self.collides(bindings[index].meaning, meaning) {
        report("'\(cursor.text(word))' is declared twice in the same scope", at: place)
        break
      }
      index = Int(bindings[index].previous)
    }
    bindings.append(
      NameBinding(name: name, previous: names.entries[name].binding, depth: depth, meaning: meaning))
    names.entries[name].binding = Int32(bindings.count - 1)
    if case .registers(_, -1, _) = meaning { markNumberedName(word) }
  }

  private static func collides(_ a: NameBinding.Meaning, _ b: NameBinding.Meaning) -> Bool {
    if case .registers(_, let count, _) = a, case .registers(_, let other, _) = b {
      return (count < 0) == (other < 0)
    }
    return false
  }

  private mutating func markNumberedName(_ word: PTXWord) {
    var digits = word.end
    while digits > word.start && cursor.bytes[digits - 1] &- 0x30 < 10 { digits -= 1 }
    guard digits < word.end && digits > word.start else { return }
    let prefix = names.intern(start: word.start, count: digits - word.start)
    names.entries[prefix].hasNumberedNames = true
  }

  /// Ends scopes: forgets all bindings from this one on.
  mutating func forgetBindings(from mark: Int) {
    while bindings.count > mark {
      let last = bindings.removeLast()
      names.entries[last.name].binding = last.previous
    }
  }
}
