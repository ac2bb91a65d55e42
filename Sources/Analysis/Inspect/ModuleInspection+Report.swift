extension ModuleInspection {
  /// The finding for people; CSV has a row a kernel.
  public var report: Report {
    var blocks: [Report.Block] = [
      .heading("\(file): \(Quantity.count(kernels.count, "kernel")), PTX \(version) for \(target), on \(device)")
    ]
    blocks += notes.map { .line($0) }
    blocks.append(.table(overview))
    for kernel in kernels { blocks += kernel.blocks }
    blocks.append(.heading("Instructions that cannot be run"))
    if unsupported.isEmpty {
      blocks.append(.line("None: all can be run."))
    } else {
      blocks.append(
        .table(
          ReportTable(
            [
              .init("instruction", key: "instruction", isNumeric: false), .init("first line", key: "line"),
              .init("count", key: "count"),
            ],
            rows: unsupported.map { [.init($0.name), .init("\($0.line)"), .count($0.count)] })))
    }
    return Report(blocks)
  }

  private var overview: ReportTable {
    ReportTable(
      [
        .init("kernel", key: "kernel", isNumeric: false), .init("registers", key: "registers"),
        .init("from", key: "registers_origin", isNumeric: false), .init("shared", key: "shared_bytes"),
        .init("local", key: "local_bytes"), .init("constant", key: "constant_bytes"),
        .init("threads", key: "threads_per_cta"), .init("occupancy", key: "occupancy_percent"),
        .init("limited by", key: "limiter", isNumeric: false), .init("instructions", key: "instructions"),
        .init("unsupported", key: "unsupported"),
      ],
      rows: kernels.map { kernel in
        [
          .init(kernel.name), .count(kernel.registers.count), .init(kernel.registers.origin),
          .bytes(kernel.sharedBytes), .bytes(kernel.localBytes), .bytes(kernel.constantBytes),
          .count(kernel.block.threads), kernel.occupancy.map { .percent($0.percent) } ?? .unknown,
          kernel.occupancy.map { .init($0.limiter) } ?? .unknown, .count(kernel.instructions),
          .count(kernel.unsupported.reduce(0) { $0 + $1.count }),
        ]
      }, isMain: true)
  }
}

extension ReportTable.Cell {
  /// A size in bytes.
  static func bytes(_ count: Int) -> Self {
    Self(Quantity.bytes(Int64(count)), plain: "\(count)")
  }
}
