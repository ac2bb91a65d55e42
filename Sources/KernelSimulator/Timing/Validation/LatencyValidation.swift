/// Pointer chases of `h800_memlat_measured.csv`: one footprint of each level and some at its edges.
enum LatencyValidation {
  private static let source = "h800_memlat_measured"

  static func cases(_ parameters: KernelTimingParameters) -> [ValidationCase] {
    let loads: [(Int, Double)] = [
      (23, 32.1), (97, 32.2), (215, 32.4), (403, 263.9), (919, 264.4), (4078, 264.5), (8363, 264.5), (21592, 264.5),
      (43844, 498.6), (112540, 609.6),
    ]
    let copies: [(Int, Double)] = [(39, 365.5), (348, 368.6), (919, 369), (4600, 369)]
    // Caches give up the line that came first since the chases over 403 and 43,844 kB showed it.
    let guiding: Set = [97, 403, 919, 43844]
    var cases: [ValidationCase] = loads.map { kilobytes, published in
      ValidationCase(
        "ML-LD-\(kilobytes)", "chase over \(kilobytes) kB", "cycles", published,
        calibrated: guiding.contains(kilobytes), source
      ) { () throws(KernelTimingError) in
        let bytes = kilobytes * 1000 / 128 * 128
        let benchmark = Microbenchmark.chase(bytes: bytes)
        return try benchmark.cycles(repetitions(bytes, perRepetition: 8), parameters) / 8
      }
    }
    cases += copies.map { kilobytes, published in
      ValidationCase(
        "ML-TMA-\(kilobytes)", "TMA chase over \(kilobytes) kB", "cycles", published, calibrated: kilobytes == 919,
        source
      ) { () throws(KernelTimingError) in
        let bytes = kilobytes * 1000 / 128 * 128
        return try Microbenchmark.copyChase(bytes: bytes).cycles(repetitions(bytes, perRepetition: 1), parameters)
      }
    }
    return cases
  }

  /// Once around the ring where it fits into L2, so that the second time all is there; else a part of it.
  private static func repetitions(_ bytes: Int, perRepetition: Int) -> Int {
    bytes > 100_000_000 ? 4096 : max(64, bytes / 128 / perRepetition + 1)
  }
}
