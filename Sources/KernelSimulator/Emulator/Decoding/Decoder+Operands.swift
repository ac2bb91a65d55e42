import PTX

/// Operands as slots and predicates.
extension Decoder {
  /// The slot of a source of some bits.
  mutating func source(_ operand: PTXOperand, bits: Int) throws(DecodeFailure) -> Int32 {
    switch operand {
    case .register(let register):
      let type = function.registerTypes[Int(register)]
      guard type != .pred else { throw .operands("a predicate where a value of \(bits) bits is expected") }
      return resized(registers[Int(register)], from: type.bits, to: bits)
    case .integer(let value): return constant(value, bits: bits)
    case .float32(let value):
      if bits == 64 { return constant(.bits(Double(Float(bitPattern: value)).bitPattern, 0), bits: 64) }
      return constant(.bits(UInt64(value), 0), bits: 32)
    case .float64(let value):
      if bits == 64 { return constant(.bits(value, 0), bits: 64) }
      let narrowed = Conversion.convert(value, from: .f64, to: bits == 16 ? .f16 : .f32)
      return constant(.bits(narrowed, 0), bits: 32)
    case .special(let register): return special(register, bits: bits)
    case .symbol(let symbol, let offset), .symbolAddress(let symbol, let offset):
      return try symbolAddress(symbol, offset, bits: bits)
    case .vector:
      let parts = elements(operand)
      return try joined(parts, bits: bits)
    default: throw .operands("an operand that is no value")
    }
  }

  /// A slot of one width as a slot of another.
  mutating func resized(_ slot: Int32, from: Int, to: Int) -> Int32 {
    let (from, to) = (Self.slotBits(from), Self.slotBits(to))
    if from == to { return slot }
    let result = allocate(bits: to)
    var op: MicroOp
    switch (from, to) {
    case (32, 64): op = Selection.wide(.zeroExtend)
    case (64, 32), (128, 32): op = Selection.wide(.truncate)
    case (128, 64): op = Selection.wide(.lower128)
    default:
      let wide = resized(slot, from: from, to: 64)
      op = Selection.wide(.join128)
      op.b = constant(0, bits: 64)
      op.a = wide
      op.d = result
      prepare(op)
      return result
    }
    op.d = result
    op.a = slot
    prepare(op)
    return result
  }

  /// The parts of a vector as one value, the first lowest.
  mutating func joined(_ parts: [PTXOperand], bits: Int) throws(DecodeFailure) -> Int32 {
    guard !parts.isEmpty, bits % parts.count == 0 else { throw .operands("a vector of \(parts.count) parts") }
    let partBits = bits / parts.count
    if parts.count == 1 { return try source(parts[0], bits: bits) }
    guard parts.count.isMultiple(of: 2) else { throw .operands("a vector of \(parts.count) parts") }
    let half = parts.count / 2
    let lower = try joined(Array(parts[..<half]), bits: bits / 2)
    let upper = try joined(Array(parts[half...]), bits: bits / 2)
    var op: MicroOp
    switch bits {
    case 128: op = Selection.wide(.join128)
    case 64: op = Selection.wide(.join)
    default:
      op = Selection.integer(.permute)
      op.c = constant(partBits == 16 || parts.count == 4 ? 0x5410 : 0x0040, bits: 32)
    }
    op.a = lower
    op.b = upper
    op.d = allocate(bits: bits)
    prepare(op)
    return op.d
  }

  /// The destination register of some bits; what is dropped goes to a slot of its own.
  mutating func destination(_ operand: PTXOperand, bits: Int) throws(DecodeFailure) -> Int32 {
    switch operand {
    case .register(let register):
      let type = function.registerTypes[Int(register)]
      guard type != .pred, Self.slotBits(type.bits) == Self.slotBits(bits) else {
        throw .operands("a destination of \(type.bits) bits where \(bits) are expected")
      }
      return registers[Int(register)]
    case .sink: return sink(bits: bits)
    case .vector:
      let parts = elements(operand)
      if parts.count == 1 { return try destination(parts[0], bits: bits) }
      throw .operands("a vector where one register is expected")
    default: throw .operands("a destination that is no register")
    }
  }

  /// A slot that nobody reads.
  mutating func sink(bits: Int) -> Int32 { allocate(bits: bits) }

  /// A predicate to read: its index and whether it is negated.
  mutating func predicate(_ operand: PTXOperand) throws(DecodeFailure) -> (index: Int32, isNegated: Bool) {
    switch operand {
    case .register(let register), .negatedRegister(let register):
      guard function.registerTypes[Int(register)] == .pred else { throw .operands("a register that is no predicate") }
      if case .negatedRegister = operand { return (registers[Int(register)], true) }
      return (registers[Int(register)], false)
    case .integer(let value): return (FixedPredicate.always, value == 0)
    default: throw .operands("an operand that is no predicate")
    }
  }

  /// A predicate to write.
  func predicateDestination(_ register: Int32) throws(DecodeFailure) -> Int32 {
    if register < 0 { return FixedPredicate.sink }
    guard function.registerTypes[Int(register)] == .pred else { throw .operands("a register that is no predicate") }
    return registers[Int(register)]
  }

  /// A predicate to write.
  func predicateDestination(_ operand: PTXOperand) throws(DecodeFailure) -> Int32 {
    switch operand {
    case .register(let register): return try predicateDestination(register)
    case .sink: return FixedPredicate.sink
    default: throw .operands("a destination that is no predicate")
    }
  }

  /// A special register; clocks are read where they stand.
  mutating func special(_ register: PTXSpecialRegister, bits: Int) -> Int32 {
    if let clock = ClockRegister(register.name) {
      let result = allocate(bits: clock.bits)
      var op = MicroOp(.special, SpecialOperation.clock.rawValue)
      op.variant = clock.rawValue
      op.d = result
      prepare(op)
      return resized(result, from: clock.bits, to: bits)
    }
    let natural = register.name == .gridid || register.name == .currentGraphExecution ? 64 : 32
    return resized(constant(.special(register), bits: natural), from: natural, to: bits)
  }
}
