import GPU
import PTX

/// One timing of a launch: which CTAs are simulated, and what they say about the rest.
struct TimingRun {
  let program: Program
  let launch: Launch
  let parameters: KernelTimingParameters
  let occupancy: Occupancy
  let registers: RegisterCount
  let options: KernelTimingOptions
  private(set) var failure: EmulatorError?

  /// Clusters that run at the same time side by side: one column of SMs for each.
  private(set) var columns = 1
  /// Clusters that fall to the detailed column.
  private(set) var share = 1
  /// Clusters of which the column holds some at once.
  private(set) var resident = 1
  /// When each cluster of the column started.
  private(set) var starts: [Mark] = []
  /// When the first one found no successor.
  private(set) var firstGap: Mark?
  private(set) var isExtrapolated = false
  /// Whether no more clusters start.
  private var isEnding = false
  /// Whether the run was stopped within its first clusters.
  private(set) var isCut = false
  /// A point at half of the budget.
  private(set) var middle: Mark?

  /// A time and the warp-instructions until then.
  struct Mark {
    var time: Int64
    var instructions: Int
  }

  init(
    program: Program, launch: Launch, parameters: KernelTimingParameters, occupancy: Occupancy,
    registers: RegisterCount, options: KernelTimingOptions
  ) {
    self.program = program
    self.launch = launch
    self.parameters = parameters
    self.occupancy = occupancy
    self.registers = registers
    self.options = options
    let clusters = launch.grid.count / launch.cluster.count
    let multiprocessors = options.usedMultiprocessors(of: parameters.device.multiprocessors.value)
    columns = max(1, min(clusters, multiprocessors / launch.cluster.count))
    share = (clusters + columns - 1) / columns
    resident = max(1, min(share, occupancy.ctasPerSM))
  }

  /// Simulates and extrapolates; `nil` where the column waits for others. The clock is the lower one where the kernel
  /// keeps tensor cores busy.
  mutating func execute(memory: borrowing DeviceMemory, constants: [UInt8]) -> KernelTiming? {
    if let clock = options.clockMegahertz { return execute(memory: memory, constants: constants, clock: clock) }
    let usesTensorCores = program.code.matrices.contains { $0.multiply != nil || $0.group != nil }
    guard usesTensorCores else {
      return execute(memory: memory, constants: constants, clock: parameters.clock.value)
    }
    let fresh = self
    let timing = execute(memory: memory, constants: constants, clock: parameters.tensorClock.value)
    let busy = timing?.pipePercent.first { $0.name == "\(IssuePipe.tensor)" }?.percent ?? 100
    if busy >= 100 * parameters.tensorLoad.value { return timing }
    self = fresh
    return execute(memory: memory, constants: constants, clock: parameters.clock.value)
  }

  private mutating func execute(
    memory: borrowing DeviceMemory, constants: [UInt8], clock: Double
  ) -> KernelTiming? {
    let emulatorOptions = EmulatorOptions(checksInitialization: false)
    let lineCount = memory.pageCount << Int(DeviceMemory.pageShift - 7)
    var model = MemoryModel(
      parameters, smCount: launch.cluster.count, activeSMs: columns * launch.cluster.count, l1Bytes: l1Bytes,
      lineCount: lineCount, firstAddress: AddressWindow.global, clockMegahertz: clock,
      share: options.memoryShare)
    var pass = SharingPass(
      Executor(
        program: program, launch: launch, options: emulatorOptions, memory: memory, constants: constants,
        residentClusters: 1), memory: model)
    if columns > 1 {
      pass.run(columns: columns, clusters: columns * resident, total: launch.grid.count / launch.cluster.count)
      model.meanSharers = pass.mean
      model.meanPart = pass.meanPart(model)
      pass.spread(over: memory)
    }
    var executor = Executor(
      program: program, launch: launch, options: emulatorOptions, memory: memory, constants: constants,
      residentClusters: resident)
    executor.skipsMatrixProducts = true
    executor.skipsTensorCopies = !program.code.matrices.isEmpty
    executor.leavesMemory = true
    executor.patience = 1 << 20
    var machine = TimingMachine(
      executor: executor, lowering: Lowering(program, parameters), parameters: parameters, memory: model,
      clockMegahertz: clock)
    if options.records { machine.startRecording() }
    guard simulate(&machine) else { return nil }
    var timing = result(&machine, Extrapolation(self, &machine, &pass), clock: clock)
    complete(&timing, &machine)
    return timing
  }

  /// L1 beside the smallest carve-out that holds the resident CTAs.
  private var l1Bytes: Int {
    let carveOuts = [0, 8, 16, 32, 64, 100, 132, 164, 196, 228].map { $0 << 10 }
    let used = program.code.sharedBytes + launch.dynamicSharedBytes == 0 ? 0 : occupancy.sharedBytesPerCTA * resident
    let chosen = carveOuts.first { $0 >= max(used, Int(parameters.smallestCarveOut.value)) } ?? 228 << 10
    return Int(parameters.l1Bytes.value) - chosen
  }

  /// Runs the column.
  ///
  /// - Returns: Whether it got to its end, or as far as the budget allows.
  private mutating func simulate(_ machine: inout TimingMachine) -> Bool {
    for slot in 0..<resident { start(&machine, slot) }
    var running = resident
    var limit = stopsEarly ? options.budget / 2 : .max
    while running > 0 {
      guard let slot = machine.runUntilCompletion(limit: limit) else {
        if !machine.hasFailed, machine.executor.warpInstructions >= limit {
          if middle == nil, limit < options.budget {
            middle = Mark(time: machine.now, instructions: machine.executor.warpInstructions)
            limit = options.budget
            continue
          }
          machine.stop()
          isCut = true
          break
        }
        if !machine.hasFailed, machine.releaseWaiting() { continue }
        failure = machine.failure
        return false
      }
      // Where CTAs end within the budget, what is left is measured in CTAs, and those that run are run to their ends.
      if starts.count == resident, running == resident { limit = .max }
      if !isEnding, starts.count < share, !isSteady(&machine) {
        start(&machine, slot)
      } else {
        isEnding = true
        running -= 1
        if firstGap == nil { firstGap = Mark(time: machine.now, instructions: machine.executor.warpInstructions) }
      }
    }
    isExtrapolated = isCut || starts.count < share
    return true
  }

  private var stopsEarly: Bool { options.detail == .sm && options.budget < .max / 2 }

  private mutating func start(_ machine: inout TimingMachine, _ slot: Int) {
    let sample = ClusterSample(launch)
    machine.start(cluster: sample.cluster(ofWave: starts.count, columns: columns, waves: share), in: slot)
    starts.append(Mark(time: machine.now, instructions: machine.executor.warpInstructions))
  }

  /// Whether no more clusters need to be simulated: the last of them took as long as those before.
  private func isSteady(_ machine: inout TimingMachine) -> Bool {
    if options.detail == .gpu { return false }
    let isExpensive = machine.executor.warpInstructions > options.budget
    guard starts.count >= 2 * resident else { return isExpensive }
    if isExpensive { return true }
    let window = max(2 * resident, Self.window)
    guard starts.count >= resident + 2 * window else { return false }
    let last = starts.count - 1
    let recent = Double(machine.now - starts[last + 1 - window].time)
    let before = Double(starts[last + 1 - window].time - starts[last + 1 - 2 * window].time)
    return before > 0 && abs(recent - before) <= options.steadiness * before
  }

  /// The fewest clusters over which the time of one is measured.
  private static let window = 8

  private func result(
    _ machine: inout TimingMachine, _ extrapolation: Extrapolation, clock: Double
  ) -> KernelTiming {
    let detailed = Double(machine.end)
    let cycles = detailed + extrapolation.cycles
    let ctas = starts.count * launch.cluster.count
    let scale = extrapolation.scale
    let sms = Double(launch.cluster.count)
    let counts = machine.memory.counts
    func share(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : 100 * Double(part) / Double(whole) }
    let instructions = machine.executor.warpInstructions
    var stalls: [StallReason: Double] = [:]
    for reason in StallReason.allCases {
      stalls[reason] = Double(machine.stalls[Int(reason.rawValue)]) / Double(max(machine.issueSlots, 1))
    }
    let gap = Double(firstGap?.time ?? machine.end)
    return KernelTiming(
      kernel: program.kernel, device: parameters.device,
      nanoseconds: cycles * 1000 / clock + parameters.launchOverhead.value, cycles: cycles, clockMegahertz: clock,
      warpInstructions: Double(instructions) * scale, issueSlots: Double(machine.issueSlots) * scale,
      issueSlotPercent: 100 * Double(machine.issueSlots) / (detailed * 4 * sms),
      achievedOccupancyPercent: 100 * Double(machine.warpCycles)
        / (detailed * sms * Double(parameters.device.limits.warps)),
      occupancy: occupancy, registers: registers, stalls: stalls, pipePercent: pipes(&machine, detailed),
      sectorsPerRequest: counts.requests == 0 ? 0 : Double(counts.sectors) / Double(counts.requests),
      l1HitPercent: share(counts.l1Hits, counts.l1Sectors), l2HitPercent: share(counts.l2Hits, counts.l2Sectors),
      l2ReadBytes: Double(counts.l2ReadBytes) * scale, l2WriteBytes: Double(counts.l2WriteBytes) * scale,
      memoryReadBytes: Double(counts.memoryReadBytes) * scale,
      memoryWriteBytes: Double(counts.memoryWriteBytes) * scale, bankConflicts: Double(counts.bankConflicts) * scale,
      waves: Double(launch.grid.count) / Double(columns * launch.cluster.count * occupancy.ctasPerSM),
      tailPercent: cycles > 0 ? 100 * (detailed - gap) / cycles : 0, detailedCTAs: ctas,
      detailedInstructions: instructions, isExtrapolated: isExtrapolated, lines: lines(&machine, scale))
  }

  private func pipes(_ machine: inout TimingMachine, _ cycles: Double) -> [(name: String, percent: Double)] {
    var result: [(name: String, percent: Double)] = []
    for pipe in IssuePipe.allCases where pipe != .control {
      var busy: Int64 = 0
      for scheduler in 0..<machine.schedulerCount {
        busy += machine.pipeBusy[scheduler * IssuePipe.count + Int(pipe.rawValue)]
      }
      result.append(("\(pipe)", 100 * Double(busy) / (cycles * Double(machine.schedulerCount))))
    }
    return result
  }

  private func lines(_ machine: inout TimingMachine, _ scale: Double) -> [KernelTiming.Line] {
    var byLine: [Int: KernelTiming.Line] = [:]
    let reasons = StallReason.allCases
    for instruction in 0..<machine.instructionCount where machine.lineIssues[instruction] > 0 {
      let line = Int(machine.lowered[instruction].line)
      var entry = byLine[line] ?? KernelTiming.Line(line: line, issues: 0, stalls: [:])
      entry.issues += Double(machine.lineIssues[instruction]) * scale
      for (index, reason) in reasons.enumerated() {
        let cycles = machine.lineStalls[instruction * reasons.count + index]
        if cycles > 0 { entry.stalls[reason, default: 0] += Double(cycles) * scale }
      }
      byLine[line] = entry
    }
    return byLine.values.sorted { $0.line < $1.line }
  }
}
