import PTX

/// Copies by other engines, and tensor maps.
extension Decoder {
  mutating func decodeCopy(_ form: CopyForm) throws(DecodeFailure) {
    var op = MicroOp(.copy, form.operation.rawValue)
    var copy = ProgramCopy()
    copy.destinationSpace = form.destination
    copy.sourceSpace = form.source
    copy.reduction = form.reduction
    copy.type = form.type
    switch form.operation {
    case .async: try decodeAsync(form, &copy)
    case .asyncArrive:
      op.flags = form.isNoIncrement ? 1 : 0
      copy.destination = try wholeAddress(operand(0))
    case .bulkToShared, .bulkToGlobal: try decodeBulk(form, &copy)
    case .tensorToShared, .tensorToGlobal: try decodeTensor(form, &copy)
    case .store, .reduce: try decodeRemoteStore(form, &copy)
    }
    op.e = Int32(code.copies.count)
    code.copies.append(copy)
    emit(op)
  }

  /// `cp.async dst, src, bytes{, source bytes or predicate}{, policy}`
  private mutating func decodeAsync(_ form: CopyForm, _ copy: inout ProgramCopy) throws(DecodeFailure) {
    copy.destination = try wholeAddress(operand(0))
    copy.source = try wholeAddress(operand(1))
    guard let bytes = integer(try operand(2)), [4, 8, 16].contains(bytes) else {
      throw .operands("4, 8 or 16 bytes are expected")
    }
    copy.asyncBytes = Int(bytes)
    let optional = Int(instruction.operandCount) - 3 - (form.hasPolicy ? 1 : 0)
    guard optional > 0 else { return }
    let extra = try operand(3)
    switch extra {
    case .register(let register) where function.registerTypes[Int(register)] == .pred: fallthrough
    case .negatedRegister:
      let (index, isNegated) = try predicate(extra)
      copy.ignoreSource = (index, isNegated)
    default: copy.sourceSize = try source(extra, bits: 32)
    }
  }

  /// `dst, src, size{, mbarrier}{, CTA mask}{, policy}{, byte mask}`
  private mutating func decodeBulk(_ form: CopyForm, _ copy: inout ProgramCopy) throws(DecodeFailure) {
    copy.destination = try wholeAddress(operand(0))
    copy.source = try wholeAddress(operand(1))
    copy.size = try source(operand(2), bits: 32)
    var position = 3
    if form.destination == .shared {
      copy.mbarrier = try wholeAddress(operand(position))
      position += 1
    }
    if form.isMulticast {
      copy.multicast = try source(operand(position), bits: 32)
      code.usesClusters = true
      position += 1
    }
    if form.hasPolicy { position += 1 }
    if form.hasByteMask { copy.byteMask = try source(operand(position), bits: 32) }
    if form.source == .shared && form.destination == .shared { code.usesClusters = true }
    if form.reduction != nil && form.destination == .global { code.communicates = true }
  }

  /// `dst, [map, coordinates], mbarrier{, offsets}{, CTA mask}{, policy}` or `[map, coordinates], src{, policy}`
  private mutating func decodeTensor(_ form: CopyForm, _ copy: inout ProgramCopy) throws(DecodeFailure) {
    let isLoad = form.operation == .tensorToShared
    guard case .tensor(let register, let first, let count) = try operand(isLoad ? 1 : 0) else {
      throw .operands("a tensor map with coordinates is expected")
    }
    let map = resized(registers[Int(register)], from: registerBits(register), to: 64)
    for index in first..<first + count {
      copy.coordinates.append(try source(function.operands[Int(index)], bits: 32))
    }
    if isLoad {
      copy.destination = try wholeAddress(operand(0))
      copy.source = map
      copy.mbarrier = try wholeAddress(operand(2))
      var position = 3
      if form.isIm2col {
        var offsets: [Int32] = []
        for offset in elements(try operand(position)) { offsets.append(try source(offset, bits: 32)) }
        copy.offsets = offsets
        throw .unsupported
      }
      if form.isMulticast {
        copy.multicast = try source(operand(position), bits: 32)
        code.usesClusters = true
        position += 1
      }
    } else {
      copy.destination = map
      copy.source = try wholeAddress(operand(1))
      if form.isIm2col { throw .unsupported }
      if form.reduction != nil { code.communicates = true }
    }
  }

  /// `st.async [dst], value, [mbarrier]`
  private mutating func decodeRemoteStore(_ form: CopyForm, _ copy: inout ProgramCopy) throws(DecodeFailure) {
    code.usesClusters = true
    copy.destination = try wholeAddress(operand(0))
    copy.mbarrier = try wholeAddress(operand(2))
    let sources = elements(try operand(1))
    guard sources.count == form.count else { throw .operands("\(form.count) values are expected") }
    var values: [AccessValue] = []
    for value in sources { values.append(try storeSource(value, form.type)) }
    copy.firstValue = code.values.count
    copy.count = form.count
    code.values.append(contentsOf: values)
  }

  /// `tensormap.replace [map], {ordinal,} value`
  mutating func decodeReplacement(_ opcode: PTXOpcode) throws(DecodeFailure) {
    guard let field = Selection.tensorMapField(opcode) else { throw .unsupported }
    var op = MicroOp(.special, SpecialOperation.replaceTensorMap.rawValue)
    op.variant = unsafeBitCast(field, to: UInt8.self)
    op.flags = UInt16((Selection.memorySpace(opcode.space) ?? .generic).rawValue)
    op.a = try wholeAddress(operand(0))
    var position = 1
    op.c = constant(0, bits: 32)
    if field.hasOrdinal {
      op.c = try source(operand(1), bits: 32)
      position = 2
    }
    let value = try operand(position)
    var bits = field == .globalAddress || field == .globalStride ? 64 : 32
    if case .register(let register) = value { bits = registerBits(register) }
    op.b = resized(try source(value, bits: bits), from: bits, to: 64)
    emit(op)
  }
}
