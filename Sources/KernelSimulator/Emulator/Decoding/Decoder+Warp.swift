import PTX

/// Exchanges between lanes, barriers and mbarriers.
extension Decoder {
  mutating func decodeWarp(_ operation: WarpOperation, _ type: PTXType) throws(DecodeFailure) {
    var op = MicroOp(.warp, operation.rawValue)
    op.variant = type.rawValue
    switch operation {
    case .shuffleUp, .shuffleDown, .shuffleButterfly, .shuffleIndex:
      op.e = FixedPredicate.sink
      try pairDestination(&op)
      op.a = try source(operand(1), bits: 32)
      op.b = try source(operand(2), bits: 32)
      let rest = try [source(operand(3), bits: 32), source(operand(4), bits: 32)]
      op.c = Int32(code.values.count)
      code.values.append(contentsOf: rest.map { AccessValue(slot: $0, bits: 32) })
    case .voteAll, .voteAny, .voteUniform, .voteBallot:
      let (index, isNegated) = try predicate(operand(1))
      op.a = index
      op.flags = isNegated ? 1 : 0
      op.b = try source(operand(2), bits: 32)
      op.d =
        operation == .voteBallot
        ? try destination(operand(0), bits: 32) : try predicateDestination(operand(0))
    case .matchAny, .matchAll:
      op.e = FixedPredicate.sink
      try pairDestination(&op)
      op.a = try source(operand(1), bits: type.bits)
      op.b = try source(operand(2), bits: 32)
    case .reduceAdd, .reduceMinimum, .reduceMaximum, .reduceAnd, .reduceOr, .reduceXor:
      op.d = try destination(operand(0), bits: 32)
      op.a = try source(operand(1), bits: 32)
      op.b = try source(operand(2), bits: 32)
    case .activeMask: op.d = try destination(operand(0), bits: 32)
    case .elect:
      op.e = FixedPredicate.sink
      try pairDestination(&op)
      op.b = try source(operand(1), bits: 32)
    case .synchronize: op.b = try source(operand(0), bits: 32)
    }
    emit(op)
  }

  /// `d|p`, of which either may be `_`.
  private mutating func pairDestination(_ op: inout MicroOp) throws(DecodeFailure) {
    switch try operand(0) {
    case .pair(let first, let second):
      op.d = first < 0 ? sink(bits: 32) : try destination(.register(first), bits: 32)
      op.e = try predicateDestination(second)
    case let single: op.d = try destination(single, bits: 32)
    }
  }

  /// `bar` and `barrier`: `a` is the number, `b` the threads, `c` the predicate of a reduction.
  mutating func decodeBarrier(_ operation: BarrierOperation, _ opcode: PTXOpcode) throws(DecodeFailure) {
    var op = MicroOp(.barrier, operation.rawValue)
    if operation == .clusterArrive || operation == .clusterWait {
      op.flags = opcode.has("aligned") ? 1 : 0
      emit(op)
      return
    }
    op.flags = opcode.base == "bar" || opcode.has("aligned") ? 1 : 0
    var position = 0
    if operation.isReduction {
      op.d =
        operation == .reducePopulation
        ? try destination(operand(0), bits: 32) : try predicateDestination(operand(0))
      position = 1
    }
    op.a = try source(operand(position), bits: 32)
    let last = Int(instruction.operandCount) - (operation.isReduction ? 1 : 0)
    if position + 1 < last {
      op.b = try source(operand(position + 1), bits: 32)
      op.flags |= 2
    }
    if operation.isReduction {
      let (index, isNegated) = try predicate(operand(last))
      op.c = index
      if isNegated { op.flags |= 4 }
    }
    emit(op)
  }

  /// `mbarrier`: `a` is the address, `b` the count, state or parity, `d` the result, `c` the space.
  mutating func decodeMbarrier(
    _ operation: MbarrierOperation, _ space: MemorySpace, _ opcode: PTXOpcode
  ) throws(DecodeFailure) {
    var op = MicroOp(.mbarrier, operation.rawValue)
    op.variant = space.rawValue
    let count = Int(instruction.operandCount)
    switch operation {
    case .pendingCount:
      op.d = try destination(operand(0), bits: 32)
      op.b = try source(operand(1), bits: 64)
    case .initialize, .expect, .complete:
      op.a = try wholeAddress(operand(0))
      op.b = try source(operand(1), bits: 32)
    case .invalidate: op.a = try wholeAddress(operand(0))
    case .arrive, .arriveDrop, .arriveExpect, .arriveDropExpect:
      // The state may be left out where it has no use.
      var position = 1
      if case .address = try operand(0) { position = 0 }
      if case .symbolAddress = try operand(0) { position = 0 }
      op.d = position == 0 ? sink(bits: 64) : try destination(operand(0), bits: 64)
      op.a = try wholeAddress(operand(position))
      op.b = count > position + 1 ? try source(operand(position + 1), bits: 32) : constant(1, bits: 32)
    case .testWait, .tryWait:
      op.d = try predicateDestination(operand(0))
      op.a = try wholeAddress(operand(1))
      op.b = try source(operand(2), bits: 64)
    case .testParity, .tryParity:
      op.d = try predicateDestination(operand(0))
      op.a = try wholeAddress(operand(1))
      op.b = try source(operand(2), bits: 32)
    }
    emit(op)
  }

  /// Instructions of which there is one kind.
  mutating func decodeSpecial(_ operation: SpecialOperation, _ opcode: PTXOpcode) throws(DecodeFailure) {
    var op = MicroOp(.special, operation.rawValue)
    switch operation {
    case .nothing, .sleep: break
    case .mapAddress, .addressRank:
      code.usesClusters = true
      let bits = operation == .mapAddress ? opcode.types.last?.bits ?? 32 : 32
      let addressBits = opcode.types.last?.bits ?? 32
      let isWindow = opcode.space == .shared
      op.flags = isWindow ? 1 : 0
      op.a = resized(try source(operand(1), bits: addressBits), from: addressBits, to: 64)
      let wide = allocate(bits: 64)
      if operation == .mapAddress { op.b = try source(operand(2), bits: 32) }
      op.d = wide
      prepare(op)
      try move(resized(wide, from: 64, to: bits), to: operand(0), bits: bits)
      return
    case .createPolicy:
      try move(constant(0, bits: 64), to: operand(0), bits: 64)
      return
    case .replaceTensorMap: return try decodeReplacement(opcode)
    case .copyTensorMap:
      op.a = try wholeAddress(operand(0))
      op.b = try wholeAddress(operand(1))
      op.variant = MemorySpace.global.rawValue
      op.flags = UInt16(MemorySpace.shared.rawValue)
    case .clock, .isSpace, .checkRegister, .markRegister: throw .unsupported
    }
    emit(op)
  }
}
