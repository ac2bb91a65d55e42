/// What an instruction does to control flow and to its first operand.
public struct PTXOpcodeRole: Sendable, Hashable {
  /// Where the thread goes on.
  public enum Flow: Sendable, Hashable {
    /// At the next instruction.
    case next
    /// At a label.
    case branch
    /// At one label of a list.
    case indexedBranch
    /// Nowhere: it returns or exits.
    case end
    /// Nowhere: it stops the kernel.
    case trap
  }

  /// Where the thread goes on.
  public var flow: Flow
  /// Whether the first operand is written.
  public var writesFirst: Bool
  /// Whether a first operand that is written is read as well, as the accumulators of `wgmma.mma_async` are.
  public var readsFirst: Bool
  /// Whether it is a call, which writes the list before the function.
  public var isCall: Bool

  /// The role of a spelling.
  public init(_ opcode: PTXOpcode) {
    isCall = opcode.base == "call"
    readsFirst = opcode.base == "wgmma" && opcode.has("mma_async")
    flow =
      switch opcode.base {
      case "bra": .branch
      case "brx": .indexedBranch
      case "ret", "exit": .end
      case "trap": .trap
      default: .next
      }
    writesFirst =
      switch opcode.base {
      case "bar", "barrier": opcode.has("red")
      case "wgmma": readsFirst
      case "wmma": !opcode.has("store")
      default: !Self.withoutResult.contains(opcode.base)
      }
  }

  /// The roles of all spellings of a module, by their numbers.
  public static func all(of module: PTXModule) -> [PTXOpcodeRole] { module.opcodes.map { PTXOpcodeRole($0) } }

  private static let withoutResult: Set = [
    "applypriority", "bra", "brkpt", "brx", "call", "cp", "discard", "exit", "fence", "griddepcontrol", "membar",
    "nanosleep", "pmevent", "prefetch", "prefetchu", "red", "ret", "setmaxnreg", "st", "stackrestore", "stmatrix",
    "sured", "sust", "tensormap", "trap",
  ]
}
