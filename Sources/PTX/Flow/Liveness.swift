/// Which registers hold a value that is still read, before and behind each block of a function.
///
/// The sets are bits, a row of words for each block. A predicated definition does not end the life of the old value.
public struct Liveness: Sendable {
  /// The words of a row: a bit for each register of the function.
  public let wordsPerBlock: Int
  private var before: [UInt64]
  private var behind: [UInt64]

  /// The liveness of a function, by the usual backward iteration.
  public init(_ function: PTXFunction, flow: ControlFlow, access: RegisterAccess) {
    let words = (function.registerTypes.count + 63) / 64
    wordsPerBlock = words
    let blockCount = flow.blocks.count
    before = [UInt64](repeating: 0, count: blockCount * words)
    behind = before
    guard words > 0 else { return }
    var kill = before
    for block in 0..<blockCount {
      let row = block * words
      for index in stride(from: Int(flow.blocks[block].end) - 1, through: Int(flow.blocks[block].first), by: -1) {
        if function.instructions[index].guardRegister < 0 {
          for register in access.writes(index) {
            let (word, bit) = Self.place(register, row)
            before[word] &= ~bit
            kill[word] |= bit
          }
        }
        for register in access.reads(index) {
          let (word, bit) = Self.place(register, row)
          before[word] |= bit
        }
      }
    }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for block in stride(from: blockCount - 1, through: 0, by: -1) {
        let row = block * words
        for successor in flow.successors(block) {
          let other = Int(successor) * words
          for word in 0..<words {
            let added = before[other + word] & ~behind[row + word]
            guard added != 0 else { continue }
            behind[row + word] |= added
            let reaching = added & ~kill[row + word] & ~before[row + word]
            if reaching != 0 {
              before[row + word] |= reaching
              hasChanged = true
            }
          }
        }
      }
    }
  }

  /// Whether a register is live where a block starts.
  public func isLive(_ register: Int32, before block: Int) -> Bool {
    let (word, bit) = Self.place(register, block * wordsPerBlock)
    return before[word] & bit != 0
  }

  /// Whether a register is live where a block ends.
  public func isLive(_ register: Int32, behind block: Int) -> Bool {
    let (word, bit) = Self.place(register, block * wordsPerBlock)
    return behind[word] & bit != 0
  }

  /// The registers that are live where a block ends, as bits.
  public func liveBehind(_ block: Int) -> ArraySlice<UInt64> {
    behind[block * wordsPerBlock..<(block + 1) * wordsPerBlock]
  }

  @inline(__always)
  private static func place(_ register: Int32, _ row: Int) -> (word: Int, bit: UInt64) {
    (row + Int(register >> 6), 1 << UInt64(register & 63))
  }
}
