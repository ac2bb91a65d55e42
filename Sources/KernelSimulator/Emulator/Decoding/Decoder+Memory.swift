import PTX

/// Loads, stores, atomics and address conversions.
extension Decoder {
  /// An address operand: its slot, whether that has 64 bits, and what is added.
  struct Address {
    var slot: Int32
    var isWide: Bool
    var offset: Int64
  }

  /// The address of an operand in a space.
  mutating func address(_ operand: PTXOperand) throws(DecodeFailure) -> Address {
    switch operand {
    case .address(let register, let offset):
      let bits = registerBits(register)
      guard bits == 32 || bits == 64 else { throw .operands("an address in a register of \(bits) bits") }
      return Address(slot: registers[Int(register)], isWide: bits == 64, offset: offset)
    case .symbolAddress(let symbol, let offset), .symbol(let symbol, let offset):
      return Address(slot: try symbolAddress(symbol, offset, bits: 64), isWide: true, offset: 0)
    case .absoluteAddress(let number): return Address(slot: constant(number, bits: 64), isWide: true, offset: 0)
    case .register(let register):
      return Address(slot: registers[Int(register)], isWide: registerBits(register) == 64, offset: 0)
    case .integer(let number): return Address(slot: constant(number, bits: 64), isWide: true, offset: 0)
    default: throw .operands("an operand that is no address")
    }
  }

  /// The slot of an address of 64 bits, its offset added.
  mutating func wholeAddress(_ operand: PTXOperand) throws(DecodeFailure) -> Int32 {
    let address = try address(operand)
    var slot = address.slot
    if !address.isWide {
      if address.offset != 0 {
        var op = Selection.integer(.add)
        op.a = slot
        op.b = constant(address.offset, bits: 32)
        op.d = allocate(bits: 32)
        prepare(op)
        slot = op.d
      }
      return resized(slot, from: 32, to: 64)
    }
    if address.offset == 0 { return slot }
    var op = Selection.wide(.add)
    op.a = slot
    op.b = constant(address.offset, bits: 64)
    op.d = allocate(bits: 64)
    prepare(op)
    return op.d
  }

  /// Where an address of `ld`, `st` or `cvta` lies: parameters of functions and call blocks are in the thread's memory,
  /// those of the kernel in global memory.
  func accessSpace(_ space: PTXSpace, _ operand: PTXOperand) -> MemorySpace {
    if space != .param { return Selection.memorySpace(space) ?? .generic }
    switch operand {
    case .symbolAddress(.parameter, _), .symbol(.parameter, _): return function.kind == .entry ? .global : .local
    case .symbolAddress, .symbol: return .local
    default: return function.kind == .entry ? .global : .generic
    }
  }

  /// `ld`
  mutating func decodeLoad(
    _ opcode: PTXOpcode, _ space: PTXSpace, _ type: PTXType, _ count: Int
  ) throws(DecodeFailure) {
    let from = try operand(1)
    let targets = elements(try operand(0))
    guard targets.count == count else { throw .operands("\(targets.count) registers for \(count) values") }
    if space == .param, function.kind == .entry, case .symbolAddress(.parameter(let index), let offset) = from {
      try loadParameters(targets, type, parameterOffset(Int(index)) + Int(offset))
      return
    }
    noteCommunication(opcode, space)
    var op = MicroOp(.memory, MemoryOperation.load.rawValue)
    let first = code.values.count
    for target in targets { code.values.append(try loadTarget(target, type)) }
    try access(&op, from, accessSpace(space, from), type, count, first)
    emit(op)
  }

  /// Parameters of the kernel are known before its warps start.
  private mutating func loadParameters(
    _ targets: [PTXOperand], _ type: PTXType, _ offset: Int
  ) throws(DecodeFailure) {
    for (position, target) in targets.enumerated() {
      let value = try loadTarget(target, type)
      if value.slot == AccessValue.dropped.slot { continue }
      let parameter = ProgramConstant.Value.parameterValue(
        offset: offset + position * type.bytes, bytes: type.bytes, isSigned: type.isSigned)
      let bits = Self.slotBits(Int(value.bits))
      var op = moveOperation(constant(parameter, bits: bits), to: value.slot, bits: bits)
      if value.bits == 16, type.isSigned { op = narrowMove(op) }
      emit(op)
    }
  }

  /// A move that keeps 16 bits.
  private func narrowMove(_ move: MicroOp) -> MicroOp {
    var op = MicroOp(.convert, ConvertOperation.extend.rawValue)
    (op.a, op.d) = (move.a, move.d)
    op.variant = 16
    return op
  }

  /// A register that a value is loaded into; it may be wider than the value.
  private mutating func loadTarget(_ target: PTXOperand, _ type: PTXType) throws(DecodeFailure) -> AccessValue {
    switch target {
    case .sink: return .dropped
    case .register(let register):
      let bits = registerBits(register)
      guard bits > 1, bits >= min(type.bits, 128) || (type.bits == 8 && bits >= 16) else {
        throw .operands("a register of \(bits) bits for a value of \(type.bits)")
      }
      return AccessValue(slot: registers[Int(register)], bits: Int32(bits < 16 ? 16 : bits))
    default: throw .operands("an operand that is no register")
    }
  }

  /// `st`
  mutating func decodeStore(
    _ opcode: PTXOpcode, _ space: PTXSpace, _ type: PTXType, _ count: Int
  ) throws(DecodeFailure) {
    let to = try operand(0)
    let sources = elements(try operand(1))
    guard sources.count == count else { throw .operands("\(sources.count) values where \(count) are expected") }
    noteCommunication(opcode, space)
    var op = MicroOp(.memory, MemoryOperation.store.rawValue)
    var values: [AccessValue] = []
    for value in sources { values.append(try storeSource(value, type)) }
    let first = code.values.count
    code.values.append(contentsOf: values)
    try access(&op, to, accessSpace(space, to), type, count, first)
    emit(op)
  }

  /// A value that is stored; its register may be wider.
  mutating func storeSource(_ operand: PTXOperand, _ type: PTXType) throws(DecodeFailure) -> AccessValue {
    if case .register(let register) = operand {
      let bits = registerBits(register)
      guard bits > 1 else { throw .operands("a predicate cannot be stored") }
      return AccessValue(slot: registers[Int(register)], bits: Int32(Self.slotBits(bits)))
    }
    return AccessValue(slot: try source(operand, bits: type.bits), bits: Int32(Self.slotBits(type.bits)))
  }

  /// The operands of an access.
  mutating func access(
    _ op: inout MicroOp, _ operand: PTXOperand, _ space: MemorySpace, _ type: PTXType, _ count: Int, _ first: Int
  ) throws(DecodeFailure) {
    let address = try address(operand)
    op.a = address.slot
    op.e = Int32(code.accesses.count)
    code.accesses.append(
      MemoryAccess(
        space: space, elementBytes: type.bytes, count: count, isSigned: type.isSigned,
        isWideAddress: address.isWide, offset: address.offset, firstValue: first,
        isOrdered: Self.isOrdered(module.opcodes[Int(instruction.opcode)])))
  }

  /// Accesses by which CTAs can wait for each other.
  private mutating func noteCommunication(_ opcode: PTXOpcode, _ space: PTXSpace) {
    if space == .global || space == .generic, Self.isOrdered(opcode) { code.communicates = true }
  }

  private static func isOrdered(_ opcode: PTXOpcode) -> Bool {
    opcode.modifiers.contains { ["volatile", "relaxed", "acquire", "release", "mmio"].contains($0) }
  }

  /// `atom` and `red`
  mutating func decodeAtomic(
    _ operation: AtomicOperation, _ type: PTXType, _ space: MemorySpace, _ count: Int, _ hasResult: Bool
  ) throws(DecodeFailure) {
    if space != .shared { code.communicates = true }
    let shift = hasResult ? 1 : 0
    let first = code.values.count
    var op = MicroOp(.atomic, operation.rawValue)
    op.variant = type.rawValue
    var values: [AccessValue] = []
    let sources = elements(try operand(1 + shift))
    guard sources.count == count else { throw .operands("\(sources.count) values where \(count) are expected") }
    for value in sources { values.append(try storeSource(value, type)) }
    if operation == .compareAndSwap { values.append(try storeSource(operand(2 + shift), type)) }
    op.c = Int32(values.count)
    if hasResult {
      for target in elements(try operand(0)) { values.append(try loadTarget(target, type)) }
      op.flags = 1
    }
    code.values.append(contentsOf: values)
    try access(&op, operand(shift), space, type, count, first)
    emit(op)
  }

  /// `cvta`: global addresses are generic ones; shared and local ones have a window each.
  mutating func decodeAddressConversion(_ space: PTXSpace, _ isTo: Bool, _ bits: Int) throws(DecodeFailure) {
    let from = try operand(1)
    let target = try operand(0)
    let place = accessSpace(space, from)
    let slot = try source(from, bits: bits)
    guard place == .shared || place == .local, bits == 64 else {
      try move(slot, to: target, bits: bits)
      return
    }
    let window = place == .shared ? AddressWindow.shared : AddressWindow.local
    var op = Selection.wide(isTo ? .subtract : .add)
    op.a = slot
    op.b = constant(.bits(window, 0), bits: 64)
    op.d = try destination(target, bits: 64)
    emit(op)
  }

  /// `isspacep`
  mutating func decodeIsSpace(_ space: PTXSpace, _ isCluster: Bool) throws(DecodeFailure) {
    var op = MicroOp(.special, SpecialOperation.isSpace.rawValue)
    op.variant = (Selection.memorySpace(space) ?? .global).rawValue
    op.flags = isCluster ? 1 : space == .const || space == .param ? 2 : 0
    op.a = try source(operand(1), bits: 64)
    op.d = try predicateDestination(operand(0))
    emit(op)
  }
}
