import PTX

/// The instructions of a kernel and of what it calls, counted by their spelling.
struct InstructionCensus {
  /// All of them.
  private(set) var total = 0
  /// By class.
  private(set) var classes: [InstructionClass: Int] = [:]
  /// The spellings that move data, the most frequent first.
  private(set) var memory: [MemoryInstruction] = []
  /// The spellings that cannot be run, by their first line.
  private(set) var unsupported: [UnsupportedSpelling] = []
  /// Whether threads of a CTA wait for each other.
  private(set) var usesBarriers = false

  init(_ reach: KernelReach, _ module: PTXModule, isSupported: [Bool]) {
    var counts = [Int](repeating: 0, count: module.opcodes.count)
    var lines = [Int](repeating: .max, count: module.opcodes.count)
    for function in reach.functions {
      for instruction in function.instructions {
        counts[Int(instruction.opcode)] += 1
        lines[Int(instruction.opcode)] = min(lines[Int(instruction.opcode)], Int(instruction.place.line))
      }
    }
    for index in counts.indices where counts[index] > 0 {
      let opcode = module.opcodes[index]
      total += counts[index]
      classes[InstructionClass(opcode), default: 0] += counts[index]
      if let row = MemoryInstruction(opcode, count: counts[index]) { memory.append(row) }
      if !isSupported[index] {
        unsupported.append(
          UnsupportedSpelling(name: opcode.spelling, line: lines[index], count: counts[index]))
      }
      if opcode.base == "bar" || opcode.base == "barrier" { usesBarriers = !opcode.has("warp") || usesBarriers }
    }
    memory.sort { ($1.count, $0.instruction) < ($0.count, $1.instruction) }
    unsupported.sort { ($0.line, $0.name) < ($1.line, $1.name) }
  }
}
