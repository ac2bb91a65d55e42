import PTX

/// Comparisons, selections, moves and conversions.
extension Selection {
  static func comparison(_ opcode: PTXOpcode) -> InstructionForm? {
    if opcode.base == "selp" {
      guard let type = opcode.types.first else { return nil }
      return .select(bits: type.bits)
    }
    guard let comparison = opcode.modifiers.lazy.compactMap({ Comparison(rawValue: $0) }).first,
      let type = opcode.types.last, let operation = compareOperation(type)
    else { return nil }
    var op = MicroOp(.compare, operation.rawValue)
    op.variant = unsafeBitCast(comparison, to: UInt8.self)
    op.modifiers = floatModifiers(opcode).rawValue
    let combination: UInt16 = opcode.has("and") ? 1 : opcode.has("or") ? 2 : opcode.has("xor") ? 3 : 0
    if opcode.base == "setp" { return .comparePredicate(op, bits: type.bits, combination: combination) }
    guard let result = opcode.types.first, opcode.types.count == 2 else { return nil }
    if operation == .halfPair || operation == .brainPair {
      var expand = MicroOp(.compare, CompareOperation.expandPair.rawValue)
      expand.variant = result == .f16x2 ? 1 : result == .bf16x2 ? 2 : 0
      return .compareValue(op, bits: 32, combination: combination, result: expand)
    }
    guard result.bits == 32 else { return nil }
    var expand = MicroOp(.compare, CompareOperation.expand.rawValue)
    expand.variant = result == .f32 ? 1 : 0
    return .compareValue(op, bits: type.bits, combination: combination, result: expand)
  }

  private static func compareOperation(_ type: PTXType) -> CompareOperation? {
    switch type {
    case .s32: .signed
    case .u32, .b32: .unsigned
    case .s64: .signed64
    case .u64, .b64: .unsigned64
    case .s16: .signed16
    case .u16, .b16: .unsigned16
    case .f32: .float
    case .f64: .double
    case .f16: .half
    case .bf16: .brain
    case .f16x2: .halfPair
    case .bf16x2: .brainPair
    default: nil
    }
  }

  static func move(_ opcode: PTXOpcode) -> InstructionForm? {
    guard let type = opcode.types.first else { return nil }
    return type == .pred ? .predicates(.move) : .move(type)
  }

  static func conversion(_ opcode: PTXOpcode) -> InstructionForm? {
    if opcode.has("pack") { return nil }
    let types = opcode.types
    guard types.count == 2 else { return nil }
    let (to, from) = (types[0], types[1])
    func packed(_ operation: ConvertOperation, variant: Bool, flags: Bool = false, d: Int, sources: [Int])
      -> InstructionForm
    {
      var op = float(.convert, operation.rawValue, opcode, variant: variant ? 1 : 0)
      op.flags = flags ? 1 : 0
      return .lanes(op, d: d, sources: sources)
    }
    switch (to, from) {
    case (.f16x2, .f32), (.bf16x2, .f32):
      if opcode.has("rs") { return nil }
      return packed(.packHalves, variant: to == .bf16x2, d: 32, sources: [32, 32])
    case (.e4m3x2, .f32), (.e5m2x2, .f32): return packed(.packBytes, variant: to == .e5m2x2, d: 16, sources: [32, 32])
    case (.e4m3x2, .f16x2), (.e5m2x2, .f16x2), (.e4m3x2, .bf16x2), (.e5m2x2, .bf16x2):
      return packed(.packBytesOfHalves, variant: to == .e5m2x2, flags: from == .bf16x2, d: 16, sources: [32])
    case (.f16x2, .e4m3x2), (.f16x2, .e5m2x2), (.bf16x2, .e4m3x2), (.bf16x2, .e5m2x2):
      return packed(.unpackBytes, variant: from == .e5m2x2, flags: to == .bf16x2, d: 32, sources: [16])
    case (.tf32, .f32): return packed(.tensorFloat, variant: false, d: 32, sources: [32])
    default:
      guard isScalar(to), isScalar(from) else { return nil }
      return .convert(float(.convert, ConvertOperation.scalar.rawValue, opcode), from: from, to: to)
    }
  }

  private static func isScalar(_ type: PTXType) -> Bool {
    switch type {
    case .u8, .u16, .u32, .u64, .s8, .s16, .s32, .s64, .b8, .b16, .b32, .b64, .f16, .bf16, .f32, .f64: true
    default: false
    }
  }
}
