/// Two kernels side by side.
public struct KernelComparison: Sendable, Encodable {
  /// A line of one of them, and how it counts in the difference.
  public struct Line: Sendable, Equatable, Encodable {
    /// 0 for the first kernel, 1 for the second.
    public let side: Int
    /// The line.
    public let line: KernelProfile.Line
    /// Its part of the kernel's warp cycles, in per cent.
    public let percent: Double
    /// The same instruction's part in the other kernel, divided among as many lines as have it here; 0 where it has none.
    public let otherPercent: Double
  }

  /// The first kernel.
  public let first: KernelProfile
  /// The second kernel.
  public let second: KernelProfile
  /// The numbers.
  public let metrics: [ComparedMetric]
  /// Warp states, cycles an instruction; those that differ most first.
  public let states: [ComparedMetric]
  /// The lines of both, those that differ most first.
  public let lines: [Line]
  /// What the difference comes from.
  public let findings: [String]

  enum CodingKeys: String, CodingKey {
    case first, second, metrics
    case states = "warp_states"
    case lines, findings
  }

  /// Compares two kernels.
  public init(_ first: KernelProfile, _ second: KernelProfile) {
    self.first = first
    self.second = second
    metrics = Self.metrics(first, second)
    let names = Set(first.stalls.keys).union(second.stalls.keys).sorted()
    states = names.compactMap { name -> ComparedMetric? in
      let (a, b) = (first.stalls[name] ?? 0, second.stalls[name] ?? 0)
      guard max(a, b) >= 0.005 else { return nil }
      return ComparedMetric(
        key: "stalls.\(name)", title: name, first: a, second: b, unit: .number,
        direction: name == "selected" ? .neither : .lower)
    }.sorted { (abs($1.difference), $0.key) < (abs($0.difference), $1.key) }
    lines = Self.lines(first, second)
    findings = KernelDifference(first, second, lines: lines).findings
  }

  /// How much longer the second takes, in per cent; less than 0 where it is faster.
  public var slowdownPercent: Double {
    100 * Double(second.duration - first.duration) / Double(max(first.duration, 1))
  }

  private static func metrics(_ a: KernelProfile, _ b: KernelProfile) -> [ComparedMetric] {
    var list: [ComparedMetric] = []
    func add(
      _ key: String, _ title: String, _ unit: ComparedMetric.Unit, _ direction: ComparedMetric.Direction,
      _ value: (KernelProfile) -> Double?
    ) {
      guard let first = value(a), let second = value(b) else { return }
      list.append(
        ComparedMetric(key: key, title: title, first: first, second: second, unit: unit, direction: direction))
    }
    add("duration_ns", "duration", .nanoseconds, .lower) { Double($0.duration) }
    add("tflops", "TFLOPS", .number, .higher) { $0.teraflops }
    add("work_bytes_per_s", "GB/s of the work", .number, .higher) { $0.workBandwidth.map { $0 / 1e9 } }
    add("cycles", "cycles", .count, .lower) { Double($0.cycles) }
    add("warp_instructions", "warp-instructions", .count, .lower) { Double($0.warpInstructions) }
    add("sm_throughput_percent", "SM throughput", .percent, .neither) { $0.smThroughput }
    add("memory_throughput_percent", "memory throughput", .percent, .neither) { $0.memoryThroughput }
    add("issue_slot_percent", "issue slots in use", .percent, .neither) { $0.issueSlotPercent }
    add("registers", "registers a thread", .count, .neither) { Double($0.registers) }
    add("shared_bytes", "shared memory a CTA", .bytes, .neither) { Double($0.staticShared + $0.dynamicShared) }
    add("theoretical_occupancy_percent", "theoretical occupancy", .percent, .neither) { $0.theoreticalOccupancy }
    add("achieved_occupancy_percent", "achieved occupancy", .percent, .neither) { $0.achievedOccupancy }
    add("sectors_per_request", "sectors a request", .number, .neither) { $0.sectorsPerRequest }
    add("l1_hit_percent", "L1 hits", .percent, .neither) { $0.l1Hits }
    add("l2_hit_percent", "L2 hits", .percent, .neither) { $0.l2Hits }
    add("l1_bytes", "L1 and shared memory", .bytes, .lower) { $0.l1Bytes }
    add("l2_read_bytes", "L2 read", .bytes, .lower) { $0.l2Read }
    add("l2_write_bytes", "L2 write", .bytes, .lower) { $0.l2Write }
    add("dram_read_bytes", "DRAM read", .bytes, .lower) { $0.memoryRead }
    add("dram_write_bytes", "DRAM write", .bytes, .lower) { $0.memoryWrite }
    add("bank_conflicts", "bank conflicts", .count, .lower) { $0.bankConflicts }
    add("waves", "waves", .number, .neither) { $0.waves }
    add("tail_percent", "tail", .percent, .lower) { $0.tail }
    return list
  }

  /// Lines by how much their part of the warp cycles differs from that of the same instruction in the other kernel.
  private static func lines(_ first: KernelProfile, _ second: KernelProfile) -> [Line] {
    // Inline assembly stands in braces, after declarations of its own.
    func spelling(_ text: String) -> String {
      for statement in text.split(separator: ";") {
        let words = statement.split { $0 == " " || $0 == "{" || $0 == "}" }
        guard let word = words.first(where: { $0.first != "@" }), word.first != "." else { continue }
        return String(word)
      }
      return text
    }
    func total(_ profile: KernelProfile) -> Double {
      max(1, profile.lines.reduce(0) { $0 + $1.waited + $1.issues })
    }
    let totals = [total(first), total(second)]
    var parts: [[String: Double]] = [[:], [:]]
    var counts: [[String: Int]] = [[:], [:]]
    for (side, profile) in [first, second].enumerated() {
      for line in profile.lines {
        counts[side][spelling(line.text), default: 0] += 1
        parts[side][spelling(line.text), default: 0] += 100 * (line.waited + line.issues) / totals[side]
      }
    }
    var list: [Line] = []
    for (side, profile) in [first, second].enumerated() {
      for line in profile.lines {
        let own = spelling(line.text)
        list.append(
          Line(
            side: side, line: line, percent: 100 * (line.waited + line.issues) / totals[side],
            otherPercent: (parts[1 - side][own] ?? 0) / Double(counts[side][own] ?? 1)))
      }
    }
    return list.sorted {
      (abs($1.percent - $1.otherPercent), $0.side, $0.line.line)
        < (abs($0.percent - $0.otherPercent), $1.side, $1.line.line)
    }
  }
}
