/// What makes one of two kernels faster, in sentences.
struct KernelDifference {
  private let first: KernelProfile
  private let second: KernelProfile
  private let lines: [KernelComparison.Line]

  init(_ first: KernelProfile, _ second: KernelProfile, lines: [KernelComparison.Line]) {
    self.first = first
    self.second = second
    self.lines = lines
  }

  var findings: [String] { [verdict] + bytes + [instructions, state, line].compactMap { $0 } }

  private var verdict: String {
    let times = "\(Quantity.duration(second.duration)) against \(Quantity.duration(first.duration))"
    let change = 100 * Double(second.duration - first.duration) / Double(max(first.duration, 1))
    if abs(change) < 1 { return "\(second.kernel) is no faster than \(first.kernel): \(times)." }
    if change > 0 {
      return "\(second.kernel) is no better than \(first.kernel): \(times), \(Quantity.percent(change)) longer."
    }
    let ratio = Quantity.significant(Double(first.duration) / Double(max(second.duration, 1)))
    return "\(second.kernel) is \(ratio) times as fast as \(first.kernel): \(times)."
  }

  private var bytes: [String] {
    let levels: [(String, (KernelProfile) -> Double)] = [
      ("DRAM", { $0.memoryRead + $0.memoryWrite }), ("L2", { $0.l2Read + $0.l2Write }),
      ("L1 and shared memory", { $0.l1Bytes }),
    ]
    return levels.compactMap { name, value in
      let (a, b) = (value(first), value(second))
      guard max(a, b) > 0, abs(a - b) > 0.1 * max(a, b) else { return nil }
      let words = b < a ? "less" : "more"
      return "It moves \(Quantity.bytes(Int64(abs(a - b).rounded()))) \(words) through \(name): "
        + "\(Quantity.bytes(Int64(b.rounded()))) against \(Quantity.bytes(Int64(a.rounded())))."
    }
  }

  private var instructions: String? {
    let (a, b) = (Double(first.warpInstructions), Double(second.warpInstructions))
    guard abs(a - b) > 0.1 * max(a, b) else { return nil }
    return "It issues \(Quantity.significant(b / max(a, 1))) times the warp-instructions."
  }

  private var state: String? {
    let names = Set(first.stalls.keys).union(second.stalls.keys).subtracting(["selected"]).sorted()
    guard
      let name = names.max(by: {
        abs(second.stallPercent($0) - first.stallPercent($0)) < abs(second.stallPercent($1) - first.stallPercent($1))
      })
    else { return nil }
    let (a, b) = (first.stallPercent(name), second.stallPercent(name))
    guard abs(a - b) >= 5 else { return nil }
    return "Its warps spend \(Quantity.percent(b)) of their time in \(name), against \(Quantity.percent(a))."
  }

  private var line: String? {
    guard let line = lines.first(where: { $0.side == 1 }), line.percent >= 5 else { return nil }
    return "Line \(line.line.line) differs most: \(line.line.text) takes \(Quantity.percent(line.percent)) "
      + "of warp time, the same instruction \(Quantity.percent(line.otherPercent)) in \(first.kernel)."
  }
}
