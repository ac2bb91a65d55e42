extension SMTime {
  /// Whose time it was, and how the SMs were divided, as parts of a report.
  public var blocks: [Report.Block] {
    let whole = compute + communication + idle
    var blocks: [Report.Block] = [
      .heading(
        inferred
          ? "SMs (inferred from launch shapes by the residency rules; profilers record no SM numbers)"
          : "SMs (as simulated, for as long as the trace holds CTAs)"),
      .line(
        "SM-time: compute \(share(compute, whole)), communication \(share(communication, whole)), "
          + "idle \(share(idle, whole)) of \(multiprocessors) SMs."),
    ]
    let span = whole / Int64(max(1, multiprocessors))
    blocks.append(
      .table(
        ReportTable(
          [
            .init("communication SMs", key: "communication_sms"), .init("compute SMs", key: "compute_sms"),
            .init("idle SMs", key: "idle_sms"), .init("time", key: "time_ns"),
            .init("share", key: "share_percent"),
          ],
          rows: splits.map { split in
            [
              .count(split.communication), .count(split.compute), .count(split.idle), .duration(split.time),
              .percent(percent(split.time, of: span)),
            ]
          })))
    if unplacedCount > 0 {
      blocks.append(
        .line("\(Quantity.count(unplacedCount, "kernel")) never found room by the rules and took no SM."))
    }
    if unknownCount > 0 {
      blocks.append(.line("\(Quantity.count(unknownCount, "kernel")) without a launch shape took no SM."))
    }
    return blocks
  }

  private func share(_ part: Int64, _ whole: Int64) -> String { Quantity.percent(percent(part, of: whole)) }
}
