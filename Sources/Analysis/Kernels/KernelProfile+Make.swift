import GPU
public import KernelLibrary
public import KernelSimulator
import PTX

extension KernelProfile {
  /// The profile of a timing.
  ///
  /// - Parameters:
  ///   - parameters: those that it was timed with.
  ///   - text: the PTX.
  ///   - sourceFiles: the names of the source files by number, as `.file` gives them.
  ///   - bundled: the bundled kernel and its shape, whose work is then known.
  public init(
    _ timing: KernelTiming, parameters: KernelTimingParameters, text: [UInt8], sourceFiles: [Int: String] = [:],
    bundled: (kernel: BundledKernel, shape: KernelShape)? = nil
  ) {
    kernel = timing.kernel
    title = bundled?.kernel.title
    work = bundled?.kernel.work
    path = bundled?.kernel.path.rawValue
    shape = bundled.map { bundled in
      Dictionary(uniqueKeysWithValues: bundled.kernel.dimensions.map { ($0.name, bundled.shape[$0.name]) })
    }
    device = timing.device.id
    duration = Int64(timing.nanoseconds.rounded())
    cycles = Int64(timing.cycles.rounded())
    clock = timing.clockMegahertz
    warpInstructions = Int64(timing.warpInstructions.rounded())
    issueSlots = Int64(timing.issueSlots.rounded())
    issueSlotPercent = timing.issueSlotPercent
    schedulers = timing.schedulerPercent
    achievedOccupancy = timing.achievedOccupancyPercent
    theoreticalOccupancy = timing.occupancy.percent
    limiter = timing.occupancy.limiterText
    ctaLimits = Dictionary(uniqueKeysWithValues: timing.occupancy.limits.map { ($0.key.rawValue, $0.value) })
    warpsPerSM = timing.occupancy.warpsPerSM
    maximumWarps = timing.occupancy.maximumWarps
    registers = timing.registers.count
    registerOrigin = timing.registers.origin.rawValue
    staticShared = timing.shape.staticSharedBytes
    dynamicShared = timing.shape.dynamicSharedBytes
    grid = [timing.shape.grid.x, timing.shape.grid.y, timing.shape.grid.z]
    block = [timing.shape.block.x, timing.shape.block.y, timing.shape.block.z]
    cluster = [timing.shape.cluster.x, timing.shape.cluster.y, timing.shape.cluster.z]
    waves = timing.waves
    tail = timing.tailPercent
    stalls = Self.named(timing.stalls)
    pipes = Dictionary(uniqueKeysWithValues: timing.pipePercent.map { ($0.name, $0.percent) })
    sectorsPerRequest = timing.sectorsPerRequest
    l1Hits = timing.l1HitPercent
    l2Hits = timing.l2HitPercent
    l1Bytes = timing.l1Bytes
    l2Read = timing.l2ReadBytes
    l2Write = timing.l2WriteBytes
    memoryRead = timing.memoryReadBytes
    memoryWrite = timing.memoryWriteBytes
    bankConflicts = timing.bankConflicts
    let work = bundled.map { $0.kernel.work(of: $0.shape) }
    operations = work?.operations
    teraflops = work?.teraflops(nanoseconds: timing.nanoseconds)
    workBytes = work?.bytes
    workBandwidth = work.map { $0.bytes / timing.nanoseconds * 1e9 }
    let busy =
      [Share(name: "issue slots", percent: timing.issueSlotPercent)]
      + timing.pipePercent.map { Share(name: "\($0.name) pipe", percent: $0.percent) }
    let levels = [
      Share(name: "L1 and shared memory", percent: timing.l1Percent),
      Share(name: "L2", percent: timing.l2Percent), Share(name: "DRAM", percent: timing.memoryPercent),
    ]
    smThroughput = min(100, busy.map(\.percent).max() ?? 0)
    memoryThroughput = min(100, levels.map(\.percent).max() ?? 0)
    throughputs = busy + levels
    mix = Self.mix(timing.instructions)
    roofline = Self.roofline(timing, parameters)
    let used = min(timing.shape.grid.count, timing.device.multiprocessors.value)
    extrapolated = Extrapolation(
      ctas: timing.shape.grid.count, detailedCTAs: timing.detailedCTAs, sms: used,
      detailedSMs: min(used, timing.shape.cluster.count), time: timing.isExtrapolated)
    lines = Self.lines(timing.instructions, text)
    sourceLines = Self.sourceLines(timing.instructions, sourceFiles)
    occupancyOverTime = (timing.record?.samples ?? []).map {
      Sample(cycle: $0.start, warps: $0.warps, issuePercent: $0.issuePercent)
    }
    warnings = timing.registers.origin == .estimated ? ["registers are estimated; ptxas may take others"] : []
    findings = []
    findings = KernelFindings(self).all
  }

  private static func named(_ stalls: [StallReason: Double]) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: stalls.map { ($0.key.name, $0.value) })
  }

  private static func mix(_ instructions: [KernelTiming.Instruction]) -> [Share] {
    var counts: [String: Double] = [:]
    for instruction in instructions {
      counts[InstructionClass(instruction.opcode).key, default: 0] += instruction.issues
    }
    let order = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let total = order.reduce(0) { $0 + $1.value }
    return order.map { Share(name: $0.key, percent: 100 * $0.value / total) }
  }

  private static func roofline(_ timing: KernelTiming, _ parameters: KernelTimingParameters) -> [RooflinePoint] {
    var counts: [String: Double] = [:]
    for instruction in timing.instructions {
      guard let operations = FloatOperations(instruction.opcode) else { continue }
      counts[operations.precision, default: 0] += operations.count * instruction.issues
    }
    let sms = Double(timing.device.multiprocessors.value)
    let hertz = timing.clockMegahertz * 1e6
    let levels = [
      ("l1", timing.l1Bytes, parameters.l1BytesPerCycle.value * sms * hertz),
      ("l2", timing.l2ReadBytes + timing.l2WriteBytes, parameters.l2BytesPerCycle.value * sms * hertz),
      (
        "dram", timing.memoryReadBytes + timing.memoryWriteBytes,
        Double(timing.device.memoryBytesPerSecond?.value ?? 0)
      ),
    ]
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.flatMap { precision, count -> [RooflinePoint] in
      let peak = FloatOperations.peakPerCycle(precision) * sms * hertz / 1e12
      return levels.compactMap { level, bytes, bandwidth -> RooflinePoint? in
        guard bytes > 0, bandwidth > 0 else { return nil }
        let slope = bandwidth * count / bytes / 1e12
        return RooflinePoint(
          precision: precision, level: level, operationsPerByte: count / bytes,
          teraflops: timing.teraflops(count), roofTeraflops: min(peak, slope), peakTeraflops: peak,
          bandwidth: bandwidth, isMemoryBound: slope < peak)
      }
    }
  }

  private static func lines(_ instructions: [KernelTiming.Instruction], _ text: [UInt8]) -> [Line] {
    let texts = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    var byLine: [Int: Line] = [:]
    for instruction in instructions {
      let raw = texts.indices.contains(instruction.line - 1) ? texts[instruction.line - 1] : []
      let words = String(decoding: raw, as: UTF8.self).split { $0 == "\t" || $0 == " " || $0 == "\r" }
      add(instruction, to: &byLine[instruction.line, default: line(instruction.line, words.joined(separator: " "))])
    }
    return byLine.values.sorted { $0.line < $1.line }
  }

  private static func sourceLines(_ instructions: [KernelTiming.Instruction], _ files: [Int: String]) -> [Line] {
    struct Place: Hashable {
      var file: Int
      var line: Int
    }
    var byLine: [Place: Line] = [:]
    for instruction in instructions {
      guard let source = instruction.source else { continue }
      let place = Place(file: Int(source.file), line: Int(source.line))
      add(instruction, to: &byLine[place, default: line(place.line, files[place.file] ?? "file \(place.file)")])
    }
    return byLine.values.sorted { ($0.text, $0.line) < ($1.text, $1.line) }
  }

  private static func line(_ number: Int, _ text: String) -> Line {
    Line(line: number, text: text, issues: 0, stalls: [:])
  }

  private static func add(_ instruction: KernelTiming.Instruction, to line: inout Line) {
    line.issues += instruction.issues
    for (reason, cycles) in instruction.stalls { line.stalls[reason.name, default: 0] += cycles }
  }
}
