import KernelSimulator
import RunSimulator
import Testing

@Suite struct RunValidationTests {
  private func medianError(_ rows: [ValidationRow]) -> Double {
    let errors = rows.map { abs($0.relativeError) }.sorted()
    return errors[errors.count / 2]
  }

  @Test func bandwidthsAreWithinTwelvePercent() {
    #expect(medianError(RunValidation.messageRows()) < 0.12)
  }

  @Test func nothingIsCalibratedByItsRow() throws {
    let rows = try RunValidation.rows()
    #expect(rows.allSatisfy { !$0.isCalibrated && $0.simulated.isFinite })
    #expect(Set(rows.map { $0.id + $0.quantity }).count == rows.count)
  }

  @Test func phasesAndOptimizerMakeTheStep() throws {
    let rows = try RunValidation.stepRows(Scenario.builtIn("deepseek-v3-h800"))
    func simulated(_ id: String) throws -> Double { try #require(rows.first { $0.id == id }).simulated }
    var sum = 0.0
    for id in ["IS005", "IS007", "IS009+IS011", "IS013", "IS015"] { sum += try simulated(id) }
    #expect(abs(sum / (try simulated("IS003")) - 1) < 1e-6)
  }
}
