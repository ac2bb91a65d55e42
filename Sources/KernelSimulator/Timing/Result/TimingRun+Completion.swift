import GPU
import PTX

extension TimingRun {
  /// Adds what the detailed SMs say beyond their counters.
  func complete(_ timing: inout KernelTiming, _ machine: inout TimingMachine) {
    // A run that ended within its first CTAs has no end of its own.
    let detailed = Double(max(isCut ? machine.now : machine.end, 1))
    let sms = Double(launch.cluster.count)
    let scale = timing.warpInstructions / Double(max(timing.detailedInstructions, 1))
    timing.shape = KernelTiming.Shape(
      grid: launch.grid, block: launch.block, cluster: launch.cluster, staticSharedBytes: program.code.sharedBytes,
      dynamicSharedBytes: launch.dynamicSharedBytes)
    timing.instructions = instructions(&machine, scale)
    timing.schedulerPercent = (0..<4).map { 100 * Double(machine.schedulerIssues[$0]) / detailed }
    let counts = machine.memory.counts
    timing.l1Percent = 100 * counts.l1Passes / (detailed * sms)
    timing.l1Bytes = Double((counts.l1Sectors * 32) + counts.sharedPasses * 128) * scale
    timing.l2Percent = 100 * max(counts.l2ReadCycles, counts.l2WriteCycles) / (detailed * sms)
    // The time of the cycles, without the launch, as Nsight Compute has it.
    let seconds = timing.cycles / (timing.clockMegahertz * 1e6)
    if let peak = parameters.device.memoryBytesPerSecond?.value, seconds > 0 {
      timing.memoryPercent = 100 * (timing.memoryReadBytes + timing.memoryWriteBytes) / (seconds * Double(peak))
    }
    timing.record = machine.record(end: Int64(detailed))
  }

  private func instructions(_ machine: inout TimingMachine, _ scale: Double) -> [KernelTiming.Instruction] {
    let reasons = StallReason.allCases
    var result: [KernelTiming.Instruction] = []
    for index in 0..<machine.instructionCount where machine.lineIssues[index] > 0 {
      let place = program.code.instructions[index]
      let function = program.module.functions[Int(place.function)]
      guard Int(place.index) < function.instructions.count else { continue }
      let instruction = function.instructions[Int(place.index)]
      var stalls: [StallReason: Double] = [:]
      for (position, reason) in reasons.enumerated() {
        let cycles = machine.lineStalls[index * reasons.count + position]
        if cycles > 0 { stalls[reason] = Double(cycles) * scale }
      }
      let location = Int(instruction.location)
      result.append(
        KernelTiming.Instruction(
          opcode: program.module.opcodes[Int(instruction.opcode)], line: Int(instruction.place.line),
          source: function.locations.indices.contains(location) ? function.locations[location] : nil,
          issues: Double(machine.lineIssues[index]) * scale, stalls: stalls))
    }
    return result
  }
}
