import KernelSimulator
import Testing

/// The simulator beside published measurements.
struct MicrobenchmarkTests {
  private func group(_ name: String) throws -> KernelValidation.Group {
    try #require(KernelValidation.groups.first { $0.name == name })
  }

  /// Micro-benchmarks that take little time and whose rows the model reaches.
  @Test func microbenchmarksAreWithinFivePercent() throws {
    let ids: Set<String> = [
      "HM035", "HM036", "HM037", "HM038", "RC249", "HM094", "HM095", "HM141", "HM168", "RC1227", "RC1255", "RC1259",
      "RC1291", "HM047", "HM048", "HM049", "RC388", "RC395", "HM020", "HM069", "HM081", "HM089", "HM082", "HM055",
    ]
    let cases = try group("microbenchmarks").cases.filter { ids.contains($0.id) }
    #expect(cases.count >= ids.count)
    for entry in cases {
      let row = try entry.row()
      #expect(abs(row.relativeError) <= 0.05, "\(row.id) \(row.quantity): \(row.simulated) for \(row.published)")
    }
  }

  /// A ring larger than a cache misses it each time, one that fits hits it each time.
  @Test func chasesFollowTheFootprint() throws {
    for entry in try group("latencies").cases where ["ML-LD-23", "ML-LD-403", "ML-TMA-348"].contains(entry.id) {
      #expect(abs(try entry.row().relativeError) <= 0.05, "\(entry.id)")
    }
  }

  @Test func transposesOfTheTraceAreWithinAFifth() throws {
    let cases = try group("trace_memory").cases.filter { $0.quantity.hasPrefix("transpose") }
    #expect(cases.count == 7)
    for entry in cases { #expect(abs(try entry.row().relativeError) <= 0.2, "\(entry.id)") }
  }

  @Test func sideBySideIsTheSame() async throws {
    let cases = Array(try group("microbenchmarks").cases.prefix(3))
    #expect(try await KernelValidation.rows(of: cases) == (try cases.map { try $0.row() }))
  }

  @Test func groupsHaveNamesOfTheirOwn() {
    #expect(Set(KernelValidation.groups.map(\.name)).count == KernelValidation.groups.count)
  }
}
