/// The basic blocks of a function, where each goes on, and where the lanes of a warp meet again.
public struct ControlFlow: Sendable {
  /// A run of instructions that is entered at its start and left at its end only.
  public struct Block: Sendable, Hashable {
    /// Its first instruction.
    public var first: Int32
    /// The instruction behind its last.
    public var end: Int32
    /// Where its successors start in the list of all.
    var firstSuccessor: Int32
    var successorCount: Int32
  }

  /// The blocks in the order of the instructions; every instruction is in one.
  public private(set) var blocks: [Block]
  /// The block of each instruction.
  public private(set) var blockOfInstruction: [Int32]
  /// For each block the nearest one that all its paths to the end of the function pass, or -1 where only the end is
  /// common to them. Paths into a `trap` do not count where others return: the lanes that take them do not come back.
  public private(set) var postDominators: [Int32]
  private var successorList: [Int32]

  /// The control flow of a function of a module.
  public init(_ function: PTXFunction, _ module: PTXModule) {
    self.init(function, roles: PTXOpcodeRole.all(of: module), noReturn: Self.functionsWithoutReturn(module))
  }

  /// The functions of a module that never return, by index.
  public static func functionsWithoutReturn(_ module: PTXModule) -> Set<Int32> {
    Set(module.functions.indices.filter { module.functions[$0].isNoReturn }.map { Int32($0) })
  }

  /// The control flow of a function.
  ///
  /// - Parameters:
  ///   - roles: those of the module's opcodes.
  ///   - noReturn: the functions of the module that never return.
  public init(_ function: PTXFunction, roles: [PTXOpcodeRole], noReturn: Set<Int32> = []) {
    let count = function.instructions.count
    let ends = function.instructions.map { Self.flow($0, function, roles, noReturn) }
    var leads = [Bool](repeating: false, count: count + 1)
    leads[0] = true
    for label in function.labels { leads[Int(label.instruction)] = true }
    for index in 0..<count where ends[index] != .next { leads[index + 1] = true }

    blocks = []
    blockOfInstruction = []
    blockOfInstruction.reserveCapacity(count)
    for index in 0..<count {
      if leads[index] {
        blocks.append(Block(first: Int32(index), end: Int32(index), firstSuccessor: 0, successorCount: 0))
      }
      blocks[blocks.count - 1].end = Int32(index + 1)
      blockOfInstruction.append(Int32(blocks.count - 1))
    }
    successorList = []
    postDominators = []
    var leavesFunction = [Bool](repeating: false, count: blocks.count)
    for index in blocks.indices {
      let last = Int(blocks[index].end) - 1
      blocks[index].firstSuccessor = Int32(successorList.count)
      let isGuarded = function.instructions[last].guardRegister >= 0
      if ends[last] == .branch || ends[last] == .indexedBranch {
        for target in Self.targets(function.instructions[last], function) {
          if Int(target) < count {
            addSuccessor(blockOfInstruction[Int(target)], of: index)
          } else {
            leavesFunction[index] = true
          }
        }
      }
      if ends[last] == .end { leavesFunction[index] = true }
      if ends[last] == .next || isGuarded {
        if last + 1 < count { addSuccessor(Int32(index + 1), of: index) } else { leavesFunction[index] = true }
      }
      blocks[index].successorCount = Int32(successorList.count) - blocks[index].firstSuccessor
    }
    postDominators = PostDominators.compute(self, leavesFunction: leavesFunction)
  }

  /// The blocks that follow a block.
  public func successors(_ block: Int) -> ArraySlice<Int32> {
    let first = Int(blocks[block].firstSuccessor)
    return successorList[first..<first + Int(blocks[block].successorCount)]
  }

  /// The instruction where lanes meet again that an instruction sent different ways; `nil` where that is only at the end
  /// of the function.
  public func reconvergence(of instruction: Int) -> Int? {
    let block = postDominators[Int(blockOfInstruction[instruction])]
    return block < 0 ? nil : Int(blocks[Int(block)].first)
  }

  private mutating func addSuccessor(_ successor: Int32, of block: Int) {
    let first = Int(blocks[block].firstSuccessor)
    if !successorList[first...].contains(successor) { successorList.append(successor) }
  }

  private static func flow(
    _ instruction: PTXInstruction, _ function: PTXFunction, _ roles: [PTXOpcodeRole], _ noReturn: Set<Int32>
  ) -> PTXOpcodeRole.Flow {
    let role = roles[Int(instruction.opcode)]
    guard role.isCall, !noReturn.isEmpty else { return role.flow }
    for operand in function.operands(of: instruction) {
      if case .symbol(.function(let index), _) = operand, noReturn.contains(index) { return .trap }
    }
    return role.flow
  }

  /// The instructions that a branch may go to.
  private static func targets(_ instruction: PTXInstruction, _ function: PTXFunction) -> [Int32] {
    var targets: [Int32] = []
    for operand in function.operands(of: instruction) {
      switch operand {
      case .label(let label): targets.append(function.labels[Int(label)].instruction)
      case .vector(let first, let count):
        for index in Int(first)..<Int(first + count) {
          if case .label(let label) = function.operands[index] {
            targets.append(function.labels[Int(label)].instruction)
          }
        }
      default: break
      }
    }
    return targets
  }
}
