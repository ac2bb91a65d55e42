import GPU

/// The published micro-benchmarks beside the simulated ones, on the board that they were measured on (the H800 PCIe).
public enum MicrobenchmarkValidation {
  /// Runs all of them.
  ///
  /// - Throws: `KernelTimingError` where one of them cannot be timed, which is a mistake of the simulator.
  public static func rows(
    _ parameters: KernelTimingParameters = .h800PCIe
  ) throws(KernelTimingError) -> [ValidationRow] {
    try latencies(parameters) + issue(parameters) + strides(parameters) + bandwidths(parameters)
      + products(parameters)
  }

  private static let luo = "arXiv 2501.12084"
  private static let benches = "te42kyfo/gpu-benches"
  private static let logs = "HPMLL/NVIDIA-Hopper-Benchmark"

  private static func row(
    _ id: String, _ quantity: String, _ unit: String, _ published: Double, _ simulated: Double, calibrated: Bool,
    _ source: String
  ) -> ValidationRow {
    ValidationRow(
      id: id, quantity: quantity, unit: unit, published: published, simulated: simulated, isCalibrated: calibrated,
      source: source)
  }

  private static func latencies(_ parameters: KernelTimingParameters) throws(KernelTimingError) -> [ValidationRow] {
    let l1 = try Microbenchmark.chase(bytes: 64 << 10).cycles(128, parameters) / 8
    let l2 = try Microbenchmark.chase(bytes: 1 << 20, hints: ".cg").cycles(1024, parameters) / 8
    let memory = try Microbenchmark.chase(bytes: 8 << 20, hints: ".cg").cycles(2048, parameters) / 8
    let shared = try Microbenchmark.sharedChase.cycles(64, parameters) / 8
    let copy = try Microbenchmark.copyChase.cycles(1024, parameters)
    return [
      row("HM035", "L1 latency", "cycles", 32, l1, calibrated: true, luo),
      row("HM036", "shared memory latency", "cycles", 29, shared, calibrated: true, luo),
      row("HM037", "L2 latency, near", "cycles", 264.5, l2, calibrated: true, luo),
      row("HM038", "memory latency", "cycles", 656, memory, calibrated: false, luo),
      row("RC249", "TMA latency from L2", "cycles", 369, copy, calibrated: true, logs),
    ]
  }

  private static func issue(_ parameters: KernelTimingParameters) throws(KernelTimingError) -> [ValidationRow] {
    let ffma = try Microbenchmark.chain("fma.rn.f32 %f1, %f1, %f1, %f1;").cycles(16, parameters) / 256
    let iadd = try Microbenchmark.chain("add.s32 %r3, %r3, %r1;").cycles(16, parameters) / 256
    let ffmaRate = try Microbenchmark.throughput("fma.rn.f32 %f#, %f#, %f#, %f#;").cycles(16, parameters)
    let iaddRate = try Microbenchmark.throughput("add.s32 %r#, %r#, %r1;").cycles(16, parameters)
    let special = try Microbenchmark.throughput("ex2.approx.ftz.f32 %f#, %f#;").cycles(16, parameters)
    return [
      row("HM168", "FP32 dependent issue", "cycles", 4, ffma, calibrated: false, "arXiv 2507.10789"),
      row("HM168", "INT32 dependent issue", "cycles", 4, iadd, calibrated: false, "arXiv 2507.10789"),
      row("HM181", "FP32 FMA a cycle and SM", "FMA", 128, 256 * 1024 / ffmaRate, calibrated: false, "XLA table"),
      row("HM181", "INT32 a cycle and SM", "op", 64, 256 * 1024 / iaddRate, calibrated: false, "XLA table"),
      row(
        "HM182", "special functions a cycle and SM", "op", 16, 256 * 1024 / special, calibrated: false,
        "arXiv 2407.08608"),
    ]
  }

  private static func strides(_ parameters: KernelTimingParameters) throws(KernelTimingError) -> [ValidationRow] {
    var rows: [ValidationRow] = []
    let floats: [(String, Int, Double)] = [
      ("RC1227", 1, 1.01), ("RC1231", 2, 2.01), ("RC1239", 4, 4.01), ("RC1255", 8, 8.0), ("RC1259", 9, 3.0),
      ("RC1263", 10, 3.16), ("RC1271", 12, 4.01), ("RC1275", 13, 4.10), ("RC1283", 15, 4.60),
    ]
    for (id, stride, published) in floats {
      let cycles = try Microbenchmark.strided(stride, elementBytes: 4).cycles(32, parameters) / (8 * 16)
      rows.append(
        row(id, "L1, floats \(stride) apart", "cycles/load", published, cycles, calibrated: stride == 15, benches))
    }
    let doubles: [(String, Int, Double)] = [
      ("RC1291", 1, 2.01), ("RC1295", 2, 4.01), ("RC1303", 4, 8.0), ("RC1319", 8, 16.0), ("RC1323", 9, 5.3),
      ("RC1339", 13, 7.0),
    ]
    for (id, stride, published) in doubles {
      let cycles = try Microbenchmark.strided(stride, elementBytes: 8).cycles(32, parameters) / (8 * 16)
      rows.append(row(id, "L1, doubles \(stride) apart", "cycles/load", published, cycles, calibrated: false, benches))
    }
    return rows
  }

  private static func bandwidths(_ parameters: KernelTimingParameters) throws(KernelTimingError) -> [ValidationRow] {
    let l1 = try Microbenchmark.l1Throughput.cycles(32, parameters)
    let shared = try Microbenchmark.sharedThroughput.cycles(32, parameters)
    var rows = [
      row("HM047", "L1 throughput", "B/cycle/SM", 125.8, 8 * 1024 * 16 / l1, calibrated: false, luo),
      row("HM048", "shared memory throughput", "B/cycle/SM", 127.65, 8 * 1024 * 16 / shared, calibrated: false, luo),
    ]
    let points: [(String, Int, Int, Double)] = [
      ("RC379", 1, 1, 239.2), ("RC382", 1, 4, 891.6), ("RC384", 2, 2, 860.4), ("RC387", 8, 1, 1319.6),
      ("RC388", 8, 2, 1856.4), ("RC395", 16, 1, 1833.7), ("RC398", 16, 4, 1960.7),
    ]
    for (id, kibibytes, perSM, published) in points {
      let ctas = parameters.device.multiprocessors.value * perSM
      let repetitions = max(2, 16 / kibibytes)
      let cycles = try Microbenchmark.bulkBandwidth(kibibytes: kibibytes, ctas: ctas, repetitions: repetitions)
        .cycles(repetitions, parameters)
      let rate = Double(kibibytes << 10) * Double(ctas) / cycles * parameters.clock.value / 1000
      rows.append(
        row(id, "TMA, \(perSM) x \(kibibytes) KiB in flight", "GB/s", published, rate, calibrated: id == "RC387", logs))
    }
    return rows
  }

  private static func products(_ parameters: KernelTimingParameters) throws(KernelTimingError) -> [ValidationRow] {
    let chain = try Microbenchmark.multiply(warps: 1, isChain: true).cycles(32, parameters) / 16
    let rate = try Microbenchmark.multiply(warps: 16, isChain: false).cycles(32, parameters) / (16 * 16)
    // 4,096 operations of an m16n8k16 against 4,096 a cycle and SM.
    var rows = [
      row("HM020", "mma.sync m16n8k16 latency", "cycles", 24.1, chain, calibrated: false, "arXiv 2402.13499"),
      row("HM023", "mma.sync share of the peak", "%", 65.3, 100 / rate, calibrated: false, "arXiv 2402.13499"),
    ]
    let published: [(String, Int, Bool, Double)] = [
      ("HM069", 256, true, 128), ("HM073", 128, true, 64), ("HM077", 64, true, 32), ("HM081", 32, true, 24),
      ("HM085", 16, true, 20), ("HM089", 8, true, 18), ("HM070", 256, false, 128), ("HM074", 128, false, 64),
      ("HM078", 64, false, 32), ("HM082", 32, false, 16), ("HM086", 16, false, 13), ("HM090", 8, false, 13),
    ]
    for (id, columns, isShared, cycles) in published {
      let measured = try Microbenchmark.groupMultiply(columns: columns, isShared: isShared).cycles(16, parameters) / 64
      let where_ = isShared ? "shared memory" : "registers"
      rows.append(
        row(
          id, "wgmma m64n\(columns)k16, A in \(where_)", "cycles", cycles, measured,
          calibrated: !isShared && columns == 8, luo))
    }
    return rows
  }
}
