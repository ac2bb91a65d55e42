extension ModuleParser {
  /// `[address]`, or `[address, {coordinates}]` of tensors. Where the address of a tensor is not a bare register, the
  /// address and the coordinates become two operands; textures have their sampler between them.
  mutating func address() throws(PTXDiagnostic) {
    _ = cursor.accept(0x5B)
    try addressItem()
    while cursor.accept(0x2C) {
      if cursor.byte == 0x7B {
        let run = try run(from: 0x7B, to: 0x7D)
        if case .address(let register, 0)? = ownOperands.last {
          ownOperands[ownOperands.count - 1] = .tensor(register: register, first: run.first, count: run.count)
        } else {
          ownOperands.append(.vector(first: run.first, count: run.count))
        }
      } else {
        try addressItem()
      }
    }
    guard cursor.accept(0x5D) else { throw expected("']'") }
  }

  private mutating func addressItem() throws(PTXDiagnostic) {
    guard PTXCursor.startsWord(cursor.byte) else {
      ownOperands.append(.absoluteAddress(try integer("an address")))
      return
    }
    let place = cursor.place
    let word = cursor.scanWord()
    cursor.skipBlanks()
    guard let found = find(word) else {
      if cursor.matches(word, "WARP_SZ") {
        ownOperands.append(.absoluteAddress(32 &+ (try addend())))
        return
      }
      report("'\(cursor.text(word))' is not declared", at: place)
      _ = try addend()
      ownOperands.append(.absoluteAddress(0))
      return
    }
    switch bindings[found.binding].meaning {
    case .registers(let first, _, 1):
      ownOperands.append(.address(register: first &+ found.number, offset: try addend()))
    case .symbol(let symbol):
      ownOperands.append(.symbolAddress(symbol, offset: try addend()))
    default:
      report("expected an address, found '\(cursor.text(word))'", at: place)
      ownOperands.append(.absoluteAddress(0))
    }
  }
}
