import PTX

/// Loads, stores, atomics and addresses.
extension Selection {
  static func memory(_ opcode: PTXOpcode) -> InstructionForm? {
    if opcode.has("async") { return copy(opcode) }
    switch opcode.base {
    case "cvta":
      let bits = opcode.types.last?.bits ?? 64
      return .convertAddress(opcode.space, isTo: opcode.has("to"), bits: bits)
    case "isspacep":
      return .isSpace(opcode.space, isCluster: opcode.modifiers.contains("shared::cluster"))
    case "ld", "ldu", "st":
      guard let type = opcode.types.last, type.bits >= 8 else { return nil }
      if opcode.base == "st" { return .store(opcode.space, type, count: opcode.vectorWidth) }
      return .load(opcode.space, type, count: opcode.vectorWidth)
    default: return atomic(opcode)
    }
  }

  private static func atomic(_ opcode: PTXOpcode) -> InstructionForm? {
    guard let operation = opcode.modifiers.lazy.compactMap({ AtomicOperation(modifier: $0) }).first,
      let type = opcode.types.last, let space = memorySpace(opcode.space)
    else { return nil }
    let isSupported =
      switch operation {
      case .exchange, .compareAndSwap: [16, 32, 64, 128].contains(type.bits)
      case .and, .or, .xor: type == .b32 || type == .b64
      case .increment, .decrement: type == .u32
      case .minimum, .maximum:
        [.u32, .s32, .u64, .s64, .f16, .bf16, .f16x2, .bf16x2].contains(type)
      case .add: [.u32, .s32, .u64, .s64, .f32, .f64, .f16, .bf16, .f16x2, .bf16x2].contains(type)
      }
    guard isSupported else { return nil }
    return .atomic(operation, type, space, count: opcode.vectorWidth, hasResult: opcode.base == "atom")
  }

  /// The space of an address that a register holds.
  static func memorySpace(_ space: PTXSpace) -> MemorySpace? {
    switch space {
    case .generic: .generic
    case .global, .const: .global
    case .shared: .shared
    case .local: .local
    case .param: nil
    }
  }
}
