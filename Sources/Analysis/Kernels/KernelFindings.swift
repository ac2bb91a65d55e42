/// What the numbers of a kernel mean, in sentences with their evidence. The thresholds are those of Nsight Compute's
/// rules: a unit is the bottleneck from 80 % on, and below 60 % of every unit latency is.
struct KernelFindings {
  private let profile: KernelProfile

  init(_ profile: KernelProfile) { self.profile = profile }

  /// All of them, the answer first.
  var all: [KernelProfile.Finding] {
    [bottleneck, occupancy, stall, sectors, banks, tail].compactMap { $0 }
  }

  private var busiest: KernelProfile.Share {
    profile.throughputs.max { ($0.percent, $1.name) < ($1.percent, $0.name) } ?? .init(name: "nothing", percent: 0)
  }

  private var bottleneck: KernelProfile.Finding {
    let busiest = self.busiest
    let evidence = [
      "sm_throughput_percent": profile.smThroughput, "memory_throughput_percent": profile.memoryThroughput,
    ]
    let busy = "\(busiest.name) \(Quantity.percent(busiest.percent)) busy"
    if busiest.percent >= 80 { return .init(text: "The bottleneck is known: \(busy).", evidence: evidence) }
    if busiest.percent >= 60 {
      return .init(text: "No unit is full, but one is near it: \(busy).", evidence: evidence)
    }
    return .init(
      text: "Latency is the bottleneck: no unit is more than \(Quantity.percent(busiest.percent)) busy "
        + "(\(busiest.name)), warps wait.", evidence: evidence)
  }

  private var occupancy: KernelProfile.Finding? {
    guard profile.theoreticalOccupancy < 100 else { return nil }
    let evidence = [
      "theoretical_occupancy_percent": profile.theoreticalOccupancy,
      "achieved_occupancy_percent": profile.achievedOccupancy, "issue_slot_percent": profile.issueSlotPercent,
    ]
    let limit = "\(profile.limiter) limit occupancy to \(profile.warpsPerSM) of \(profile.maximumWarps) warps"
    let busiest = self.busiest
    if busiest.percent >= 80 {
      return .init(
        text: "\(limit); not the bottleneck: \(busiest.name) \(Quantity.percent(busiest.percent)) busy.",
        evidence: evidence)
    }
    return .init(text: "\(limit); more warps could hide more latency.", evidence: evidence)
  }

  /// Stalls mean something only where issue slots are not full.
  private var stall: KernelProfile.Finding? {
    guard profile.issueSlotPercent < 80,
      let name = profile.stallOrder.first(where: { $0 != "selected" && $0 != "not_selected" })
    else { return nil }
    let percent = profile.stallPercent(name)
    guard percent >= 30 else { return nil }
    let line = profile.lines.max { ($0.stalls[name] ?? 0, $1.line) < ($1.stalls[name] ?? 0, $0.line) }
    let place = line.map { ", most before line \($0.line): \($0.text)" } ?? ""
    return .init(
      text: "Warps spend \(Quantity.percent(percent)) of their time in \(name)\(place)",
      evidence: ["stalls.\(name)": profile.stalls[name] ?? 0, "issue_slot_percent": profile.issueSlotPercent])
  }

  private var sectors: KernelProfile.Finding? {
    guard profile.memoryRead + profile.memoryWrite > 0, let bytes = profile.workBytes else { return nil }
    let moved = profile.memoryRead + profile.memoryWrite
    guard moved > 1.5 * bytes else { return nil }
    return .init(
      text: "DRAM moves \(Quantity.significant(moved / bytes)) times the bytes of the work.",
      evidence: ["dram_read_bytes": profile.memoryRead, "dram_write_bytes": profile.memoryWrite, "work_bytes": bytes])
  }

  private var banks: KernelProfile.Finding? {
    let perInstruction = profile.bankConflicts / Double(max(profile.warpInstructions, 1))
    guard perInstruction > 0.05 else { return nil }
    return .init(
      text: "Shared memory takes \(Quantity.count(Int(profile.bankConflicts.rounded()))) passes more than it had to.",
      evidence: ["bank_conflicts": profile.bankConflicts])
  }

  private var tail: KernelProfile.Finding? {
    guard profile.waves > 1, profile.tail >= 10 else { return nil }
    return .init(
      text: "For \(Quantity.percent(profile.tail)) of the time not all CTA slots are in use: "
        + "\(Quantity.significant(profile.waves)) waves.",
      evidence: ["tail_percent": profile.tail, "waves": profile.waves])
  }
}
