import PTX

/// Exchanges between lanes, and barriers.
extension Selection {
  static func warp(_ opcode: PTXOpcode) -> InstructionForm? {
    let type = opcode.types.first ?? .b32
    switch opcode.base {
    case "shfl":
      let operation: WarpOperation =
        opcode.has("up")
        ? .shuffleUp : opcode.has("down") ? .shuffleDown : opcode.has("bfly") ? .shuffleButterfly : .shuffleIndex
      return opcode.has("sync") ? .warp(operation, .b32) : nil
    case "vote":
      guard opcode.has("sync") else { return nil }
      if opcode.has("ballot") { return .warp(.voteBallot, .b32) }
      if opcode.has("all") { return .warp(.voteAll, .pred) }
      return opcode.has("any") ? .warp(.voteAny, .pred) : .warp(.voteUniform, .pred)
    case "match": return .warp(opcode.has("all") ? .matchAll : .matchAny, type)
    case "redux":
      guard type.bits == 32, !type.isFloat else { return nil }
      let operation: WarpOperation? =
        switch opcode.modifiers.first(where: { $0 != "sync" }) {
        case "add": .reduceAdd
        case "min": .reduceMinimum
        case "max": .reduceMaximum
        case "and": .reduceAnd
        case "or": .reduceOr
        case "xor": .reduceXor
        default: nil
        }
      return operation.map { .warp($0, type) }
    case "activemask": return .warp(.activeMask, .b32)
    default: return .warp(.elect, .b32)
    }
  }

  static func barrier(_ opcode: PTXOpcode) -> InstructionForm? {
    if opcode.has("warp") { return .warp(.synchronize, .b32) }
    if opcode.has("cluster") {
      return opcode.has("arrive") ? .barrier(.clusterArrive) : opcode.has("wait") ? .barrier(.clusterWait) : nil
    }
    if opcode.has("red") {
      if opcode.has("popc") { return .barrier(.reducePopulation) }
      return opcode.has("and") ? .barrier(.reduceAnd) : .barrier(.reduceOr)
    }
    if opcode.has("arrive") { return .barrier(.arrive) }
    return opcode.has("sync") ? .barrier(.synchronize) : nil
  }

  static func mbarrier(_ opcode: PTXOpcode) -> InstructionForm? {
    guard let space = memorySpace(opcode.space) else { return nil }
    let isParity = opcode.has("parity")
    switch opcode.modifiers.first {
    case "init": return .mbarrier(.initialize, space)
    case "inval": return .mbarrier(.invalidate, space)
    case "arrive": return .mbarrier(opcode.has("expect_tx") ? .arriveExpect : .arrive, space)
    case "arrive_drop": return .mbarrier(opcode.has("expect_tx") ? .arriveDropExpect : .arriveDrop, space)
    case "expect_tx": return .mbarrier(.expect, space)
    case "complete_tx": return .mbarrier(.complete, space)
    case "test_wait": return .mbarrier(isParity ? .testParity : .testWait, space)
    case "try_wait": return .mbarrier(isParity ? .tryParity : .tryWait, space)
    case "pending_count": return .mbarrier(.pendingCount, space)
    default: return nil
    }
  }
}
