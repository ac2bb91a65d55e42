extension ModuleParser {
  /// An operand of an instruction; it becomes one of `ownOperands`.
  mutating func operand() throws(PTXDiagnostic) {
    switch cursor.byte {
    case 0x5B: try address()
    case 0x7B:
      let run = try run(from: 0x7B, to: 0x7D)
      ownOperands.append(.vector(first: run.first, count: run.count))
    case 0x21 where PTXCursor.startsWord(cursor.nextByte) || cursor.nextByte == 0x20: try negated()
    case let byte where PTXCursor.startsWord(byte): try named()
    default: ownOperands.append(try constant().operand)
    }
  }

  /// `{a, b}` or `(a, b)`: the operands stand in a row within the function's.
  mutating func run(from open: UInt8, to close: UInt8) throws(PTXDiagnostic) -> (first: Int32, count: Int32) {
    try expect(open)
    let mark = ownOperands.count
    let pendingMark = pending.count
    if !cursor.accept(close) {
      repeat { try element() } while cursor.accept(0x2C)
      guard cursor.accept(close) else { throw expected("',' or '\(Character(UnicodeScalar(close)))'") }
    }
    let first = function.operands.count
    let count = ownOperands.count - mark
    function.operands.append(contentsOf: ownOperands[mark...])
    ownOperands.removeLast(count)
    for index in pendingMark..<pending.count where pending[index].isOwn {
      pending[index].operand += first - mark
      pending[index].isOwn = false
    }
    return (Int32(first), Int32(count))
  }

  private mutating func element() throws(PTXDiagnostic) {
    if cursor.byte == 0x21 {
      try negated()
    } else if PTXCursor.startsWord(cursor.byte) {
      try named()
    } else {
      ownOperands.append(try constant().operand)
    }
  }

  private mutating func negated() throws(PTXDiagnostic) {
    _ = cursor.accept(0x21)
    ownOperands.append(.negatedRegister(try register("a predicate register")))
  }

  /// A register by its name.
  mutating func register(_ what: String) throws(PTXDiagnostic) -> Int32 {
    let place = cursor.place
    let word = cursor.scanWord()
    guard !word.isEmpty else { throw expected(what) }
    cursor.skipBlanks()
    guard let found = find(word) else {
      report("expected \(what), found '\(cursor.text(word))', which is not declared", at: place)
      return 0
    }
    guard case .registers(let first, _, let width) = bindings[found.binding].meaning, width == 1 else {
      report("expected \(what), found '\(cursor.text(word))'", at: place)
      return 0
    }
    return first &+ found.number
  }

  /// An operand that starts with a name.
  private mutating func named() throws(PTXDiagnostic) {
    let place = cursor.place
    let word = cursor.scanWord()
    if let found = find(word) {
      switch bindings[found.binding].meaning {
      case .registers(let first, _, let width):
        if width > 1 { return try vectorRegister(first &+ found.number &* width, width, place) }
        cursor.skipBlanks()
        if cursor.byte == 0x7C && cursor.nextByte != 0x7C { return try pair(first &+ found.number) }
        ownOperands.append(.register(first &+ found.number))
      case .symbol(let symbol):
        cursor.skipBlanks()
        ownOperands.append(.symbol(symbol, offset: try addend()))
      case .branchTargets(let index):
        cursor.skipBlanks()
        branchTargetList(Int(index))
      case .prototype(let index):
        cursor.skipBlanks()
        ownOperands.append(.prototype(index))
      }
      return
    }
    if word.count == 1 && cursor.bytes[word.start] == 0x5F {
      cursor.skipBlanks()
      if cursor.byte == 0x7C { return try pair(-1) }
      ownOperands.append(.sink)
      return
    }
    if let special = special(word) {
      cursor.skipBlanks()
      ownOperands.append(.special(special))
      return
    }
    if cursor.matches(word, "WARP_SZ") {
      cursor.skipBlanks()
      ownOperands.append(.integer(32))
      return
    }
    cursor.skipBlanks()
    if cursor.bytes[word.start] == 0x25 {
      report("register '\(cursor.text(word))' is not declared", at: place)
      ownOperands.append(.sink)
      return
    }
    let name = names.intern(start: word.start, count: word.count)
    pending.append(Pending(operand: ownOperands.count, name: name, isOwn: true, place: place))
    ownOperands.append(.sink)
  }

  private mutating func pair(_ first: Int32) throws(PTXDiagnostic) {
    _ = cursor.accept(0x7C)
    var copy = cursor
    let word = copy.scanWord()
    if word.count == 1 && cursor.byte == 0x5F && find(word) == nil {
      cursor.advance()
      cursor.skipBlanks()
      ownOperands.append(.pair(first, -1))
    } else {
      ownOperands.append(.pair(first, try register("a register or '_'")))
    }
  }

  /// `%v` or `%v.x` of a register that is declared as a vector.
  private mutating func vectorRegister(_ first: Int32, _ width: Int32, _ place: PTXPlace) throws(PTXDiagnostic) {
    if let component = component() {
      if component >= width { report("expected one of \(width) components of a vector register", at: place) }
      ownOperands.append(.register(first &+ min(component, width - 1)))
    } else {
      let start = function.operands.count
      for index in 0..<width { function.operands.append(.register(first &+ index)) }
      ownOperands.append(.vector(first: Int32(start), count: width))
    }
    cursor.skipBlanks()
  }

  /// `.x` to `.w` or `.r` to `.a` right behind a name.
  private mutating func component() -> Int32? {
    guard cursor.byte == 0x2E, !PTXCursor.continuesWord(cursor.bytes[cursor.position + 2]) else { return nil }
    let component: Int32
    switch UnicodeScalar(cursor.nextByte) {
    case "x", "r": component = 0
    case "y", "g": component = 1
    case "z", "b": component = 2
    case "w", "a": component = 3
    default: return nil
    }
    cursor.advance(2)
    return component
  }

  /// A special register, with its component or number.
  private mutating func special(_ word: PTXWord) -> PTXSpecialRegister? {
    guard cursor.bytes[word.start] == 0x25 else { return nil }
    let name = names.intern(start: word.start, count: word.count)
    if name < PTXSpecialRegister.Name.allCases.count {
      return PTXSpecialRegister(
        name: PTXSpecialRegister.Name.allCases[name], component: UInt8(component() ?? 0))
    }
    var digits = word.end
    while digits > word.start && cursor.bytes[digits - 1] &- 0x30 < 10 { digits -= 1 }
    let prefix = PTXWord(start: word.start, count: digits - word.start)
    guard let number = UInt8(cursor.text(PTXWord(start: digits, count: word.end - digits))) else { return nil }
    if cursor.matches(prefix, "%envreg") && number < 32 { return PTXSpecialRegister(name: .envreg, component: number) }
    if cursor.matches(prefix, "%pm") && number < 8 { return PTXSpecialRegister(name: .pm, component: number) }
    return nil
  }
}
