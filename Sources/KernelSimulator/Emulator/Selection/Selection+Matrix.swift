import PTX

/// Matrix instructions.
extension Selection {
  static func matrix(_ opcode: PTXOpcode) -> InstructionForm? {
    switch opcode.base {
    case "ldmatrix", "stmatrix":
      guard opcode.has("m8n8"), opcode.types == [.b16], let space = memorySpace(opcode.space) else { return nil }
      let count = opcode.has("x4") ? 4 : opcode.has("x2") ? 2 : 1
      let isTransposed = opcode.has("trans")
      return .matrix(
        opcode.base == "ldmatrix"
          ? .load(count: count, isTransposed: isTransposed, space: space)
          : .store(count: count, isTransposed: isTransposed, space: space))
    case "movmatrix": return opcode.has("trans") ? .matrix(.transpose) : nil
    case "mma": return WarpMultiply(opcode).map { .matrix(.multiply($0)) }
    case "wmma": return tile(opcode)
    default:
      // Products are computed where they are issued, so that nothing is left to wait for.
      if opcode.has("fence") || opcode.has("commit_group") || opcode.has("wait_group") { return .nothing }
      return WarpgroupMultiply(opcode).map { .matrix(.multiplyGroup($0)) }
    }
  }

  /// `wmma` of f16 and bf16.
  private static func tile(_ opcode: PTXOpcode) -> InstructionForm? {
    if opcode.has("mma") { return TileMultiply(opcode).map { .matrix(.multiplyTile($0)) } }
    guard let shape = TileMultiply.shape(opcode), opcode.types.count == 1, let space = memorySpace(opcode.space) else {
      return nil
    }
    let isColumnMajor = opcode.has("col")
    let isStore = opcode.has("store")
    if isStore || opcode.has("c") {
      guard let accumulation = TileMultiply.accumulation(opcode.types[0]) else { return nil }
      let fragment = TileMultiply.fragment(.accumulator, shape, accumulation)
      return .matrix(
        isStore
          ? .storeTile(fragment, isColumnMajor: isColumnMajor, space: space)
          : .loadTile(fragment, isColumnMajor: isColumnMajor, space: space))
    }
    guard let element = TensorElement(opcode.types[0]), element == .f16 || element == .bf16 else { return nil }
    let fragment = TileMultiply.fragment(opcode.has("a") ? .a : .b, shape, element)
    return .matrix(.loadTile(fragment, isColumnMajor: isColumnMajor, space: space))
  }
}
