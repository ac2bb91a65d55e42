extension InspectedKernel {
  /// The kernel for people.
  var blocks: [Report.Block] {
    var blocks: [Report.Block] = [.heading("\(name), line \(line)"), .line(launchText), .line(resourcesText)]
    if !parameters.isEmpty {
      blocks.append(.line("Parameters, \(Quantity.bytes(Int64(parameterBytes))) together:"))
      blocks.append(.table(parameterTable))
    }
    blocks.append(.line("\(Quantity.count(instructions, "instruction")):"))
    blocks.append(.table(mixTable))
    if !memory.isEmpty {
      blocks.append(.line("Memory instructions:"))
      blocks.append(.table(memoryTable))
    }
    return blocks
  }

  private var launchText: String {
    let origin =
      switch block.origin {
      case .given: "as given"
      case .launchBounds: "by the launch bounds"
      case .suggested: "as suggested"
      }
    let launch = "\(Quantity.count(block.threads, "thread")) a CTA, \(origin)"
    guard let occupancy else { return "\(launch): \(occupancyError ?? "no CTA fits")." }
    return "\(launch): \(Quantity.percent(occupancy.percent)) occupancy, \(Quantity.count(occupancy.ctas, "CTA")) and "
      + "\(Quantity.count(occupancy.warps, "warp")) an SM, limited by \(occupancy.limiter)."
  }

  private var resourcesText: String {
    func bytes(_ count: Int, _ what: String) -> String { "\(Quantity.bytes(Int64(count))) \(what)" }
    var parts = ["\(Quantity.count(registers.count, "register")) (\(registers.origin), at most \(registers.cap))"]
    if let spillBytes { parts.append(bytes(spillBytes, "spilled")) }
    parts.append(bytes(sharedBytes, "shared") + (usesDynamicShared ? " and dynamic" : ""))
    if dynamicSharedBytes > 0 { parts.append(bytes(dynamicSharedBytes, "dynamic shared")) }
    parts += [bytes(localBytes, "local"), bytes(constantBytes, "constant")]
    return parts.joined(separator: ", ") + (bounds.text.map { "; \($0)" } ?? "") + "."
  }

  private var parameterTable: ReportTable {
    ReportTable(
      [
        .init("parameter", key: "parameter", isNumeric: false), .init("type", key: "type", isNumeric: false),
        .init("offset", key: "offset_bytes"), .init("bytes", key: "size_bytes"),
        .init("points to", key: "pointer_space", isNumeric: false),
      ],
      rows: parameters.map {
        [
          .init($0.name), .init($0.type), .init("\($0.offsetBytes)"), .init("\($0.sizeBytes)"),
          $0.pointerSpace.map { .init($0) } ?? .unknown,
        ]
      })
  }

  private var mixTable: ReportTable {
    ReportTable(
      [
        .init("class", key: "class", isNumeric: false), .init("instructions", key: "instructions"),
        .init("share", key: "percent"),
      ],
      rows: mix.rows.map {
        [.init($0.group.title, plain: $0.group.key), .count($0.instructions), .percent($0.percent)]
      })
  }

  private var memoryTable: ReportTable {
    ReportTable(
      [
        .init("instruction", key: "instruction", isNumeric: false), .init("bytes a lane", key: "bytes_per_lane"),
        .init("count", key: "count"), .init("cache hints", key: "cache_hints", isNumeric: false),
      ],
      rows: memory.map {
        [
          .init($0.instruction), $0.bytesPerLane.map { .init("\($0)") } ?? .unknown, .count($0.count),
          $0.cacheHints.isEmpty ? .unknown : .init($0.cacheHints.joined(separator: " ")),
        ]
      })
  }
}
