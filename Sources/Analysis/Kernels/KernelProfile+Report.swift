extension KernelProfile {
  /// The finding for people; CSV prints the warp states.
  public var report: Report {
    let rate = teraflops.map { ", \(Quantity.significant($0)) TFLOPS" } ?? ""
    var blocks: [Report.Block] = [
      .heading("\(kernel) takes \(Quantity.duration(duration)) on \(device)\(rate)"),
      .line(
        "\(Quantity.count(Int(cycles))) cycles at \(Quantity.significant(clock)) MHz, "
          + "\(Quantity.count(Int(warpInstructions), "warp-instruction")), "
          + "grid \(Self.text(grid))  block \(Self.text(block))"
          + (cluster == [1, 1, 1] ? "" : "  cluster \(Self.text(cluster))")),
    ]
    blocks += findings.map { .line($0.text) }
    if extrapolated.detailedCTAs < extrapolated.ctas {
      blocks.append(
        .line(
          "≈ \(Quantity.count(extrapolated.detailedCTAs)) of \(Quantity.count(extrapolated.ctas)) CTAs on "
            + "\(extrapolated.detailedSMs) of \(extrapolated.sms) SMs were simulated; "
            + (extrapolated.time
              ? "later CTAs take the time of the steady state." : "the other SMs are taken to do the same.")))
    }
    blocks += warnings.map { .line($0) }
    blocks += [
      .heading("Speed of light"), .table(table("unit", "unit", throughputs.filter { $0.percent > 0 })),
      .heading("Occupancy"), .table(occupancyTable),
      .heading("Warp states, cycles an instruction"), .table(stallTable),
      .heading("Scheduler issue slots in use"),
      .table(
        table(
          "scheduler", "scheduler", schedulers.enumerated().map { Share(name: "\($0.offset)", percent: $0.element) })),
      .heading("Instruction mix"), .table(table("class", "class", mix)),
      .heading("Memory"), .table(memoryTable),
    ]
    if !roofline.isEmpty { blocks += [.heading("Roofline"), .table(rooflineTable)] }
    blocks += [.heading("PTX lines that wait longest"), .table(lineTable(lines, "text"))]
    if !sourceLines.isEmpty {
      blocks += [.heading("Source lines that wait longest"), .table(lineTable(sourceLines, "file"))]
    }
    return Report(blocks)
  }

  static func text(_ sizes: [Int]) -> String {
    let kept = sizes[2] != 1 ? 3 : sizes[1] != 1 ? 2 : 1
    return sizes.prefix(kept).map(String.init).joined(separator: "x")
  }

  private func table(_ title: String, _ key: String, _ shares: [Share]) -> ReportTable {
    ReportTable(
      [.init(title, key: key, isNumeric: false), .init("share", key: "percent")],
      rows: shares.map { [.init($0.name), .percent($0.percent)] })
  }

  private var occupancyTable: ReportTable {
    let limits = ctaLimits.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    return ReportTable(
      [.init("what", key: "what", isNumeric: false), .init("value", key: "value", isNumeric: false)],
      rows: [
        [.init("achieved"), .percent(achievedOccupancy)], [.init("theoretical"), .percent(theoreticalOccupancy)],
        [.init("limited by"), .init(limiter)], [.init("CTAs allowed by"), .init(limits)],
        [.init("registers a thread"), .init("\(registers) (\(registerOrigin))")],
        [.init("waves"), .init(Quantity.significant(waves), plain: "\(waves)")], [.init("tail"), .percent(tail)],
      ])
  }

  private var stallTable: ReportTable {
    ReportTable(
      [
        .init("state", key: "state", isNumeric: false), .init("cycles", key: "cycles_per_issue"),
        .init("share", key: "percent"),
      ],
      rows: stallOrder.map {
        [
          .init($0), .init(Quantity.fixed(stalls[$0] ?? 0, digits: 2), plain: "\(stalls[$0] ?? 0)"),
          .percent(stallPercent($0)),
        ]
      }, isMain: true)
  }

  private var memoryTable: ReportTable {
    func bytes(_ name: String, _ value: Double) -> [ReportTable.Cell] {
      [.init(name), .init(Quantity.bytes(Int64(value.rounded())), plain: "\(Int64(value.rounded()))")]
    }
    var rows: [[ReportTable.Cell]] = [
      [
        .init("sectors a request"), .init(Quantity.fixed(sectorsPerRequest, digits: 2), plain: "\(sectorsPerRequest)"),
      ],
      [.init("L1 hits"), .percent(l1Hits)], [.init("L2 hits"), .percent(l2Hits)],
      bytes("L1 and shared memory", l1Bytes), bytes("from L2", l2Read), bytes("to L2", l2Write),
      bytes("from DRAM", memoryRead), bytes("to DRAM", memoryWrite),
      [.init("bank conflicts"), .count(Int(bankConflicts.rounded()))],
    ]
    if let workBytes, let workBandwidth {
      rows.append(bytes("of the work", workBytes))
      rows.append([
        .init("of the work, a second"),
        .init(Quantity.significant(workBandwidth / 1e9) + " GB/s", plain: "\(workBandwidth)"),
      ])
    }
    return ReportTable(
      [.init("what", key: "what", isNumeric: false), .init("value", key: "value")], rows: rows)
  }

  private var rooflineTable: ReportTable {
    ReportTable(
      [
        .init("precision", key: "precision", isNumeric: false), .init("level", key: "level", isNumeric: false),
        .init("FLOP a byte", key: "flop_per_byte"), .init("TFLOPS", key: "tflops"), .init("roof", key: "roof_tflops"),
        .init("of roof", key: "percent"), .init("limited by", key: "limit", isNumeric: false),
      ],
      rows: roofline.map { point in
        [
          .init(point.precision), .init(point.level),
          .init(Quantity.significant(point.operationsPerByte), plain: "\(point.operationsPerByte)"),
          .init(Quantity.significant(point.teraflops), plain: "\(point.teraflops)"),
          .init(Quantity.significant(point.roofTeraflops), plain: "\(point.roofTeraflops)"),
          .percent(100 * point.teraflops / point.roofTeraflops), .init(point.isMemoryBound ? "memory" : "pipe"),
        ]
      })
  }

  /// The lines in the order of the cycles that warps wait before them.
  private func lineTable(_ lines: [Line], _ title: String) -> ReportTable {
    let order = lines.sorted { ($1.waited, $0.line) < ($0.waited, $1.line) }
    return ReportTable(
      [
        .init("line", key: "line"), .init("issues", key: "issues"), .init("waited", key: "waited_cycles"),
        .init("mostly", key: "state", isNumeric: false), .init(title, key: title, isNumeric: false),
      ],
      rows: order.prefix(12).map {
        [
          .count($0.line), .count(Int($0.issues.rounded())), .count(Int($0.waited.rounded())),
          .init($0.mainStall ?? "-"), .init($0.text),
        ]
      })
  }
}
