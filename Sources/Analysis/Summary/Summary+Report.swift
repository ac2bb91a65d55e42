import Trace

extension Summary {
  /// The findings as a page: the answer first, then the figures, the SMs, the streams, the kernels and the phases.
  ///
  /// - Parameter top: how many kernels to list.
  public func report(top: Int = 15) -> Report {
    var report = Report([.heading(source)])
    if !provenance.isEmpty { report.blocks.append(.line(provenance)) }
    for line in lossLines { report.blocks.append(.line(line)) }
    report.blocks.append(.heading(headline))
    if let recordedPart { report.blocks.append(.line(recordedPart)) }
    if !streams.isEmpty { report.blocks.append(.table(activityTable)) }
    if kernelCount > 0 {
      report.blocks.append(.line(idleLine))
      if let launchLatency { report.blocks.append(.line(Self.latencyLine(launchLatency))) }
    }
    if let pipeline { report.blocks.append(contentsOf: pipeline.blocks) }
    if let smTime { report.blocks.append(contentsOf: smTime.blocks) }
    if !streams.isEmpty { report.blocks += [.heading("Streams"), .table(streamTable)] }
    if !kernels.isEmpty {
      let shown = min(top, kernels.count)
      report.blocks += [
        .heading("Kernels by total time (\(shown) of \(kernels.count))"), .table(kernelTable(top: shown)),
      ]
    }
    if !phases.isEmpty { report.blocks += [.heading("Phases"), .table(phaseTable)] }
    return report
  }

  /// The answer in one sentence.
  public var headline: String {
    if let pipeline, kernelCount == 0 { return pipeline.headline }
    guard kernelCount > 0 else { return "No GPU work was recorded." }
    guard let hidden = activity.hiddenPercent else {
      return "No communication. The GPU is busy \(share(activity.busy)) of \(Quantity.duration(span))."
    }
    return "\(Quantity.percent(hidden)) of communication is hidden behind compute. "
      + "\(Quantity.duration(activity.exposedCommunication)) (\(share(activity.exposedCommunication))) is exposed, "
      + "\(Quantity.duration(activity.idle)) idle."
  }

  private func share(_ part: Int64) -> String { Quantity.percent(percent(part, of: span)) }

  private var provenance: String {
    var parts: [String] = []
    if let deviceName {
      parts.append(devices.count > 1 ? "\(deviceName) (GPU \(device) of \(devices.count))" : deviceName)
    }
    if let rank { parts.append("rank \(rank)" + (worldSize.map { " of \($0)" } ?? "")) }
    if kernelCount > 0 { parts.append("\(Quantity.count(kernelCount, "kernel")) in \(Quantity.duration(span))") }
    if memoryCount > 0 { parts.append("\(Quantity.count(memoryCount)) copies and fills") }
    if origin == .simulation { parts.append("simulated") }
    return parts.joined(separator: ", ")
  }

  /// What was lost on the way in; empty where nothing was.
  public var lossLines: [String] {
    var lines: [String] = []
    if loss.skippedEvents > 0 {
      lines.append(
        "\(Quantity.count(loss.skippedEvents, "event")) could not be read"
          + (loss.firstByte.map { ", the first at byte \($0)" } ?? "") + ": \(loss.firstReason)")
    } else if loss.truncated {
      lines.append("the file ends early; everything up to its end was read")
    }
    if loss.repairedDurations > 0 {
      lines.append("\(Quantity.count(loss.repairedDurations, "missing or negative duration")) taken as 0")
    }
    return lines
  }

  private var activityTable: ReportTable {
    let rows: [(String, Int64, Int64)] = [
      ("GPU busy", activity.busy, activityWithMemory.busy),
      ("idle", activity.idle, activityWithMemory.idle),
      ("compute", activity.compute, activityWithMemory.compute),
      ("communication", activity.communication, activityWithMemory.communication),
      ("  overlapped", activity.overlap, activityWithMemory.overlap),
      ("  exposed", activity.exposedCommunication, activityWithMemory.exposedCommunication),
    ]
    return ReportTable(
      [
        .init("", key: "quantity", isNumeric: false), .init("kernels", key: "kernels_ns"),
        .init("share", key: "share_percent"), .init("with copies and fills", key: "with_memory_operations_ns"),
      ],
      rows: rows.map { label, value, withMemory in
        [.init(label), .duration(value), .percent(percent(value, of: span)), .duration(withMemory)]
      })
  }

  private var idleLine: String {
    "Idle by cause: host wait \(Quantity.duration(idle.hostWait)), kernel wait \(Quantity.duration(idle.kernelWait)), "
      + "other \(Quantity.duration(idle.other))."
  }

  private static func latencyLine(_ latency: Distribution) -> String {
    "Launch to start: min \(Quantity.duration(latency.minimum)), median \(Quantity.duration(latency.median)), "
      + "p99 \(Quantity.duration(latency.percentile99)), max \(Quantity.duration(latency.maximum))."
  }

  private var streamTable: ReportTable {
    ReportTable(
      [
        .init("stream", key: "stream", isNumeric: false), .init("role", key: "role", isNumeric: false),
        .init("kernels", key: "kernel_count"), .init("busy", key: "busy_ns"),
        .init("compute", key: "compute_ns"), .init("communication", key: "communication_ns"),
        .init("host wait", key: "host_wait_ns"), .init("kernel wait", key: "kernel_wait_ns"),
        .init("other wait", key: "other_wait_ns"),
      ],
      rows: streams.map { stream in
        [
          .init(stream.name), .init(stream.role.label), .count(stream.kernelCount), .duration(stream.busy),
          .duration(stream.compute), .duration(stream.communication), .duration(stream.idle.hostWait),
          .duration(stream.idle.kernelWait), .duration(stream.idle.other),
        ]
      })
  }

  private func kernelTable(top: Int) -> ReportTable {
    ReportTable(
      [
        .init("kernel", key: "kernel", isNumeric: false), .init("role", key: "role", isNumeric: false),
        .init("share", key: "share_percent"), .init("total", key: "total_ns"), .init("count", key: "count"),
        .init("min", key: "min_ns"), .init("median", key: "median_ns"), .init("p99", key: "p99_ns"),
        .init("max", key: "max_ns"), .init("grid", key: "grid", isNumeric: false),
        .init("block", key: "block", isNumeric: false), .init("regs", key: "registers_per_thread"),
        .init("shared", key: "shared_bytes"), .init("occupancy", key: "theoretical_occupancy_percent"),
      ],
      rows: kernels.prefix(top).map { kernel in
        let shape = kernel.shapes.first
        let isKnown = shape.map { $0.id != .none } ?? false
        return [
          .init(KernelTitle.short(kernel.name).shortened(to: 44), plain: kernel.name), .init(kernel.role.label),
          .percent(kernel.sharePercent), .duration(kernel.durations.total), .count(kernel.durations.count),
          .duration(kernel.durations.minimum), .duration(kernel.durations.median),
          .duration(kernel.durations.percentile99), .duration(kernel.durations.maximum),
          isKnown
            ? .init("\(shape!.shape.grid)" + (kernel.shapes.count > 1 ? " +" : ""), plain: "\(shape!.shape.grid)")
            : .unknown,
          isKnown ? .init("\(shape!.shape.block)") : .unknown,
          shape?.shape.registersPerThread.map { .count($0) } ?? .unknown,
          shape?.shape.sharedBytes.map { .init(Quantity.bytes(Int64($0)), plain: "\($0)") } ?? .unknown,
          shape?.residency.occupancyPercent.map { .percent($0) } ?? .unknown,
        ]
      }, isMain: true)
  }

  private var phaseTable: ReportTable {
    ReportTable(
      [
        .init("phase", key: "phase", isNumeric: false), .init("count", key: "count"), .init("host", key: "host_ns"),
        .init("GPU busy", key: "gpu_busy_ns"), .init("launched", key: "launched_count"),
      ],
      rows: phases.map { phase in
        [
          .init(phase.name.shortened(to: 44), plain: phase.name), .count(phase.count), .duration(phase.host),
          .duration(phase.gpu), .count(phase.workCount),
        ]
      })
  }
}
