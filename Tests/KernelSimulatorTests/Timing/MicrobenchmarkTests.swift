import KernelSimulator
import Testing

/// The simulator beside published measurements.
struct MicrobenchmarkTests {
  private func group(_ name: String) throws -> KernelValidation.Group {
    try #require(KernelValidation.groups.first { $0.name == name })
  }

  /// Rows that miss: the tag stage of L1 for doubles far apart, small copies by TMA, products of random data, which lower
  /// the clock of a real board, and packed conversions.
  private static let misses: Set<String> = [
    "RC1323", "RC1339", "RC382", "RC384", "HM071", "HM072", "HM075", "HM076", "HM079", "HM080", "HM083", "HM084",
    "HM088",
    "HM092",
  ]

  @Test func microbenchmarksAreWithinFivePercent() async throws {
    let rows = try await KernelValidation.rows(of: try group("microbenchmarks").cases)
    #expect(rows.count >= 60)
    for row in rows {
      let text = "\(row.id) \(row.quantity): \(row.simulated) \(row.unit) for \(row.published)"
      if Self.misses.contains(row.id) {
        withKnownIssue { #expect(abs(row.relativeError) <= 0.05, "\(text)") }
      } else {
        #expect(abs(row.relativeError) <= 0.05, "\(text)")
      }
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
