import PTX

/// A spelling of a memory instruction of a kernel, and how often it stands there.
public struct MemoryInstruction: Sendable, Equatable, Encodable {
  /// The spelling.
  public let instruction: String
  /// Its class, such as `load_global`.
  public let group: String
  /// Bytes that a lane moves; missing where a whole warp or CTA moves them together.
  public let bytesPerLane: Int?
  /// What it asks of the caches, such as `nc`, `L1::no_allocate` or `L2::256B`.
  public let cacheHints: [String]
  /// How many of it the text has.
  public let count: Int

  enum CodingKeys: String, CodingKey {
    case instruction
    case group = "class"
    case bytesPerLane = "bytes_per_lane"
    case cacheHints = "cache_hints"
    case count
  }

  /// The row of a spelling; `nil` for one that is no memory instruction.
  init?(_ opcode: PTXOpcode, count: Int) {
    let group = InstructionClass(opcode)
    switch group.kind {
    case .load, .store, .atomic, .asynchronousCopy: break
    default: return nil
    }
    // Parameters are constants of the launch.
    if group.space == .param { return nil }
    instruction = opcode.spelling
    self.group = group.key
    let isOfALane = ["ld", "ldu", "st", "atom", "red"].contains(opcode.base)
    bytesPerLane = isOfALane ? opcode.types.last.map { $0.bytes * opcode.vectorWidth } : nil
    cacheHints = opcode.modifiers.filter {
      $0.hasPrefix("L1::") || $0.hasPrefix("L2::") || Self.operators.contains($0)
    }
    self.count = count
  }

  private static let operators: Set = ["ca", "cg", "cs", "cv", "lu", "nc", "wb", "wt"]
}
