import PTX

/// Matrix instructions.
extension Decoder {
  mutating func decodeMatrix(_ form: MatrixForm) throws(DecodeFailure) {
    var matrix = ProgramMatrix()
    let operation: MatrixOperation
    switch form {
    case .load(let count, let isTransposed, let space):
      operation = .load
      matrix.d = try registers(of: 0, count: count, bits: 32)
      matrix.aAddress = try wholeAddress(operand(1))
      matrix.isTransposed = isTransposed
      matrix.space = space
    case .store(let count, let isTransposed, let space):
      operation = .store
      matrix.aAddress = try wholeAddress(operand(0))
      matrix.a = try sources(of: 1, count: count, bits: 32)
      matrix.isTransposed = isTransposed
      matrix.space = space
    case .transpose:
      operation = .transpose
      matrix.d = try registers(of: 0, count: 1, bits: 32)
      matrix.a = try sources(of: 1, count: 1, bits: 32)
    case .multiply(let multiply):
      operation = .multiply
      let bits = multiply.accumulation == .f64 ? 64 : 32
      matrix.multiply = multiply
      matrix.d = try registers(of: 0, count: multiply.accumulatorRegisters, bits: bits)
      matrix.a = try sources(of: 1, count: multiply.aRegisters, bits: bits)
      matrix.b = try sources(of: 2, count: multiply.bRegisters, bits: bits)
      matrix.c = try sources(of: 3, count: multiply.accumulatorRegisters, bits: bits)
    case .loadTile(let tile, let isColumnMajor, let space):
      operation = .loadTile
      matrix.d = try registers(of: 0, count: tile.registers, bits: 32)
      try decodeTile(tile, isColumnMajor, space, address: 1, stride: 2, &matrix)
    case .storeTile(let tile, let isColumnMajor, let space):
      operation = .storeTile
      matrix.a = try sources(of: 1, count: tile.registers, bits: 32)
      try decodeTile(tile, isColumnMajor, space, address: 0, stride: 2, &matrix)
    case .multiplyTile(let multiply):
      operation = .multiplyTile
      matrix.tileMultiply = multiply
      matrix.d = try registers(of: 0, count: multiply.accumulator.registers, bits: 32)
      matrix.a = try sources(of: 1, count: multiply.a.registers, bits: 32)
      matrix.b = try sources(of: 2, count: multiply.b.registers, bits: 32)
      matrix.c = try sources(of: 3, count: multiply.addendRegisters, bits: 32)
    case .multiplyGroup(let group):
      operation = .multiplyGroup
      try decodeGroup(group, &matrix)
    }
    var op = MicroOp(.matrix, operation.rawValue)
    op.e = Int32(code.matrices.count)
    code.matrices.append(matrix)
    emit(op)
  }

  /// The place of a `wmma` matrix in memory; the stride may be left out.
  private mutating func decodeTile(
    _ tile: TileFragment, _ isColumnMajor: Bool, _ space: MemorySpace, address: Int, stride: Int,
    _ matrix: inout ProgramMatrix
  ) throws(DecodeFailure) {
    matrix.tile = tile
    matrix.isTransposed = isColumnMajor
    matrix.space = space
    matrix.aAddress = try wholeAddress(operand(address))
    if Int(instruction.operandCount) > stride { matrix.stride = try source(operand(stride), bits: 32) }
  }

  /// `d, a or descriptor, descriptor, scale-d{, imm-scale-a, imm-scale-b{, imm-trans-a}{, imm-trans-b}}`
  private mutating func decodeGroup(_ group: WarpgroupMultiply, _ matrix: inout ProgramMatrix) throws(DecodeFailure) {
    matrix.group = group
    matrix.d = try registers(of: 0, count: group.accumulatorRegisters, bits: 32)
    let a = try operand(1)
    var isInRegisters = false
    if case .vector = a { isInRegisters = true }
    if isInRegisters {
      matrix.a = try sources(of: 1, count: WarpgroupMultiply.aRegisters, bits: 32)
    } else {
      matrix.aAddress = try source(a, bits: 64)
    }
    matrix.bAddress = try source(operand(2), bits: 64)
    let (index, isNegated) = try predicate(operand(3))
    matrix.accumulates = (index, isNegated)
    var numbers: [Int64] = []
    for position in 4..<max(4, Int(instruction.operandCount)) {
      guard let number = integer(try operand(position)) else { throw .operands("a number is expected") }
      numbers.append(number)
    }
    if numbers.count >= 2 {
      matrix.isANegated = numbers[0] < 0
      matrix.isBNegated = numbers[1] < 0
      let transposes = Array(numbers.dropFirst(2))
      if isInRegisters {
        matrix.isBTransposed = transposes.last == 1
      } else if transposes.count == 2 {
        matrix.isTransposed = transposes[0] == 1
        matrix.isBTransposed = transposes[1] == 1
      }
    }
  }

  private mutating func registers(of position: Int, count: Int, bits: Int) throws(DecodeFailure) -> [Int32] {
    let parts = elements(try operand(position))
    guard parts.count == count else { throw .operands("\(parts.count) registers where \(count) are expected") }
    var slots: [Int32] = []
    for part in parts { slots.append(try destination(part, bits: bits)) }
    return slots
  }

  private mutating func sources(of position: Int, count: Int, bits: Int) throws(DecodeFailure) -> [Int32] {
    let parts = elements(try operand(position))
    guard parts.count == count else { throw .operands("\(parts.count) registers where \(count) are expected") }
    var slots: [Int32] = []
    for part in parts { slots.append(try source(part, bits: bits)) }
    return slots
  }
}
