import GPU
import KernelSimulator
import PTX

extension KernelTimingFinding {
  /// The finding for people; CSV prints the warp states.
  public var report: Report {
    let time = Quantity.duration(Int64(timing.nanoseconds.rounded()))
    let rate = operations.map { ", \(Quantity.significant(timing.teraflops($0))) TFLOPS" } ?? ""
    var blocks: [Report.Block] = [
      .heading("\(timing.kernel) takes \(time) on \(timing.device.name)\(rate)"),
      .line(
        "\(Quantity.count(Int(timing.cycles.rounded()))) cycles at \(Quantity.significant(timing.clockMegahertz)) MHz, "
          + "\(Quantity.count(Int(timing.warpInstructions.rounded()), "warp-instruction")), "
          + "\(Quantity.percent(timing.issueSlotPercent)) of issue slots in use"),
      .line(
        "\(Quantity.percent(timing.achievedOccupancyPercent)) occupancy achieved of "
          + "\(Quantity.percent(timing.occupancy.percent)), limited by \(timing.occupancy.limiterText); "
          + "\(timing.registers.count) registers (\(timing.registers.origin.rawValue)); "
          + "\(Quantity.significant(timing.waves)) waves"),
      .heading("Warp states, cycles an instruction"),
      .table(stallTable),
      .heading("Memory"),
      .table(memoryTable),
      .heading("Pipes"),
      .table(pipeTable),
      .heading("Lines that wait longest"),
      .table(lineTable),
    ]
    if timing.isExtrapolated {
      blocks.insert(
        .line(
          "\(Quantity.count(timing.detailedCTAs, "CTA")) of one SM were simulated; the others are extrapolated from the "
            + "steady state"), at: 3)
    }
    return Report(blocks)
  }

  private var stallTable: ReportTable {
    let order = timing.stalls.sorted { ($1.value, $0.key.name) < ($0.value, $1.key.name) }
    return ReportTable(
      [.init("state", key: "state", isNumeric: false), .init("cycles", key: "cycles_per_issue")],
      rows: order.map { [.init($0.key.name), .init(Quantity.fixed($0.value, digits: 2), plain: "\($0.value)")] },
      isMain: true)
  }

  private var memoryTable: ReportTable {
    func bytes(_ value: Double) -> ReportTable.Cell {
      .init(Quantity.bytes(Int64(value.rounded())), plain: "\(Int64(value.rounded()))")
    }
    return ReportTable(
      [.init("what", key: "what", isNumeric: false), .init("value", key: "value")],
      rows: [
        [
          .init("sectors a request"),
          .init(Quantity.fixed(timing.sectorsPerRequest, digits: 2), plain: "\(timing.sectorsPerRequest)"),
        ],
        [.init("L1 hits"), .percent(timing.l1HitPercent)],
        [.init("L2 hits"), .percent(timing.l2HitPercent)],
        [.init("from L2"), bytes(timing.l2ReadBytes)],
        [.init("to L2"), bytes(timing.l2WriteBytes)],
        [.init("from memory"), bytes(timing.memoryReadBytes)],
        [.init("to memory"), bytes(timing.memoryWriteBytes)],
        [.init("bank conflicts"), .count(Int(timing.bankConflicts.rounded()))],
      ])
  }

  private var pipeTable: ReportTable {
    ReportTable(
      [.init("pipe", key: "pipe", isNumeric: false), .init("busy", key: "busy_percent")],
      rows: timing.pipePercent.map { [.init($0.name), .percent($0.percent)] })
  }

  /// The lines in the order of the cycles that warps wait before them.
  private var lineTable: ReportTable {
    func waited(_ line: KernelTiming.Line) -> Double {
      line.stalls.filter { $0.key != .selected }.map(\.value).sorted().reduce(0, +)
    }
    let lines = timing.lines.map { (line: $0, waited: waited($0)) }.sorted {
      ($1.waited, $0.line.line) < ($0.waited, $1.line.line)
    }
    return ReportTable(
      [
        .init("line", key: "line"), .init("issues", key: "issues"), .init("waited", key: "waited_cycles"),
        .init("mostly", key: "reason", isNumeric: false),
      ],
      rows: lines.prefix(12).map { entry in
        let reason = entry.line.stalls.filter { $0.key != .selected }
          .max { ($0.value, $1.key.name) < ($1.value, $0.key.name) }
        return [
          .count(entry.line.line), .count(Int(entry.line.issues.rounded())), .count(Int(entry.waited.rounded())),
          .init(reason?.key.name ?? "-"),
        ]
      })
  }
}
