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
    default:
      // Products are computed where they are issued, so that nothing is left to wait for.
      if opcode.has("fence") || opcode.has("commit_group") || opcode.has("wait_group") { return .nothing }
      return WarpgroupMultiply(opcode).map { .matrix(.multiplyGroup($0)) }
    }
  }
}
