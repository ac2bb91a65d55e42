import GPU

/// The published micro-benchmarks beside the simulated ones, on the board that they were measured on (the H800 PCIe).
enum MicrobenchmarkValidation {
  static let luo = "arXiv 2501.12084"
  private static let dissecting = "arXiv 2402.13499"
  static let benches = "te42kyfo/gpu-benches"
  static let logs = "HPMLL/NVIDIA-Hopper-Benchmark"

  static func cases(_ parameters: KernelTimingParameters) -> [ValidationCase] {
    var cases = latencies(parameters)
    cases += clusters(parameters)
    cases += issue(parameters)
    cases += strides(parameters)
    cases += bandwidths(parameters)
    cases += products(parameters)
    cases += productRates(parameters)
    return cases
  }

  /// The cycles of a repetition of a micro-benchmark, through a function of them.
  static func row(
    _ id: String, _ quantity: String, _ unit: String, _ published: Double, calibrated: Bool = false,
    _ source: String, _ parameters: KernelTimingParameters, _ repetitions: Int,
    _ benchmark: @escaping @Sendable () -> Microbenchmark, value: @escaping @Sendable (Double) -> Double
  ) -> ValidationCase {
    ValidationCase(id, quantity, unit, published, calibrated: calibrated, source) { () throws(KernelTimingError) in
      value(try benchmark().cycles(repetitions, parameters))
    }
  }

  private static func latencies(_ p: KernelTimingParameters) -> [ValidationCase] {
    [
      row("HM035", "L1 latency", "cycles", 32, calibrated: true, luo, p, 128) {
        .chase(bytes: 64 << 10)
      } value: {
        $0 / 8
      },
      row("HM036", "shared memory latency", "cycles", 29, calibrated: true, luo, p, 64) {
        .sharedChase
      } value: {
        $0 / 8
      },
      row("HM037", "L2 latency, near", "cycles", 264.5, calibrated: true, luo, p, 1024) {
        .chase(bytes: 1 << 20, hints: ".cg")
      } value: {
        $0 / 8
      },
      row("HM038", "memory latency", "cycles", 656, luo, p, 2048) {
        .chase(bytes: 8 << 20, hints: ".cg")
      } value: {
        $0 / 8
      },
      row("RC249", "TMA latency from L2", "cycles", 369, calibrated: true, logs, p, 1024) {
        .copyChase(bytes: 128 << 10)
      } value: {
        $0
      },
    ]
  }

  private static func clusters(_ p: KernelTimingParameters) -> [ValidationCase] {
    let published: [(String, Int, Double, Bool)] = [
      ("HM095", 2, 181, true), ("HM138", 4, 204.1, true), ("HM141", 8, 202.6, false), ("HM143", 16, 196.4, false),
    ]
    var cases: [ValidationCase] = [
      row("HM094", "own shared memory by a cluster's address", "cycles", 33, calibrated: true, luo, p, 64) {
        .clusterChase(size: 2, isOwn: true)
      } value: {
        $0 / 8
      }
    ]
    cases += published.map { id, size, cycles, isCalibrated in
      row(
        id, "distributed shared memory, cluster of \(size)", "cycles", cycles, calibrated: isCalibrated, logs, p, 64
      ) {
        .clusterChase(size: size, isOwn: false)
      } value: {
        $0 / 8
      }
    }
    return cases
  }

  private static func issue(_ p: KernelTimingParameters) -> [ValidationCase] {
    let chains: [(String, String, String)] = [
      ("HM168", "FP32 dependent issue", "fma.rn.f32 %f1, %f1, %f1, %f1;"),
      ("HM168", "INT32 dependent issue", "add.s32 %r3, %r3, %r1;"),
    ]
    let rates: [(String, String, Double, String, String)] = [
      ("HM181", "FP32 FMA a cycle and SM", 128, "fma.rn.f32 %f#, %f#, %f#, %f#;", "XLA table"),
      ("HM181", "INT32 a cycle and SM", 64, "add.s32 %r#, %r#, %r1;", "XLA table"),
      ("HM182", "special functions a cycle and SM", 16, "ex2.approx.ftz.f32 %f#, %f#;", "arXiv 2407.08608"),
    ]
    var cases: [ValidationCase] = chains.map { id, quantity, instruction in
      row(id, quantity, "cycles", 4, "arXiv 2507.10789", p, 16) {
        .chain(instruction)
      } value: {
        $0 / 256
      }
    }
    cases += rates.map { id, quantity, rate, instruction, source in
      row(id, quantity, "op", rate, source, p, 16) {
        .throughput(instruction)
      } value: {
        256 * 1024 / $0
      }
    }
    return cases
  }

  private static func strides(_ p: KernelTimingParameters) -> [ValidationCase] {
    let published: [(String, Int, Int, Double)] = [
      ("RC1227", 4, 1, 1.01), ("RC1231", 4, 2, 2.01), ("RC1239", 4, 4, 4.01), ("RC1255", 4, 8, 8),
      ("RC1259", 4, 9, 3), ("RC1263", 4, 10, 3.16), ("RC1271", 4, 12, 4.01), ("RC1275", 4, 13, 4.1),
      ("RC1283", 4, 15, 4.6), ("RC1291", 8, 1, 2.01), ("RC1295", 8, 2, 4.01), ("RC1303", 8, 4, 8),
      ("RC1319", 8, 8, 16), ("RC1323", 8, 9, 5.3), ("RC1339", 8, 13, 7),
    ]
    return published.map { id, bytes, stride, cycles in
      row(
        id, "L1, \(bytes == 4 ? "floats" : "doubles") \(stride) apart", "cycles/load", cycles,
        calibrated: id == "RC1259", benches, p, 32
      ) {
        .strided(stride, elementBytes: bytes)
      } value: {
        $0 / (8 * 16)
      }
    }
  }

  private static func bandwidths(_ p: KernelTimingParameters) -> [ValidationCase] {
    let sms = p.device.multiprocessors.value
    let clock = p.clock.value
    let points: [(String, Int, Int, Double)] = [
      ("RC379", 1, 1, 239.2), ("RC380", 1, 2, 469.5), ("RC382", 1, 4, 891.6), ("RC383", 2, 1, 453.5),
      ("RC384", 2, 2, 860.4), ("RC386", 2, 4, 1481.5), ("RC387", 8, 1, 1319.6),
      ("RC388", 8, 2, 1856.4), ("RC395", 16, 1, 1833.7), ("RC398", 16, 4, 1960.7),
    ]
    // The burst and the queue on the way to memory are set from the smallest copies.
    let guiding: Set = ["RC379", "RC380", "RC383", "RC387", "RC395"]
    var cases: [ValidationCase] = [
      ValidationCase("HM050", "memory throughput, five reads and a write", "GB/s", 1861.5, calibrated: true, luo) {
        () throws(KernelTimingError) in
        let benchmark = Microbenchmark.streams(reads: 5, ctas: sms * 128)
        return Double(benchmark.bytes) / (try benchmark.timing(1, p).nanoseconds)
      },
      row("HM047", "L1 throughput", "B/cycle/SM", 125.8, luo, p, 32) {
        .l1Throughput
      } value: {
        8 * 1024 * 16 / $0
      },
      row("HM048", "shared memory throughput", "B/cycle/SM", 127.65, luo, p, 32) {
        .sharedThroughput
      } value: {
        8 * 1024 * 16 / $0
      },
      row("HM049", "L2 throughput", "B/cycle", 4472.3, calibrated: true, luo, p, 32) {
        .l2Throughput(ctas: sms)
      } value: {
        Double(sms) * 65536 / $0
      },
    ]
    cases += points.map { id, kibibytes, perSM, published in
      let ctas = sms * perSM
      // Near and far lines must be in proportion.
      let repetitions = max(4, 64 / kibibytes)
      return row(
        id, "TMA, \(perSM) x \(kibibytes) KiB in flight", "GB/s", published, calibrated: guiding.contains(id), logs, p,
        repetitions
      ) {
        .bulkBandwidth(kibibytes: kibibytes, ctas: ctas, repetitions: repetitions)
      } value: {
        Double(kibibytes << 10) * Double(ctas) / $0 * clock / 1000
      }
    }
    return cases
  }

  private static func products(_ p: KernelTimingParameters) -> [ValidationCase] {
    let published: [(String, Int, Bool, Double)] = [
      ("HM069", 256, true, 128), ("HM073", 128, true, 64), ("HM077", 64, true, 32), ("HM081", 32, true, 24),
      ("HM085", 16, true, 20), ("HM089", 8, true, 18), ("HM070", 256, false, 128), ("HM074", 128, false, 64),
      ("HM078", 64, false, 32), ("HM082", 32, false, 16), ("HM086", 16, false, 13), ("HM090", 8, false, 13),
    ]
    var cases: [ValidationCase] = [
      row("HM020", "mma.sync m16n8k16 latency", "cycles", 24.1, dissecting, p, 32) {
        .multiply(warps: 1, isChain: true)
      } value: {
        $0 / 16
      },
      // 4,096 operations of an m16n8k16 against 4,096 a cycle and SM.
      row("HM023", "mma.sync share of the peak", "%", 65.3, dissecting, p, 32) {
        .multiply(warps: 16, isChain: false)
      } value: {
        100 * 16 * 16 / $0
      },
    ]
    cases += published.map { id, columns, isShared, cycles in
      row(
        id, "wgmma m64n\(columns)k16, A in \(isShared ? "shared memory" : "registers")", "cycles", cycles,
        calibrated: !isShared && columns == 8, luo, p, 16
      ) {
        .groupMultiply(columns: columns, isShared: isShared)
      } value: {
        $0 / 64
      }
    }
    return cases
  }
}
