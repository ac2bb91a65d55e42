import PTX

/// The lowering table: what a spelling of PTX becomes, before operands are looked at.
///
/// Intervals and latencies are those of `sass_latency.csv`; sequences that have no row (divisions, products of 64 bits)
/// count the instructions that compiled code has for them.
enum LoweringRules {
  static func lower(_ opcode: PTXOpcode, _ parameters: KernelTimingParameters) -> LoweredInstruction {
    if let known = memory(opcode, parameters) ?? control(opcode, parameters) ?? matrix(opcode, parameters) {
      return known
    }
    return arithmetic(opcode, parameters)
  }

  /// A result of a fixed latency.
  static func fixed(
    _ pipe: IssuePipe, _ result: ResultClass, interval: UInt16, slots: UInt8 = 1, extra: UInt16 = 0
  ) -> LoweredInstruction {
    var lowered = LoweredInstruction()
    lowered.pipe = pipe
    lowered.result = result
    lowered.slots = slots
    lowered.interval = interval
    lowered.extraLatency = extra
    return lowered
  }

  /// A result that a scoreboard waits for.
  static func variable(
    _ pipe: IssuePipe, interval: UInt16, latency: Double, reason: StallReason = .shortScoreboard, slots: UInt8 = 1
  ) -> LoweredInstruction {
    var lowered = fixed(pipe, .timed, interval: interval, slots: slots, extra: UInt16(latency))
    lowered.reason = reason
    return lowered
  }

  static func kind(
    _ kind: LoweredKind, _ pipe: IssuePipe = .control, interval: UInt16 = 0, pause: UInt16 = 0
  ) -> LoweredInstruction {
    var lowered = LoweredInstruction()
    lowered.kind = kind
    lowered.pipe = pipe
    lowered.interval = interval
    lowered.pause = pause
    return lowered
  }

  /// Branches, barriers and fences.
  private static func control(_ opcode: PTXOpcode, _ parameters: KernelTimingParameters) -> LoweredInstruction? {
    switch opcode.base {
    case "bra", "brx", "call": return kind(.branch, pause: 4)
    case "ret", "exit": return kind(.exit, pause: 4)
    case "trap", "brkpt", "pmevent", "griddepcontrol": return kind(.arithmetic)
    case "setmaxnreg": return kind(.arithmetic, pause: 4)
    case "bar", "barrier":
      if opcode.has("cluster") { return kind(.clusterBarrier) }
      return opcode.has("warp") ? kind(.arithmetic, pause: 4) : kind(.barrier)
    case "nanosleep": return kind(.sleep)
    case "fence", "membar":
      let isWide = opcode.has("gpu") || opcode.has("sys") || opcode.has("gl")
      return isWide ? kind(.fence) : kind(.arithmetic, pause: 5)
    case "mbarrier":
      let waits = opcode.has("try_wait") || opcode.has("test_wait")
      var lowered = kind(waits ? .mbarrierWait : .mbarrier, .memory, interval: 4)
      lowered.extraLatency = UInt16(parameters.sharedLatency.value)
      lowered.reason = .longScoreboard
      return lowered
    default: return nil
    }
  }

  /// Tensor cores.
  private static func matrix(_ opcode: PTXOpcode, _ parameters: KernelTimingParameters) -> LoweredInstruction? {
    switch opcode.base {
    case "ldmatrix": return kind(.matrixLoad, .memory, interval: 4)
    case "stmatrix": return kind(.matrixStore, .memory, interval: 4)
    case "movmatrix": return variable(.memory, interval: 4, latency: parameters.shuffleLatency.value)
    case "wgmma":
      if opcode.has("mma_async") { return kind(.groupMultiply) }
      if opcode.has("commit_group") { return kind(.groupCommit) }
      return opcode.has("wait_group") ? kind(.groupWait) : kind(.arithmetic)
    case "wmma": return tile(opcode)
    case "mma":
      guard let multiply = WarpMultiply(opcode) else { return nil }
      if multiply.a == .f64 { return fixed(.tensor, .timed, interval: 16, extra: 24) }
      // HMMA.16816 keeps the pipe for 6 cycles; other shapes as their share of the product of its bits.
      let share = Double(multiply.rows * multiply.depth * multiply.a.bits) / Double(16 * 16 * 16)
      var lowered = fixed(.tensor, .timed, interval: UInt16(max(2, (6 * share).rounded(.up))), extra: 24)
      if multiply.a == .e4m3 || multiply.a == .e5m2 {
        // FP8 is unpacked to halves: twice the products, and a conversion for each register of A and B.
        lowered.slots = 8
        lowered.interval = 12
        lowered.extraLatency = 40
      }
      lowered.kind = .warpMultiply
      return lowered
    default: return nil
    }
  }

  /// `wmma`, as ptxas compiles it: products as two HMMA.16816, which keep the pipe for 6 cycles each; matrices by LDSM or
  /// lane by lane (`TimingMachine.tileAccess`).
  private static func tile(_ opcode: PTXOpcode) -> LoweredInstruction? {
    guard case .matrix(let form) = Selection.matrix(opcode) else { return nil }
    switch form {
    case .multiplyTile:
      var lowered = fixed(.tensor, .timed, interval: 12, slots: 2, extra: 24)
      lowered.kind = .warpMultiply
      return lowered
    case .loadTile(let tile, let isColumnMajor, let space), .storeTile(let tile, let isColumnMajor, let space):
      var accesses = tile.held * (tile.isPaired(isColumnMajor: isColumnMajor) ? 1 : tile.perRegister)
      if tile.movesAsMatrices(space) {
        accesses = (tile.held + 3) / 4
      } else if tile.bits == 32 && !isColumnMajor {
        // Neighbours of a row go together, as LDS.64 and STS.64.
        accesses = tile.held / 2
      }
      var lowered = kind(opcode.has("store") ? .tileStore : .tileLoad, .memory, interval: UInt16(4 * accesses))
      lowered.slots = UInt8(accesses)
      return lowered
    default: return nil
    }
  }

  /// Loads, stores, copies and exchanges between lanes.
  private static func memory(_ opcode: PTXOpcode, _ parameters: KernelTimingParameters) -> LoweredInstruction? {
    switch opcode.base {
    case "ld", "ldu", "st", "atom", "red":
      if opcode.has("async") { return kind(.arithmetic, .memory, interval: 4) }
      let which: [String: LoweredKind] = ["ld": .load, "ldu": .load, "st": .store, "atom": .atomic, "red": .reduction]
      var lowered = kind(which[opcode.base] ?? .load, .memory, interval: 4)
      lowered.hints = hints(opcode)
      return lowered
    case "shfl": return variable(.memory, interval: 4, latency: parameters.shuffleLatency.value)
    case "redux", "match": return variable(.memory, interval: 8, latency: parameters.shuffleLatency.value)
    case "prefetch", "prefetchu", "discard", "applypriority": return kind(.arithmetic, .memory, interval: 4)
    case "cp": return copy(opcode)
    case "mapa", "getctarank": return fixed(.alu, .alu, interval: 4, slots: 2)
    case "tensormap": return kind(.arithmetic, .memory, interval: 4)
    default: return nil
    }
  }

  private static func copy(_ opcode: PTXOpcode) -> LoweredInstruction {
    let isBulk = opcode.has("bulk")
    if opcode.has("commit_group") { return kind(isBulk ? .bulkCommit : .asyncCommit) }
    if opcode.has("wait_group") || opcode.has("wait_all") { return kind(isBulk ? .bulkWait : .asyncWait, pause: 3) }
    if opcode.has("mbarrier") && opcode.has("arrive") { return kind(.asyncArrive, .memory, interval: 4) }
    if opcode.has("prefetch") { return kind(.arithmetic, .memory, interval: 4) }
    var lowered = kind(isBulk ? .bulkCopy : .asyncCopy, .memory, interval: 4)
    lowered.hints = hints(opcode)
    return lowered
  }

  /// The cache hints of a spelling.
  private static func hints(_ opcode: PTXOpcode) -> LoweredInstruction.Hints {
    var hints: LoweredInstruction.Hints = []
    for modifier in opcode.modifiers {
      switch modifier {
      case "L1::no_allocate": hints.insert(.bypassesL1)
      case "cg", "cv", "wt", "relaxed", "acquire", "volatile", "mmio": hints.insert(.skipsL1)
      case "L2::128B": hints.insert(.prefetches128)
      case "L2::256B": hints.insert(.prefetches256)
      case "cs", "lu": hints.formUnion([.evictsFirstFromL1, .evictsFirstFromL2])
      case "L1::evict_first": hints.insert(.evictsFirstFromL1)
      case "L1::evict_last": hints.insert(.evictsLastFromL1)
      case "L2::evict_first": hints.insert(.evictsFirstFromL2)
      case "L2::evict_last": hints.insert(.evictsLastFromL2)
      default: break
      }
    }
    return hints
  }
}
